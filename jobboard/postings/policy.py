"""What a complete posting needs, and other rules that look at plain values only."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from jobboard import taxonomy
from jobboard.postings.problems import Problem
from jobboard.postings.record import PostingRecord
from jobboard.web.html import plain

DESCRIPTION_AT_LEAST = 200
GONE_AFTER = timedelta(days=90)
PAY_SPREAD_AT_MOST = 4


def missing(record: PostingRecord) -> list[Problem]:
    """What a posting made on this board still lacks before it can be submitted.

    Records from other sources are not held to it: what they lack is shown as not stated.
    """
    needed = [
        (record.role, "role", "Choose the role that this job is."),
        (record.level, "level", "Choose the level of experience."),
        (record.specialties, "specialties", "Choose at least one specialty."),
        (record.setting, "setting", "Choose the setting where the work is coded."),
        (record.employment_type, "employment_type", "Choose the type of employment."),
        (record.arrangement, "arrangement", "Say whether the work is remote, hybrid or on-site."),
    ]
    problems = [Problem(field, sentence) for value, field, sentence in needed if not value]
    return problems + _about_place(record) + _about_pay(record) + _about_words(record)


def last_day_over(record: PostingRecord, today: date) -> list[Problem]:
    if record.expires_at is None or record.expires_at >= today:
        return []
    return [Problem("expires_at", "The last day is over already; choose a later one or none.")]


def _about_place(record: PostingRecord) -> list[Problem]:
    if record.arrangement == "remote" and not record.eligible_states:
        return [Problem("eligible_states", "Choose the states where a remote coder may live.")]
    if record.arrangement in ("hybrid", "onsite") and not record.places:
        return [Problem("places", "Give at least one place where the work is done.")]
    return []


def _about_pay(record: PostingRecord) -> list[Problem]:
    if record.pay is None:
        if record.pay_missing:
            return []
        return [Problem("pay", "State the pay range, or choose the reason why there is none.")]
    if record.pay.min is None or record.pay.max is None:
        return [Problem("pay", "State both ends of the pay range.")]
    if record.pay.max > record.pay.min * PAY_SPREAD_AT_MOST:
        return [
            Problem(
                "pay", "A range whose upper end is over four times the lower tells nobody anything."
            )
        ]
    low, high = record.pay.hourly
    if low is not None and high is not None and not (low >= 5 and high <= 500):
        return [
            Problem("pay", f"That is ${low:,.2f} to ${high:,.2f} an hour: please check the unit.")
        ]
    return []


def _about_words(record: PostingRecord) -> list[Problem]:
    length = len(plain(record.description))
    if length < DESCRIPTION_AT_LEAST:
        return [
            Problem(
                "description",
                f"Describe the job in at least {DESCRIPTION_AT_LEAST} characters; "
                f"there are {length}.",
            )
        ]
    return []


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment when a day is over in the site's zone: an expiry date is inclusive."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def is_gone(ended_at: datetime | None, now: datetime) -> bool:
    """A page of a job that ended this long ago is 410."""
    return ended_at is not None and ended_at + GONE_AFTER < now


def closing_outcomes() -> list[tuple[str, str]]:
    return taxonomy.CLOSING_OUTCOMES.choices()
