"""A language model in our words: it is handed a text to put into other words, and streams them.

Any OpenAI-compatible address will do. It is optional: without one, `NoModel` stands there and the
assistant answers from its template. Whatever comes back is checked elsewhere; here it is only made
sure that it comes in time, in a bounded amount, and that its costs are known.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import urllib3

from jobboard.errors import JobboardError
from jobboard.settings import Settings

# Rough, for services that do not say what they have used.
CHARACTERS_A_TOKEN = 4
LONGEST_LINE = 64 * 1024
LONGEST_ANSWER = 16 * 1024


class ModelUnavailable(JobboardError):
    """Not there, too slow, or out of order; the template answers instead."""

    status = 503
    title = "No model answers right now"


@dataclass
class Wording:
    """What comes while it is written. `tokens` is known, or estimated, when it has ended."""

    pieces: Iterator[str]
    tokens: int = 0


class LanguageModel(Protocol):
    @property
    def is_there(self) -> bool: ...

    @property
    def name(self) -> str: ...

    def write(self, *, orders: str, text: str, most_tokens: int) -> Wording:
        """Streams the model's words; ModelUnavailable at any moment, also in the middle."""
        ...


@dataclass(frozen=True)
class NoModel:
    is_there: bool = False
    name: str = ""

    def write(self, *, orders: str, text: str, most_tokens: int) -> Wording:
        raise ModelUnavailable("No language model is configured.")


@dataclass
class Scripted:
    """A stand-in that writes what it was given: for tests, and for looking at pages without one."""

    script: list[str] = field(default_factory=list)
    is_there: bool = True
    name: str = "scripted"
    asked: list[str] = field(default_factory=list)

    def write(self, *, orders: str, text: str, most_tokens: int) -> Wording:
        self.asked.append(text)
        said = self.script.pop(0) if self.script else ""
        return Wording(iter([said]), len(said) // CHARACTERS_A_TOKEN)


@dataclass
class OpenAiCompatible:
    """`POST {url}/chat/completions` with `stream`: server-sent events, each a piece of the text."""

    url: str
    name: str
    key: str = ""
    seconds: float = 20.0
    silence: float = 8.0
    is_there: bool = True

    def write(self, *, orders: str, text: str, most_tokens: int) -> Wording:
        wording = Wording(iter(()))
        wording.pieces = self._stream(wording, self._body(orders, text, most_tokens))
        return wording

    def _body(self, orders: str, text: str, most_tokens: int) -> dict[str, Any]:
        return {
            "model": self.name,
            "messages": [{"role": "system", "content": orders}, {"role": "user", "content": text}],
            "max_tokens": most_tokens,
            "temperature": 0,
            "stream": True,
            "stream_options": {"include_usage": True},
        }

    def _stream(self, wording: Wording, body: dict[str, Any]) -> Iterator[str]:
        written = 0
        sent = sum(len(message["content"]) for message in body["messages"])
        wording.tokens = sent // CHARACTERS_A_TOKEN
        try:
            for event in self._events(body):
                used = (event.get("usage") or {}).get("total_tokens")
                piece = _piece_of(event)
                written += len(piece)
                if written > LONGEST_ANSWER:
                    raise ModelUnavailable("The model writes without end.")
                wording.tokens = used or (sent + written) // CHARACTERS_A_TOKEN
                if piece:
                    yield piece
        except (urllib3.exceptions.HTTPError, OSError) as trouble:
            raise ModelUnavailable(
                f"The model does not answer: {type(trouble).__name__}."
            ) from None

    def _events(self, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        ends = time.monotonic() + self.seconds
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        timeout = urllib3.Timeout(connect=3.0, read=self.silence)
        with urllib3.PoolManager(retries=False, timeout=timeout) as http:
            answer = http.request(
                "POST",
                f"{self.url.rstrip('/')}/chat/completions",
                body=json.dumps(body).encode(),
                headers=headers,
                preload_content=False,
                redirect=False,
            )
            try:
                if answer.status != 200:
                    raise ModelUnavailable(f"The model’s service answers {answer.status}.")
                yield from _events_of(answer, ends)
            finally:
                answer.close()


def _events_of(answer: Any, ends: float) -> Iterator[dict[str, Any]]:
    buffered = b""
    while piece := answer.read1(4096):
        if time.monotonic() > ends:
            raise ModelUnavailable("The model takes too long.")
        buffered += piece
        *lines, buffered = buffered.split(b"\n")
        if len(buffered) > LONGEST_LINE:
            raise ModelUnavailable("The model’s service answers rubbish.")
        for line in lines:
            event = _event(line)
            if event is None:
                return
            if event:
                yield event


def _event(line: bytes) -> dict[str, Any] | None:
    """An event's data; {} for lines without any, None at the end of the stream."""
    said = line.strip()
    if not said.startswith(b"data:"):
        return {}
    data = said[5:].strip()
    if data == b"[DONE]":
        return None
    try:
        event = json.loads(data)
    except ValueError:
        raise ModelUnavailable("The model’s service answers rubbish.") from None
    if not isinstance(event, dict) or event.get("error"):
        raise ModelUnavailable("The model’s service reports an error.")
    return event


def _piece_of(event: dict[str, Any]) -> str:
    try:
        choices = event.get("choices") or [{}]
        content = (choices[0].get("delta") or {}).get("content")
    except (AttributeError, IndexError, KeyError, TypeError):
        raise ModelUnavailable("The model’s service answers rubbish.") from None
    if content is None:
        return ""
    if not isinstance(content, str):
        raise ModelUnavailable("The model’s service answers rubbish.")
    return content


def language_model(settings: Settings) -> LanguageModel:
    if not settings.llm_url or not settings.llm_model:
        return NoModel()
    return OpenAiCompatible(
        settings.llm_url, settings.llm_model, settings.llm_key.get_secret_value()
    )
