"""An engine that is away, silent, or answers rubbish: always SearchUnavailable, and soon."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from jobboard.errors import SearchUnavailable
from jobboard.gateways import (
    engine_line,
    meilisearch,
    meilisearch_asking,
    meilisearch_client,
)
from jobboard.gateways.meilisearch import Meilisearch
from jobboard.gateways.search_engine import AnyOf, Question
from tests import neighbors
from tests.neighbors import Neighbor, neighbor, says

HIT = b'{"hits": [{"id": 1}], "estimatedTotalHits": 1}'

RUBBISH = {
    "not JSON": says(b"<html>Welcome to nginx</html>", kind="text/html"),
    "no body": says(b""),
    "a number": says(b"42"),
    "a list": says(b"[1, 2]"),
    "an empty object": says(b"{}"),
    "hits that are no list": says(b'{"hits": 7, "estimatedTotalHits": 1}'),
    "hits without ids": says(b'{"hits": [{"title": "x"}], "estimatedTotalHits": 1}'),
    "a total that is no number": says(b'{"hits": [], "estimatedTotalHits": "many"}'),
    "half an answer": lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{",
    "another protocol": lambda _: b"SSH-2.0-OpenSSH_9.6\r\n",
    "an error of its own": says(b'{"message": "boom"}', "500 Internal Server Error"),
    "an error without words": says(b"oops", "503 Service Unavailable", "text/plain"),
    "a redirect": says(b"{}", "302 Found\r\nLocation: http://127.0.0.1:1/"),
    "nothing: it hangs up": neighbors.hangs_up,
}
USES: dict[str, Callable[[Meilisearch], object]] = {
    "ask": lambda engine: engine.ask(Question("coder")),
    "ask many": lambda engine: engine.ask_many([Question("coder"), Question()]),
    "put": lambda engine: engine.put([{"id": 1, "rev": 1}]),
    "remove": lambda engine: engine.remove([1]),
    "revisions": lambda engine: list(engine.revisions()),
    "start a fresh one": lambda engine: engine.start_fresh(),
    "swap": lambda engine: engine.swap_in("jobs--1"),
    "list fresh ones": lambda engine: engine.fresh_ones(),
    "set up": lambda engine: engine.set_up(),
}


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_line, "ANSWER_WITHIN", 0.2)
    monkeypatch.setattr(meilisearch, "WRITE_WITHIN", 0.2)
    monkeypatch.setattr(meilisearch_client, "WRITE_WITHIN", 0.2)
    monkeypatch.setattr(meilisearch_asking, "KEY_WITHIN", 0.2)


def an_engine(url: str) -> Meilisearch:
    """With a key for searching already, so that asking is all that is tried."""
    engine = Meilisearch(url, "a-master-key")
    engine._search_key = "a-key"
    return engine


@pytest.mark.usefixtures("short_waits")
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_is_an_engine_that_is_away(rubbish: str, use: str) -> None:
    with neighbor(RUBBISH[rubbish]) as one, pytest.raises(SearchUnavailable):
        USES[use](an_engine(one.url))


@pytest.mark.parametrize("use", USES)
def test_an_engine_that_is_not_there_is_away(use: str) -> None:
    with pytest.raises(SearchUnavailable):
        USES[use](an_engine(neighbors.unused_address()))


@pytest.mark.parametrize("use", USES)
def test_without_an_address_it_is_away(use: str) -> None:
    with pytest.raises(SearchUnavailable):
        USES[use](an_engine(""))
    assert not an_engine("").is_well()


@pytest.mark.usefixtures("short_waits")
@pytest.mark.parametrize("use", USES)
def test_a_silent_engine_is_away(use: str) -> None:
    with neighbor(neighbors.silent) as one, pytest.raises(SearchUnavailable):
        USES[use](an_engine(one.url))


@pytest.fixture
def silent(short_waits: None) -> Iterator[Neighbor]:
    with neighbor(neighbors.silent) as one:
        yield one


def test_a_silent_engine_costs_one_wait_and_not_one_for_each_page(silent: Neighbor) -> None:
    engine = an_engine(silent.url)
    for _ in range(50):
        with pytest.raises(SearchUnavailable):
            engine.ask(Question("coder"))
        assert not engine.is_well()
    assert len(silent.requests) == 1


def test_making_the_key_waits_no_longer_than_a_question(silent: Neighbor) -> None:
    engine = Meilisearch(silent.url, "a-master-key")
    began = time.monotonic()
    for _ in range(20):
        with pytest.raises(SearchUnavailable):
            engine.ask(Question())
    assert len(silent.requests) == 1
    assert time.monotonic() - began < 5


def test_an_engine_that_comes_back_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_line, "REST_AFTER_FAILURE", 0.0)
    answers = [says(HIT), says(HIT), says(b"boom", "500 Oops")]
    with neighbor(lambda request: answers.pop()(request)) as one:
        engine = an_engine(one.url)
        with pytest.raises(SearchUnavailable):
            engine.ask(Question())
        assert engine.ask(Question()).total == 1
        assert engine.ask(Question()).total == 1


def test_a_connection_that_went_stale_is_opened_again() -> None:
    answered = 0

    def hangs_up_before_the_second(request: bytes) -> bytes:
        nonlocal answered
        answered += 1
        return b"" if answered == 2 else (says(HIT)(request) or b"")

    with neighbor(hangs_up_before_the_second) as one:
        engine = an_engine(one.url)
        assert engine.ask(Question()).total == 1
        assert engine.ask(Question()).total == 1
        assert answered == 3


def test_two_that_are_asked_side_by_side_survive_a_stale_connection() -> None:
    answered: list[bytes] = []
    several = b'{"results": [' + HIT + b"]}"

    def hangs_up_once(request: bytes) -> bytes:
        answered.append(request)
        if len(answered) == 2:
            return b""
        return says(several if b"/multi-search" in request else HIT)(request) or b""

    with neighbor(hangs_up_once) as one:
        engine = an_engine(one.url)
        engine.ask(Question())
        assert [answer.total for answer in engine.ask_many([Question(), Question()])] == [1, 1]


def test_what_is_done_meanwhile_is_not_done_with_a_refusal() -> None:
    refused = b'{"message": "no", "code": "invalid_search_filter"}'

    def refuses_several(request: bytes) -> bytes | None:
        return says(refused, "400 Bad")(request) if b"/multi" in request else says(HIT)(request)

    told: list[object] = []
    with neighbor(refuses_several) as one, pytest.raises(SearchUnavailable):
        an_engine(one.url).ask_many([Question(), Question()], meanwhile=told.append)
    assert told == []


def test_a_new_connection_that_is_hung_up_is_not_tried_again() -> None:
    with neighbor(neighbors.hangs_up) as one:
        with pytest.raises(SearchUnavailable):
            an_engine(one.url).ask(Question())
        assert len(one.requests) == 1


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_line, "LONGEST_ANSWER", 10_000)
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 50_000
    with neighbor(lambda _: endless) as one, pytest.raises(SearchUnavailable):
        an_engine(one.url).ask(Question())


def test_a_question_that_the_engine_refuses_does_not_close_it(meili: Meilisearch) -> None:
    with pytest.raises(SearchUnavailable, match="refused"):
        meili.ask(Question("", (AnyOf("no_such_field", ("x",)),)))
    assert meili.ask(Question()).total == 0


def test_a_failed_task_is_told_apart_from_a_done_one(meili: Meilisearch) -> None:
    with pytest.raises(meilisearch.WriteRefused, match="id"):
        meili.put([{"id": "not an id!", "rev": 1}])


def test_a_write_that_is_not_seen_to_end_counts_as_not_done(
    meili: Meilisearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meilisearch, "TASK_WITHIN", 0.0)
    with pytest.raises(SearchUnavailable, match="still at it"):
        meili.put([{"id": 1, "rev": 1}])


def test_the_app_asks_with_a_key_that_can_do_nothing_else(
    engine_address: tuple[str, str], meili: Meilisearch
) -> None:
    meili.put([{"id": 1, "rev": 1}])
    assert meili.ask(Question()).total == 1
    key = meili._search_key
    assert key and key != engine_address[1]
    weak = Meilisearch(engine_address[0], key, index=meili.index)
    for use in ("put", "remove", "revisions", "start a fresh one", "list fresh ones", "set up"):
        with pytest.raises(SearchUnavailable):
            USES[use](weak)
    assert weak.ask(Question()).total == 1


def test_a_key_that_the_engine_has_forgotten_is_made_again(meili: Meilisearch) -> None:
    meili._search_key = "forgotten"
    assert meili.ask(Question()).total == 0
    assert meili._search_key != "forgotten"


def test_only_an_index_beside_ours_can_be_dropped(meili: Meilisearch) -> None:
    with pytest.raises(ValueError, match="not an index beside"):
        meili.drop(meili.index)


def test_an_engine_that_was_away_at_first_is_asked_as_soon_as_there_is_a_key(
    meili: Meilisearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_line, "REST_AFTER_FAILURE", 0.2)
    url, engine = meili.url, Meilisearch(neighbors.unused_address(), meili._given_key)
    engine.index = meili.index
    with pytest.raises(SearchUnavailable):
        engine.ask(Question())
    engine.url, engine._line._open = url, engine_line.opener(url)
    threading.Event().wait(0.25)
    assert engine.ask(Question()).total == 0


def test_two_may_make_the_index_at_the_same_moment(meili: Meilisearch) -> None:
    meili._make(meili.index)
    assert meili.set_up()
