"""Which alert writes about which job, and that it does so once."""

import os
import signal
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from jobboard.alerts import actions, sweeping
from jobboard.alerts.models import Alert, AlertJob
from jobboard.alerts.rhythm import Rhythm
from jobboard.candidates import marks, profile
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import actions as postings
from tests.alerts.making import (
    ADDRESS,
    a_job,
    alert_letters,
    an_address_alert,
    an_alert,
    minutes,
    work,
)
from tests.making import NOON, a_candidate, an_employer, owner_of

DAY = timedelta(days=1)


def titles() -> list[str]:
    """Of the jobs in all letters, as often as they are in one."""
    said = [line for one in alert_letters() for line in one.text.splitlines()]
    return sorted(line for line in said if line.startswith("Job "))


def test_a_new_job_that_matches_is_written_about_once(app: Flask) -> None:
    a_job(NOON - DAY, "Job Before Coder")
    work(NOON)
    alert = an_alert("q=coder&level=coder-2")
    a_job(NOON + minutes(1), "Job One Coder")
    a_job(NOON + minutes(1), "Job Other Coder", level="senior")
    assert work(NOON + minutes(2)) == 1
    for later in (3, 20, 60, 60 * 24 * 3):
        work(NOON + minutes(later))
    assert titles() == ["Job One Coder"]
    [letter] = alert_letters()
    assert letter.to == alert.recipient
    assert letter.subject.startswith("1 new job: “coder”")


def test_jobs_that_come_in_quick_succession_share_the_second_letter(app: Flask) -> None:
    an_alert()
    for minute in range(1, 6):
        a_job(NOON + minutes(minute), f"Job {minute} Coder")
        work(NOON + minutes(minute) + minutes(0.5))
    assert titles() == ["Job 1 Coder"]
    work(NOON + minutes(17))
    assert len(alert_letters()) == 2
    assert titles() == [f"Job {minute} Coder" for minute in range(1, 6)]


@pytest.mark.parametrize(
    ("first", "day_of_change"),
    [
        (datetime(2026, 10, 30, 17, tzinfo=UTC), "11-01"),
        (datetime(2027, 3, 12, 17, tzinfo=UTC), "03-14"),
    ],
    ids=["clock goes back", "clock goes forward"],
)
def test_daily_letters_come_once_a_morning_across_the_change_of_the_clock(
    app: Flask, first: datetime, day_of_change: str
) -> None:
    an_alert(rhythm=Rhythm.DAILY, now=first)
    weekly = an_alert(rhythm=Rhythm.WEEKLY, now=first)
    employer = an_employer()
    wrote: list[str] = []
    for hour in range(1, 24 * 4 + 1):
        now = first + timedelta(hours=hour)
        if hour % 24 in (1, 2, 13):  # three a day, one in the night of the change
            a_job(now - minutes(30), f"Job {hour} Coder", employer=employer)
        before = len(alert_letters())
        work(now)
        to_daily = [one for one in alert_letters()[before:] if one.to != weekly.recipient]
        wrote += [f"{now.astimezone(_zone(app)):%m-%d %H}"] * len(to_daily)
    assert [one[-2:] for one in wrote] == ["07"] * 4
    assert len({one[:5] for one in wrote}) == 4
    assert f"{day_of_change} 07" in wrote
    # Each job once to the daily alert; the weekly one writes once, on Monday.
    daily = [one for one in alert_letters() if one.to != weekly.recipient]
    lines = [line for one in daily for line in one.text.splitlines() if line.startswith("Job ")]
    assert len(lines) == len(set(lines)) == 12
    assert len(alert_letters()) - len(daily) == 1


def _zone(app: Flask):
    return app.extensions["settings"].zone


def test_a_worker_that_slept_for_days_writes_one_letter(app: Flask) -> None:
    an_alert(rhythm=Rhythm.DAILY)
    a_job(NOON + minutes(1), "Job Coder")
    work(NOON + 5 * DAY)
    work(NOON + 5 * DAY + minutes(1))
    assert titles() == ["Job Coder"]


def test_nothing_that_has_closed_since_is_in_a_letter(app: Flask) -> None:
    an_alert()
    open_, closed = a_job(NOON, "Job Open Coder"), a_job(NOON, "Job Closed Coder")
    with stopped_at(NOON + minutes(1)):
        from jobboard import worker

        worker.settle()
        assert sweeping.sweep(NOON + minutes(1)) == 1
        postings.close(closed, outcome="hired-here", by=owner_of(closed.employer), now=NOON)
        db.session.commit()
        worker.settle()
    assert open_.id
    assert titles() == ["Job Open Coder"]


def test_a_letter_whose_jobs_have_all_closed_is_not_sent(app: Flask) -> None:
    from jobboard import worker

    an_alert()
    job = a_job(NOON, "Job Closed Coder")
    with stopped_at(NOON + minutes(1)):
        worker.settle()
        sweeping.sweep(NOON + minutes(1))
        postings.pause(job, by=owner_of(job.employer), now=NOON)
        db.session.commit()
        worker.settle()
    assert alert_letters() == []


def test_a_job_that_comes_back_is_not_new_again(app: Flask) -> None:
    an_alert()
    job = a_job(NOON, "Job Coder")
    work(NOON + minutes(1))
    for act, later in ((postings.pause, DAY), (postings.resume, 2 * DAY)):
        with stopped_at(NOON + later):
            act(job, by=owner_of(job.employer), now=NOON + later)
            db.session.commit()
        work(NOON + later)
    assert titles() == ["Job Coder"]


