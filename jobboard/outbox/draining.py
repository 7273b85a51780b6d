"""Doing what the outbox says: at least once, people's changes first, outside any transaction."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from jobboard.clock import clock
from jobboard.db import db
from jobboard.outbox import claiming
from jobboard.outbox.claiming import Batch, Claim

__all__ = ["NOTHING", "Claim", "Drained", "Topic", "drain", "drain_once"]

log = logging.getLogger(__name__)

LONGEST_PATIENT_PAUSE = timedelta(seconds=4)


@dataclass(frozen=True)
class Topic:
    """How the rows of a topic are done.

    `act` does all of a batch or raises; the rows of a batch that failed are tried by halves until
    the one that spoils it is alone. With `one_at_a_time`, one drainer at a time in the world.
    Errors that it is `patient_with` are nobody's fault: something is away. They never use up the
    attempts, and the pauses stay short, because it may be back at any moment.
    """

    act: Callable[[Sequence[Claim]], None]
    batch: int = 1
    one_at_a_time: bool = False
    lasts: timedelta = timedelta(minutes=3)
    gives_up_after: int = 16
    first_pause: timedelta = timedelta(seconds=5)
    longest_pause: timedelta = timedelta(hours=1)
    patient_with: Callable[[Exception], bool] = field(default=lambda error: False)


@dataclass(frozen=True)
class Drained:
    """What became of the rows. `hopeless` means that trying the next at once is of no use."""

    done: int = 0
    failed: int = 0
    hopeless: bool = False

    @property
    def worked(self) -> bool:
        return bool(self.done or self.failed)


NOTHING = Drained()


def drain(name: str, topic: Topic) -> Drained:
    """Batches until nothing waits, or until what the topic needs is away."""
    done = failed = 0
    while True:
        batch = drain_once(name, topic)
        done, failed = done + batch.done, failed + batch.failed
        if not batch.worked or batch.hopeless:
            return Drained(done, failed, batch.hopeless)


def drain_once(name: str, topic: Topic) -> Drained:
    """One batch of the most urgent rows that are due."""
    now = clock()
    if not claiming.is_work(name, alone=topic.one_at_a_time, now=now):
        return NOTHING
    batch = claiming.claim(
        name, most=topic.batch, alone=topic.one_at_a_time, now=now, lasts=topic.lasts
    )
    return _do(topic, batch) if batch else NOTHING


def _do(topic: Topic, batch: Batch) -> Drained:
    try:
        failures = _act_by_halves(topic, batch.claims) if batch.claims else []
    except Exception as error:  # only what the topic is patient with
        fewest = min(claim.attempts for claim in batch.claims)
        pause = _pause(topic, fewest, LONGEST_PATIENT_PAUSE)
        claiming.put_all_back(batch, error, not_before=clock() + pause)
        return Drained(failed=len(batch.claims), hopeless=True)
    for claim, trouble in failures:
        _put_back(topic, batch, claim, trouble)
    spoiled = {claim.id for claim, _ in failures}
    done = [claim for claim in batch.claims if claim.id not in spoiled]
    claiming.finish(batch, done)
    return Drained(len(done), len(failures))


def _act_by_halves(topic: Topic, claims: list[Claim]) -> list[tuple[Claim, Exception]]:
    """Those that cannot be done, each with its error, after everything else has been."""
    try:
        topic.act(claims)
        return []
    except Exception as error:
        db.session.rollback()
        if topic.patient_with(error):
            raise
        if len(claims) == 1:
            # The error's words are kept with the row: they can hold a person's address.
            kind = type(error).__name__
            log.warning("outbox row failed", extra={"row": claims[0].id, "reason": kind})
            return [(claims[0], error)]
    middle = len(claims) // 2
    return [*_act_by_halves(topic, claims[:middle]), *_act_by_halves(topic, claims[middle:])]


def _put_back(topic: Topic, batch: Batch, claim: Claim, error: Exception) -> None:
    now = clock()
    gives_up = claim.attempts + 1 >= topic.gives_up_after
    claiming.put_back(
        batch,
        claim,
        error,
        not_before=now + _pause(topic, claim.attempts, topic.longest_pause),
        failed_at=now if gives_up else None,
    )


def _pause(topic: Topic, attempts: int, longest: timedelta) -> timedelta:
    return min(topic.first_pause * 2 ** min(attempts, 20), longest)
