"""Meilisearch, in our words: the only file that names its library.

Questions go over kept connections, without compression, and so do documents and the waiting for
tasks: the library opens a connection for each call, and a compressed answer on a kept connection
stalls some 40 ms. All else, where that does not matter, goes through the library, with a time-out.
"""

import logging
import secrets
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import meilisearch
import orjson
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from jobboard.assistant.passages.schema import PASSAGES
from jobboard.errors import SearchUnavailable
from jobboard.gateways.engine_line import AWAY, NONSENSE, Line, Told
from jobboard.gateways.index_shape import IndexShape
from jobboard.gateways.meilisearch_language import answer_of, body_of, error_of, task_of, told
from jobboard.gateways.search_engine import (
    Answer,
    Document,
    IndexMissing,
    Meanwhile,
    Question,
    WriteRefused,
    nothing,
)
from jobboard.lookup.schema import REFERENCE
from jobboard.search.schema import JOBS
from jobboard.settings import Settings

log = logging.getLogger(__name__)

CONNECT_WITHIN, KEY_WITHIN, WRITE_WITHIN, TASK_WITHIN = 0.5, 2.0, 10.0, 60.0
FIRST_LOOK, LOOK_AT_LEAST_EVERY, LOOK_LATER_BY = 0.01, 0.1, 1.08
PAGES_IN_FLIGHT = 4
REVISIONS_PAGE = 5_000
BESIDE = "--"
# What the engine says when a key is not the master key: it may still be good for all we do.
NOT_THE_MASTER_KEY = {"missing_master_key", "invalid_api_key", "missing_authorization_header"}


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


class Meilisearch:
    """See `SearchEngine`: one index of the engine. Without an address it is away, for good."""

    def __init__(
        self, url: str, key: str, *, index: str = "jobs", shape: IndexShape = JOBS
    ) -> None:
        self.url, self.index, self.shape = url.rstrip("/"), index, shape
        self._given_key, self._search_key = key, ""
        self._key_lock = threading.Lock()
        self._line = Line(self.url)
        self._writes = Line(self.url, within=WRITE_WITHIN)

    def ask(self, question: Question, *, index: str | None = None) -> Answer:
        path = f"/indexes/{index or self.index}/search"
        [raw] = self._ask([(path, body_of(question))])
        return answer_of(raw, question)

    def ask_many(
        self, questions: Sequence[Question], *, meanwhile: Meanwhile = nothing
    ) -> list[Answer]:
        """The first, which mostly counts all that there is, beside the others: the engine takes the
        questions of one request one after the other."""
        if len(questions) < 2:
            return [self.ask(question) for question in questions]
        first, *others = questions
        bodies = [{"indexUid": self.index, **body_of(question)} for question in others]
        requests = [
            (f"/indexes/{self.index}/search", body_of(first)),
            ("/multi-search", {"queries": bodies}),
        ]
        raw, together = self._ask(requests, lambda raw: meanwhile(_answers(raw, others)))
        return [answer_of(raw, first), *_answers(together, others)]

    def is_well(self) -> bool:
        try:
            self.ask(Question(limit=0))  # only a question tells that the key and the index are good
            return True
        except SearchUnavailable:
            return False

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
            self._must_exist(client, fresh)
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
            raise SearchUnavailable(NONSENSE)
        return self.shape.is_that_of(theirs)

    def _ask(
        self, requests: Sequence[tuple[str, Any]], meanwhile: Callable[[Any], object] = nothing
    ) -> list[Any]:
        """Each a path and a body; what the engine says to them. `meanwhile` is given what it says to
        the last, while it may still be at the first."""
        contents = [(path, orjson.dumps(body)) for path, body in requests]
        post_all = partial(self._line.post_all, contents, meanwhile=_if_taken(meanwhile))
        told = post_all(key=self._key())
        if any(status == 403 for status, _ in told):
            # The engine was set up anew and does not know our key any more.
            self._search_key = ""
            told = post_all(key=self._key())
        return [_taken(status, raw) for status, raw in told]

    def _key(self) -> str:
        """A key that may search these indexes and nothing else, made when it is first needed."""
        if not self._search_key:
            with self._key_lock:
                if not self._search_key and self._line.may_try():
                    self._search_key = self._made_key()
        return self._search_key

    def _made_key(self) -> str:
        uid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"jobboard:search:{self.index}"))
        wanted = {
            "uid": uid,
            "name": f"jobboard search ({self.index})",
            "actions": ["search"],
            "indexes": [self.index, f"{self.index}{BESIDE}*"],
            "expiresAt": None,
        }
        try:
            with self._client(KEY_WITHIN) as client:
                key = _key_made_or_found(client, wanted, otherwise=self._given_key)
        except SearchUnavailable:
            self._line.failed()
            raise
        self._line.worked()
        return key

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

    def _must_exist(self, client: meilisearch.Client, index: str) -> None:
        client.get_raw_index(index)

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

    @contextmanager
    def _client(self, within: float | None = None) -> Iterator[meilisearch.Client]:
        """The library's client; all its errors, and what rubbish makes of it, become ours."""
        if not self.url:
            raise SearchUnavailable(AWAY)
        wait: Any = (CONNECT_WITHIN, within or WRITE_WITHIN)
        try:
            yield meilisearch.Client(self.url, self._given_key or None, timeout=wait)
        except MeilisearchApiError as error:
            if error.code == "index_not_found":
                raise IndexMissing(str(error.message)) from None
            raise SearchUnavailable(f"The search engine refused: {error.message}") from None
        except (MeilisearchError, OSError) as error:  # OSError: all of the HTTP library's own
            raise SearchUnavailable(f"{AWAY} ({type(error).__name__})") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SearchUnavailable(NONSENSE) from None


def _key_made_or_found(
    client: meilisearch.Client, wanted: dict[str, Any], *, otherwise: str
) -> str:
    try:
        return client.create_key(wanted).key
    except MeilisearchApiError as error:
        if error.code == "api_key_already_exists":
            return client.get_key(wanted["uid"]).key
        if error.code in NOT_THE_MASTER_KEY:
            return otherwise
        raise


def _answers(raw: Any, questions: Sequence[Question]) -> list[Answer]:
    """What one request with several questions is answered."""
    results = raw.get("results") if isinstance(raw, dict) else None
    if not isinstance(results, list) or len(results) != len(questions):
        raise SearchUnavailable(NONSENSE)
    return [answer_of(one, question) for one, question in zip(results, questions, strict=True)]


def _if_taken(meanwhile: Callable[[Any], object]) -> Callable[[list[Told]], object]:
    """What the engine has refused is told when all is there."""

    def last(others: list[Told]) -> None:
        if others and others[-1][0] == 200:
            meanwhile(others[-1][1])

    return last


def _taken(status: int, raw: Any) -> Any:
    """What the engine says, if it has taken the question."""
    if status == 200:
        return raw
    code, message = error_of(raw)
    if code == "index_not_found":
        raise IndexMissing(message)
    log.warning("search refused", extra={"status": status, "reason": message})
    raise SearchUnavailable(f"The search engine refused the question: {message}")


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
