"""What is noted is done at least once, in the right order, and nothing is lost."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.outbox import draining, leases, note, overseeing
from jobboard.outbox.draining import Claim, Topic, drain, drain_once
from jobboard.outbox.models import BULK, OutboxRow
from tests.making import NOON


class Done:
    """Keeps what it is asked to do, and refuses what it is told to."""

    def __init__(self, *refused: int, away: bool = False) -> None:
        self.batches: list[list[int | None]] = []
        self.refused, self.away = set(refused), away

    def __call__(self, claims: Sequence[Claim]) -> None:
        keys = [claim.key for claim in claims]
        if self.away:
            raise SearchUnavailable("away")
        if spoiled := self.refused.intersection(keys):
            raise ValueError(f"cannot do {spoiled}")
        self.batches.append(keys)


def is_away(error: Exception) -> bool:
    return isinstance(error, SearchUnavailable)


def topic(done: Done, **given: object) -> Topic:
    return Topic(done, **{"batch": 10, "patient_with": is_away, **given})


def noted(*keys: int, urgency: int = 0, now=NOON, not_before=None) -> None:
    with stopped_at(now):
        for key in keys:
            row = note("things", key=key, urgency=urgency)
            row.not_before = not_before or now
    db.session.commit()


def drained(work: Topic, now=NOON) -> draining.Drained:
    with stopped_at(now):
        return drain("things", work)


def rows() -> list[OutboxRow]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def test_what_is_done_is_gone(app: Flask) -> None:
    noted(1, 2)
    done = Done()
    assert drained(topic(done)) == draining.Drained(done=2)
    assert done.batches == [[1, 2]]
    assert rows() == []


def test_what_was_not_committed_is_not_done(app: Flask) -> None:
    note("things", key=1)
    db.session.rollback()
    done = Done()
    drained(topic(done))
    assert done.batches == []


def test_other_topics_are_left_alone(app: Flask) -> None:
    note("mail", to="somebody")
    noted(1)
    drained(topic(Done()), NOON + timedelta(days=365))
    assert [row.topic for row in rows()] == ["mail"]


def test_peoples_changes_come_before_bulk_and_never_in_one_batch_with_it(app: Flask) -> None:
    noted(1, 2, 3, urgency=BULK)
    noted(4)
    done = Done()
    drained(topic(done, batch=2))
    assert done.batches == [[4], [1, 2], [3]]


def test_what_is_for_later_waits(app: Flask) -> None:
    noted(1, not_before=NOON + timedelta(hours=1))
    done = Done()
    drained(topic(done))
    assert done.batches == []
    drained(topic(done), NOON + timedelta(hours=1))
    assert done.batches == [[1]]


def test_a_batch_is_halved_until_what_spoils_it_is_alone(app: Flask) -> None:
    noted(*range(1, 9))
    done = Done(3)
    assert drained(topic(done)) == draining.Drained(done=7, failed=1)
    assert sorted(key for batch in done.batches for key in batch) == [1, 2, 4, 5, 6, 7, 8]
    [left] = rows()
    assert (left.key, left.attempts, left.trouble) == (3, 1, "ValueError: cannot do {3}")


def test_what_failed_is_tried_again_after_growing_pauses_until_it_is_given_up(app: Flask) -> None:
    noted(1)
    work = topic(Done(1), gives_up_after=3, first_pause=timedelta(seconds=10))
    pauses, now = [], NOON
    for _ in range(3):
        assert drained(work, now).failed == 1
        [row] = rows()
        pauses.append((row.not_before - now).total_seconds())
        now = row.not_before
    assert pauses == [10, 20, 40]
    assert row.failed_at is not None
    assert drained(work, now) == draining.NOTHING


def test_what_was_given_up_can_be_tried_again(app: Flask) -> None:
    noted(1)
    drained(topic(Done(1), gives_up_after=1))
    assert overseeing.try_again("things", now=NOON) == 1
    db.session.commit()
    assert drained(topic(Done())).done == 1


def test_nothing_is_ever_given_up_because_something_is_away(app: Flask) -> None:
    noted(1, 2)
    away, now = topic(Done(away=True), gives_up_after=2), NOON
    for _ in range(30):
        assert drained(away, now).hopeless
        now = rows()[0].not_before
        assert now - rows()[0].noted_at < timedelta(minutes=3)
    assert [row.failed_at for row in rows()] == [None, None]
    assert drained(topic(Done()), now) == draining.Drained(done=2)


def test_a_change_noted_while_the_same_key_is_being_done_is_done_too(app: Flask) -> None:
    noted(1)
    seen: list[int | None] = []

    def act(claims: Sequence[Claim]) -> None:
        seen.extend(claim.key for claim in claims)
        if len(seen) == 1:
            noted(1)

    drained(Topic(act, batch=10))
    assert seen == [1, 1]
    assert rows() == []


def test_two_drainers_never_do_the_same_row(app: Flask) -> None:
    noted(1, 2, 3)
    seen: list[int | None] = []

    def act(claims: Sequence[Claim]) -> None:
        seen.append(claims[0].key)
        with stopped_at(NOON):
            drain_once("things", work)

    work = Topic(act)
    drained(work)
    assert seen == [1, 2, 3]


def test_a_topic_that_is_done_one_at_a_time_has_one_drainer(app: Flask) -> None:
    noted(1, 2)
    inner: list[draining.Drained] = []

    def act(claims: Sequence[Claim]) -> None:
        with stopped_at(NOON):
            inner.append(drain_once("things", work))

    work = Topic(act, one_at_a_time=True)
    drained(work)
    assert inner == [draining.NOTHING, draining.NOTHING]


class Killed(BaseException):
    """Nothing is cleaned up after it, as after kill -9."""


def killed_in_the_midst(work: Topic) -> None:
    def act(claims: Sequence[Claim]) -> None:
        raise Killed

    with pytest.raises(Killed):
        drained(Topic(act, batch=work.batch, one_at_a_time=work.one_at_a_time))
    db.session.rollback()


def test_what_a_killed_drainer_held_is_done_when_its_lease_is_over(app: Flask) -> None:
    noted(1)
    done = Done()
    killed_in_the_midst(topic(done))
    assert drained(topic(done)) == draining.NOTHING
    assert drained(topic(done), NOON + timedelta(minutes=4)).done == 1


def test_what_a_killed_process_of_this_machine_held_alone_is_done_at_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(1)
    done = Done()
    with monkeypatch.context() as patch:
        dead = leases.this_process().rpartition("@")[0] + "@1"
        patch.setattr(leases, "this_process", lambda: dead)
        killed_in_the_midst(topic(done, one_at_a_time=True))
    assert drained(topic(done, one_at_a_time=True)).done == 1


@pytest.mark.parametrize("one_at_a_time", [True, False])
def test_who_slept_through_the_lease_does_not_delete_what_others_noted(
    app: Flask, one_at_a_time: bool
) -> None:
    noted(1)
    later = NOON + timedelta(minutes=10)

    def sleepy(claims: Sequence[Claim]) -> None:
        assert drained(Topic(Done(), one_at_a_time=one_at_a_time), later).done == 1
        noted(2, now=later)  # SQLite gives it the number of the row that is gone

    with stopped_at(NOON):
        drain_once("things", Topic(sleepy, one_at_a_time=one_at_a_time))
    done = Done()
    drained(Topic(done, one_at_a_time=one_at_a_time), later + timedelta(minutes=10))
    assert [2] in done.batches
    # What is written from the database's state is written again: the sleeper wrote an old one.
    assert ([1] in done.batches) == one_at_a_time


def test_what_the_work_changed_is_committed_with_its_row(app: Flask) -> None:
    noted(1)

    def act(claims: Sequence[Claim]) -> None:
        note("mail", to="somebody")

    drained(Topic(act))
    assert [row.topic for row in rows()] == ["mail"]


def test_what_failing_work_changed_is_not(app: Flask) -> None:
    noted(1)

    def act(claims: Sequence[Claim]) -> None:
        note("mail", to="somebody")
        raise ValueError

    drained(Topic(act))
    assert [row.topic for row in rows()] == ["things"]


def test_the_lag_tells_what_waits_and_what_was_given_up(app: Flask) -> None:
    noted(1, 2)
    noted(3, now=NOON + timedelta(hours=1), not_before=NOON + timedelta(hours=1))
    db.session.execute(update(OutboxRow).where(OutboxRow.key == 2).values(failed_at=NOON))
    db.session.commit()
    assert overseeing.lag(NOON + timedelta(seconds=30)) == {
        "things": {"waiting": 2, "oldest_seconds": 30.0, "failed": 1}
    }
