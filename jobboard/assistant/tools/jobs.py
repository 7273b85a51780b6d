"""Live jobs, and what the board's live jobs pay."""

from __future__ import annotations

import re
from datetime import datetime
from statistics import median
from urllib.parse import quote_plus

from sqlalchemy import select

from jobboard import taxonomy
from jobboard.assistant.answers import JobFound
from jobboard.assistant.pack import Pack
from jobboard.assistant.understanding import Understood
from jobboard.assistant.words import words_named
from jobboard.codes.intervals import Interval
from jobboard.codes.live_jobs import LiveJob, live_jobs
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import queries as postings
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording, WordingTag
from jobboard.search import answering
from jobboard.search.criteria import Search

MOST_JOBS = 5
# Under this many postings a figure says nothing.
LEAST_FOR_A_FIGURE = 5
HOW_MUCH = re.compile(r"\bhow much\b|\bmoney\b|\bmake (?:an hour|a year)\b", re.I)
# What is said around a search, and is no word of it.
FILLER = re.compile(
    rf"\b(?:{'|'.join(sorted(words_named('job_filler'), key=len, reverse=True))})\b|[?.!]", re.I
)


def search(pack: Pack, *, now: datetime) -> None:
    """Jobs as the search would find them for the same words, or those that code something."""
    for interval in pack.understood.codes[:1]:
        add_for_code(pack, interval, now=now)
    words = " ".join(FILLER.sub(" ", pack.understood.question).split())
    address = f"/jobs?q={quote_plus(words)}" if words else "/jobs"
    if not pack.jobs:
        _add_found(pack, words, now=now)
    if pack.jobs:
        number = pack.add(
            _counted(pack), "Live jobs of this board", url=address, source="this board, today"
        )
        pack.say(_counted(pack), number)
    else:
        pack.cannot("No live job matches all of these words right now.")
        pack.not_found = True
    pack.next("See all of them in the search", address)


def add_for_code(pack: Pack, interval: Interval, *, now: datetime, limit: int = 3) -> None:
    found = live_jobs(interval, now=now, limit=limit)
    for job in found.jobs:
        pack.jobs.append(_of_code(job))
    if found.total:
        pack.next(f"All jobs that code {interval.text()}", f"/jobs?code={interval}")


def asks_for_pay(understood: Understood) -> bool:
    return "pay" in understood.words or HOW_MUCH.search(understood.question) is not None


def tell_pay(pack: Pack, *, now: datetime) -> None:
    """The middle of what live jobs of the asked role or credential state, by the hour."""
    for name, figures in _pay_asked(pack.understood.question, now):
        low, high = median(one[0] for one in figures), median(one[1] for one in figures)
        said = (
            f"On this board {len(figures)} live jobs {name} state their pay; half of them offer more "
            f"than ${low:.2f} to ${high:.2f} an hour, as an hourly equivalent."
        )
        number = pack.add(
            said, "Pay stated by live jobs of this board", url="/jobs", source="this board, today"
        )
        pack.say(said, number)


def _counted(pack: Pack) -> str:
    count = len(pack.jobs)
    return f"These {count} live jobs match best." if count > 1 else "This live job matches."


def _add_found(pack: Pack, words: str, *, now: datetime) -> None:
    results = answering.answer(
        Search(q=words[:200]), engine=gateways().search, now=now, facets=False
    )
    for hit in results.hits[:MOST_JOBS]:
        pack.jobs.append(_of_hit(hit))


def _of_hit(hit: object) -> JobFound:
    get = hit.get  # type: ignore[attr-defined]
    details = " · ".join(
        str(part) for part in (get("place"), _label(get("arrangement")), _pay(get("pay"))) if part
    )
    return JobFound(
        get("title"),
        get("url"),
        get("employer") or "",
        details,
        "matches the words of the question",
    )


def _pay(pay: object) -> str:
    return str(pay.get("text") or "") if isinstance(pay, dict) else ""


def _label(slug: str | None) -> str:
    return taxonomy.ARRANGEMENTS[slug].label if slug else ""


def _of_code(job: LiveJob) -> JobFound:
    details = " · ".join(part for part in (job.place, job.arrangement_label, job.pay_text) if part)
    why = f"codes {job.covers.label}" if job.stated else f"mentions {job.covers.label}"
    return JobFound(job.title, job.url, job.employer, details, why)


def _pay_asked(question: str, now: datetime) -> list[tuple[str, list[tuple[float, float]]]]:
    found = []
    for name, condition in _kinds_asked(question):
        rows = _figures(condition, now)
        if len(rows) >= LEAST_FOR_A_FIGURE:
            found.append((name, rows))
    return found


def _kinds_asked(question: str) -> list[tuple[str, object]]:
    said = f" {taxonomy.words(question)} "
    kinds: list[tuple[str, object]] = []
    for role in taxonomy.ROLES.values():
        if any(
            f" {taxonomy.words(name)} " in said or f" {taxonomy.words(name)}s " in said
            for name in role.names
        ):
            kinds.append((f"for the role “{role.label}”", Wording.role == role.slug))
    for credential in taxonomy.CREDENTIALS.values():
        if f" {taxonomy.words(credential.label)} " in said:
            tagged = Wording.tags.any(WordingTag.value == credential.slug)
            kinds.append((f"that ask for {credential.label}", tagged))
    return kinds[:2] or [("", Wording.hourly_min.is_not(None))]


def _figures(condition: object, now: datetime) -> list[tuple[float, float]]:
    public = postings.public_postings(now).with_only_columns(Posting.shown_id)
    query = select(Wording.hourly_min, Wording.hourly_max).where(
        Wording.id.in_(public),
        Wording.hourly_min.is_not(None),
        condition,  # type: ignore[arg-type]
    )
    rows = db.session.execute(query.limit(2000))
    return [(low, high or low) for low, high in rows if low]
