"""One at a time, and nobody waits for the dead."""

import subprocess
import sys
from datetime import timedelta

import pytest
from flask import Flask

from jobboard.db import db
from jobboard.outbox import leases
from tests.making import NOON

MINUTE = timedelta(minutes=1)
SAYS_ITS_NAME = """
import sys
from jobboard.outbox.leases import this_process
print(this_process(), flush=True)
sys.stdin.read()
"""


def take(now=NOON, name="work"):
    with db.engine.begin() as connection:
        return leases.take(connection, name, now=now, lasts=MINUTE)


def keep(held, now):
    with db.engine.begin() as connection:
        return held.keep(connection, now=now, lasts=MINUTE)


def test_only_one_holds_a_lease(app: Flask) -> None:
    assert take() is not None
    assert take() is None
    assert take(name="other work") is not None


def test_what_is_given_back_can_be_taken_at_once(app: Flask) -> None:
    held = take()
    with db.engine.begin() as connection:
        held.give_back(connection)
    assert take() is not None


def test_a_lease_ends_by_itself(app: Flask) -> None:
    take()
    assert take(NOON + MINUTE) is not None


def test_a_lease_that_is_kept_goes_on(app: Flask) -> None:
    held = take()
    assert keep(held, NOON + MINUTE / 2)
    assert take(NOON + MINUTE) is None


def test_a_lease_that_has_lapsed_cannot_be_kept_even_if_nobody_took_it(app: Flask) -> None:
    assert not keep(take(), NOON + MINUTE)


def test_whoever_overslept_does_not_give_back_what_another_holds(app: Flask) -> None:
    asleep = take()
    assert take(NOON + MINUTE) is not None
    with db.engine.begin() as connection:
        asleep.give_back(connection)
    assert take(NOON + MINUTE) is None


def test_others_read_what_the_holder_tells_while_it_holds(app: Flask) -> None:
    held = take()
    with db.engine.begin() as connection:
        held.tell(connection, "jobs--7")
        assert leases.told(connection, "work", now=NOON) == "jobs--7"
        assert leases.told(connection, "work", now=NOON + MINUTE) is None
        held.give_back(connection)
        assert leases.told(connection, "work", now=NOON) is None


@pytest.fixture
def killed(app: Flask) -> str:
    """The name of a process of this machine that has been killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", SAYS_ITS_NAME],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        said = process.stdout.readline().strip()
        assert not leases.is_dead(said)
        process.kill()
    return said


def test_nobody_waits_for_a_process_of_this_machine_that_was_killed(killed: str) -> None:
    with db.engine.begin() as connection:
        held = leases.take(connection, "work", now=NOON, lasts=MINUTE)
        connection.execute(
            leases.Lease.__table__.update().values(holder=f"{killed}#1", about="jobs--7")
        )
        assert leases.told(connection, "work", now=NOON) is None
    assert held is not None
    assert take() is not None


def test_a_process_of_another_machine_is_never_taken_for_dead() -> None:
    assert not leases.is_dead("elsewhere/boot/pid:[1]/999999@1#ab")
