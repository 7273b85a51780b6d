"""Meilisearch, in our words. Documents and the waiting for tasks go over a kept line, as questions do
(`meilisearch_asking`); all else, where that does not matter, through the library."""

import logging
import secrets
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from jobboard.assistant.passages.schema import PASSAGES
from jobboard.errors import SearchUnavailable
from jobboard.gateways.engine_line import Line
from jobboard.gateways.index_shape import IndexShape
from jobboard.gateways.meilisearch_asking import BESIDE, Asking
from jobboard.gateways.meilisearch_client import WRITE_WITHIN
from jobboard.gateways.meilisearch_language import error_of, task_of, told
from jobboard.gateways.search_engine import Document, IndexMissing, Nonsense, WriteRefused
from jobboard.lookup.schema import REFERENCE
from jobboard.search.schema import JOBS
from jobboard.settings import Settings

log = logging.getLogger(__name__)

TASK_WITHIN = 60.0
FIRST_LOOK, LOOK_AT_LEAST_EVERY, LOOK_LATER_BY = 0.01, 0.1, 1.08
PAGES_IN_FLIGHT = 4
REVISIONS_PAGE = 5_000


def search_engine(settings: Settings) -> "Meilisearch":
    """The engine's index of jobs."""
    return _index_of(settings, settings.meili_index, JOBS)


def reference_engine(settings: Settings) -> "Meilisearch":
    """The same engine's index of codes and articles."""
    return _index_of(settings, settings.meili_reference_index, REFERENCE)


def passages_engine(settings: Settings) -> "Meilisearch":
    """The same engine's index of pieces of our own pages."""
    return _index_of(settings, settings.meili_passages_index, PASSAGES)


def _index_of(settings: Settings, index: str, shape: IndexShape) -> "Meilisearch":
    key = settings.meili_master_key.get_secret_value()
    return Meilisearch(settings.meili_url, key, index=index, shape=shape)


class Meilisearch(Asking):
    """See `SearchEngine`: one index of the engine. Without an address it is away, for good."""

    def __init__(
        self, url: str, key: str, *, index: str = "jobs", shape: IndexShape = JOBS
    ) -> None:
        super().__init__(url, key, index)
        self.shape = shape
        self._writes = Line(self.url, within=WRITE_WITHIN)

    def put(self, documents: Sequence[Document], *, index: str | None = None) -> None:
        if documents:
            self._wait(self._send(documents, index or self.index))

    def remove(self, ids: Iterable[int], *, index: str | None = None) -> None:
        listed = [int(one) for one in ids]
        if listed:
            self._wait(self._written("documents/delete-batch", listed, index or self.index))

    def fill(self, pages: Iterable[Sequence[Document]], *, index: str) -> None:
        flying: deque[int] = deque()
        for page in pages:
            if page:
                flying.append(self._send(page, index))
            while len(flying) > PAGES_IN_FLIGHT:
                self._wait(flying.popleft())
        for task in flying:
            self._wait(task)

    def revisions(self, *, index: str | None = None) -> Iterator[tuple[int, int]]:
        offset = 0
        while True:
            asked = {"fields": ["id", "rev"], "limit": REVISIONS_PAGE, "offset": offset}
            with self._client() as client:
                raw = client.http.post(f"indexes/{index or self.index}/documents/fetch", asked)
                found = [(int(one["id"]), int(one.get("rev") or -1)) for one in raw["results"]]
            yield from found
            offset += REVISIONS_PAGE
            if len(found) < REVISIONS_PAGE:
                return

    def start_fresh(self) -> str:
        fresh = f"{self.index}{BESIDE}{int(time.time())}-{secrets.token_hex(3)}"
        self._make(fresh)
        return fresh

    def swap_in(self, fresh: str) -> None:
        with self._client() as client:
            client.get_raw_index(fresh)  # or the swap would make one of nothing
            task = client.swap_indexes([{"indexes": [self.index, fresh]}])
        self._wait(task.task_uid)
        self.drop(fresh)

    def drop(self, fresh: str) -> None:
        if not fresh.startswith(f"{self.index}{BESIDE}"):
            raise ValueError(f"{fresh} is not an index beside {self.index}.")
        with self._client() as client:
            task = client.delete_index(fresh)
        try:
            self._wait(task.task_uid)
        except IndexMissing:
            log.info("dropped already", extra={"index": fresh})

    def fresh_ones(self) -> list[str]:
        with self._client() as client:
            raw: Any = client.get_raw_indexes({"limit": 1000})
            names = [str(one["uid"]) for one in raw["results"]]
        return [name for name in names if name.startswith(f"{self.index}{BESIDE}")]

    def set_up(self) -> bool:
        try:
            with self._client() as client:
                theirs = client.index(self.index).get_settings()
        except IndexMissing:
            self._make(self.index)
            return True
        if not isinstance(theirs, dict) or not theirs.keys() >= self.shape.settings.keys():
            raise Nonsense
        return self.shape.is_that_of(theirs)

    def _send(self, documents: Sequence[Document], index: str) -> int:
        return self._written("documents?primaryKey=id", list(documents), index)

    def _written(self, what: str, content: Any, index: str) -> int:
        """The number of the task that the engine makes of it."""
        path, key = f"/indexes/{index}", self._given_key
        # A write to an index that is not there would make it, with settings of the engine's.
        told(*self._writes.get(path, key=key))
        return task_of(told(*self._writes.post(f"{path}/{what}", orjson.dumps(content), key=key)))

    def _make(self, index: str) -> None:
        with self._client() as client:
            task = client.create_index(index, {"primaryKey": "id"})
        self._wait(task.task_uid)
        with self._client() as client:
            task = client.index(index).update_settings(dict(self.shape.settings))
        self._wait(task.task_uid)

    def _wait(self, task_uid: int) -> None:
        """Returns when the task has succeeded. Not to have seen its end is no failure of the write,
        but nobody may rely on it: whoever asked writes again, which does no harm."""
        end, pause = time.monotonic() + TASK_WITHIN, FIRST_LOOK
        while time.monotonic() < end:
            status, error = self._task(task_uid)
            if status not in ("enqueued", "processing"):
                # The engine reports a failed task as a normal answer, so waiting is not enough.
                return _must_have_succeeded(status, error)
            time.sleep(pause)
            pause = min(pause * LOOK_LATER_BY, LOOK_AT_LEAST_EVERY)
        raise SearchUnavailable(f"The search engine is still at it after {TASK_WITHIN:g} s.")

    def _task(self, task_uid: int) -> tuple[str, dict[str, Any] | None]:
        """Its status and what went wrong. Over a kept line, because a person's change is waited for
        by looking every few milliseconds."""
        status, raw = self._writes.get(f"/tasks/{task_uid}", key=self._given_key)
        if status != 200 or not isinstance(raw, dict):
            raise SearchUnavailable(
                f"The search engine says nothing of its task: {error_of(raw)[1]}"
            )
        return str(raw.get("status")), raw.get("error")


def _must_have_succeeded(status: str, error: dict[str, Any] | None) -> None:
    if status == "succeeded":
        return
    code, message = error_of(error or {})
    if code == "index_already_exists":  # somebody has made it at the same time
        return
    if code == "index_not_found":
        raise IndexMissing(message)
    # A full disk or a canceled task is the engine's trouble; anything else is the documents'.
    if status == "canceled" or (error or {}).get("type") in ("system", "auth"):
        raise SearchUnavailable(f"The search engine could not write: {message or status}")
    raise WriteRefused(message or status)