def test_a_paused_alert_is_silent_and_then_tells_what_is_still_open(app: Flask) -> None:
    alert = an_alert(rhythm=Rhythm.DAILY)
    actions.pause(alert, now=NOON)
    db.session.commit()
    a_job(NOON + minutes(1), "Job Open Coder")
    gone = a_job(NOON + minutes(1), "Job Gone Coder")
    assert work(NOON + 2 * DAY) == 0
    with stopped_at(NOON + 2 * DAY):
        postings.close(gone, outcome="hired-here", by=owner_of(gone.employer), now=NOON + 2 * DAY)
        actions.resume(alert, now=NOON + 2 * DAY)
        db.session.commit()
    work(NOON + 3 * DAY)
    assert titles() == ["Job Open Coder"]


def test_a_stopped_alert_never_writes_again(app: Flask) -> None:
    alert = an_address_alert()
    actions.stop(alert, now=NOON)
    db.session.commit()
    a_job(NOON + minutes(1), "Job Coder")
    work(NOON + minutes(2))
    assert alert_letters() == []


def test_the_person_s_hidden_jobs_and_profile_count(app: Flask) -> None:
    person = a_candidate()
    profile.say(person, credentials=["CIC"], state="TX", now=NOON)
    db.session.commit()
    an_alert("qualify=1", person=person)
    hidden = a_job(NOON, "Job Hidden Coder")
    a_job(NOON, "Job Fitting Coder")
    a_job(NOON, "Job Elsewhere Coder", eligible_states=["OH"])
    marks.hide(marks.mark_of(person, hidden.id), NOON)
    db.session.commit()
    work(NOON + minutes(1))
    assert titles() == ["Job Fitting Coder"]


def test_a_job_waits_until_the_index_has_it(app: Flask) -> None:
    an_alert()
    a_job(NOON, "Job Coder")
    with stopped_at(NOON + minutes(1)):
        assert sweeping.sweep(NOON + minutes(1)) == 0  # its outbox row still waits
    work(NOON + minutes(2))
    assert titles() == ["Job Coder"]


def test_while_the_engine_is_away_alerts_wait_and_then_make_do(app: Flask) -> None:
    an_alert(rhythm=Rhythm.DAILY)
    a_job(NOON, "Job Coder")
    work(NOON + minutes(1))
    gateways().search.away = True  # type: ignore[attr-defined]
    seven = NOON + timedelta(hours=19)
    assert work(seven) == 0
    assert work(seven + minutes(61)) == 1
    assert titles() == ["Job Coder"]


def test_a_loose_match_is_no_match(app: Flask) -> None:
    an_alert("q=coder zebra")
    a_job(NOON, "Job Coder")
    work(NOON + minutes(1))
    assert alert_letters() == []


def test_many_new_jobs_are_counted_and_the_newest_listed(app: Flask) -> None:
    an_alert()
    employer = an_employer()
    for number in range(23):
        a_job(NOON + minutes(number / 10), f"Job {number:02} Coder", employer=employer)
    work(NOON + minutes(5))
    [letter] = alert_letters()
    assert letter.subject.startswith("23 new jobs")
    assert "And 3 more." in letter.text
    assert titles() == [f"Job {number:02} Coder" for number in range(3, 23)]


def test_one_alert_in_trouble_leaves_the_others_alone(app: Flask, monkeypatch) -> None:
    bad, good = an_alert(), an_alert("q=inpatient")
    a_job(NOON, "Job Inpatient Coder")
    real = sweeping._found

    def found(alert: Alert, now: datetime):
        if alert.id == bad.id:
            raise ValueError("odd")
        return real(alert, now)

    monkeypatch.setattr(sweeping, "_found", found)
    assert work(NOON + minutes(1)) == 1
    assert [one.to for one in alert_letters()] == [good.recipient]
    assert db.session.get_one(Alert, bad.id).due_at > NOON + minutes(30)


def test_two_workers_that_decide_at_once_write_one_letter(app: Flask, monkeypatch) -> None:
    alert = an_alert()
    a_job(NOON, "Job Coder")
    now = NOON + minutes(1)
    real = sweeping._found

    def found(one: Alert, at: datetime):
        results = real(one, at)
        if not db.session.info.pop("other", False):
            return results
        db.session.rollback()
        moved = update(Alert).where(Alert.id == alert.id).values(looked_at=at)
        db.session.execute(moved)  # the other one was quicker
        db.session.commit()
        return results

    monkeypatch.setattr(sweeping, "_found", found)
    db.session.info["other"] = True
    work(now)
    assert alert_letters() == []
    assert db.session.scalar(select(func.count()).select_from(AlertJob)) == 0


@pytest.mark.parametrize("moment", ["while deciding", "before sending"])
def test_a_worker_that_is_killed_writes_nothing_twice_and_leaves_nothing_out(
    app: Flask, moment: str
) -> None:
    an_address_alert()
    a_job(NOON, "Job Coder")
    now = NOON + minutes(1)
    with stopped_at(now):
        from jobboard import worker

        worker.settle()
        _killed(app, now, moment)
        assert sweeping.sweep(now) == (1 if moment == "while deciding" else 0)
        worker.settle()
        assert sweeping.sweep(now + minutes(30)) == 0
        worker.settle()
    assert [one.to for one in alert_letters()] == [ADDRESS]
    assert titles() == ["Job Coder"]


def _killed(app: Flask, now: datetime, moment: str) -> None:
    """Another process sweeps, and is killed."""
    db.session.remove()
    db.engine.dispose()  # SQLite does not survive a fork
    pid = os.fork()
    if pid == 0:
        try:
            if moment == "while deciding":
                sweeping.note = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
            sweeping.sweep(now)
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
