"""What is asked of Meilisearch: questions, over kept connections and without compression. The library
opens a connection for each call, and a compressed answer on a kept connection stalls some 40 ms."""

import logging
import threading
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import orjson

from jobboard.errors import SearchUnavailable
from jobboard.gateways.engine_line import Line, Told
from jobboard.gateways.meilisearch_client import client_of, key_made_or_found
from jobboard.gateways.meilisearch_language import answer_of, body_of, error_of
from jobboard.gateways.search_engine import (
    Answer,
    IndexMissing,
    Meanwhile,
    Nonsense,
    Question,
    nothing,
)

log = logging.getLogger(__name__)

KEY_WITHIN = 2.0
# An index beside the live one is called as that is, with this and more behind it.
BESIDE = "--"


class Asking:
    """One index of the engine, as far as it is asked. Without an address it is away, for good."""

    def __init__(self, url: str, key: str, index: str) -> None:
        self.url, self.index = url.rstrip("/"), index
        self._given_key, self._search_key = key, ""
        self._key_lock = threading.Lock()
        self._line = Line(self.url)

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
                key = key_made_or_found(client, wanted, otherwise=self._given_key)
        except SearchUnavailable:
            self._line.failed()
            raise
        self._line.worked()
        return key

    def _client(self, within: float | None = None) -> AbstractContextManager[Any]:
        return client_of(self.url, self._given_key, within=within)


def _answers(raw: Any, questions: Sequence[Question]) -> list[Answer]:
    """What one request with several questions is answered."""
    results = raw.get("results") if isinstance(raw, dict) else None
    if not isinstance(results, list) or len(results) != len(questions):
        raise Nonsense
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
