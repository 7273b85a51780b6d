"""How a job reads to candidates: its record in the words of the board, for `postings/_job.html`.

The public page and the employer's preview draw from the same functions, so they cannot differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Flask

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.codes.linking import links_to
from jobboard.postings import naming
from jobboard.postings.addresses import job_path
from jobboard.postings.models import Posting
from jobboard.postings.record import ALL_STATES, Pay, PostingRecord, dollars
from jobboard.postings.wording_models import Wording
from jobboard.taxonomy import Vocabulary

Fact = tuple[str, str | list[str] | None]

SOURCES = {"usajobs": "USAJOBS"}


def init_app(app: Flask) -> None:
    app.add_template_filter(code_links, "code_links")
    app.add_template_filter(naming.state, "state_name")
    app.add_template_filter(naming.wording_state, "wording_state_name")
    app.add_template_filter(naming.event_name, "event_name")
    app.add_template_filter(mentioned_credentials, "mentioned_credentials")
    app.add_template_filter(essentials, "job_essentials")
    app.add_template_filter(particulars, "job_particulars")
    app.add_template_filter(credentials_asked, "credentials_asked")
    app.add_template_filter(eligible, "eligible_states")
    app.add_template_filter(hourly, "hourly_pay")


@dataclass(frozen=True)
class CodeLink:
    """A code or a family that the work covers. `name` is the family's; `url` is None where the
    reference has nothing to show."""

    label: str
    url: str | None
    name: str | None
    stated: bool


@dataclass(frozen=True)
class JobLine:
    """What the `job_line` macro draws."""

    title: str
    url: str
    employer: str
    place: str | None
    arrangement_label: str | None
    pay_text: str | None


def lines_of(postings: Iterable[Posting]) -> list[JobLine]:
    """Public postings in two lines each, as their approved wordings have them."""
    return [
        line_of(posting.id, posting.employer.name, posting.shown.says())
        for posting in postings
        if posting.shown
    ]


def code_links(wording: Wording) -> list[CodeLink]:
    """What the poster stated first, then what only the text mentions."""
    codes = [(code.interval, code.stated) for code in wording.codes]
    return links_of(codes, of_job=wording.posting_id)


def links_of(codes: Sequence[tuple[Interval, bool]], *, of_job: int) -> list[CodeLink]:
    """Links for codes, stated or only mentioned, of a job. One to a single code opens its page without
    counting."""
    links = links_to([interval for interval, _ in codes], of_job=of_job)
    return [
        CodeLink(link.label, link.url, link.name or None, stated)
        for (_, stated), link in zip(codes, links, strict=True)
    ]


def source_label(source: str | None) -> str | None:
    """What people call a source that jobs are imported from."""
    return SOURCES.get(source, source) if source else None


def mentioned_credentials(wording: Wording) -> list[str]:
    """Credentials that only the text names."""
    return sorted(tag.value for tag in wording.tags if tag.kind == "credential-mentioned")


def essentials(record: PostingRecord) -> list[Fact]:
    """What everybody asks first; an empty value is shown as not stated."""
    facts: list[Fact] = [
        ("Pay", pay_text(record)),
        ("Employment", _label(taxonomy.EMPLOYMENT_TYPES, record.employment_type)),
        ("Where", _label(taxonomy.ARRANGEMENTS, record.arrangement)),
        ("Place", places(record)),
        ("Level", _label(taxonomy.LEVELS, record.level)),
        ("Role", _label(taxonomy.ROLES, record.role)),
        ("Setting", _label(taxonomy.SETTINGS, record.setting)),
    ]
    if record.arrangement == "remote" and not record.places and not record.place_text:
        facts.pop(3)
    return facts


def particulars(record: PostingRecord) -> list[Fact]:
    """What only some jobs state; what is empty is left out."""
    accuracy = record.accuracy_percent
    facts: list[Fact] = [
        ("Shift", _label(taxonomy.SHIFTS, record.shift)),
        ("Productivity", record.productivity.text if record.productivity else None),
        ("Accuracy", f"{accuracy:g} percent" if accuracy else None),
        ("Grade", record.grade),
        ("Reference", record.ref if record.source is None else None),
    ]
    return [(name, value) for name, value in facts if value]


def pay_text(record: PostingRecord) -> str | None:
    if record.pay is not None:
        return record.pay.text
    reason = taxonomy.PAY_MISSING_REASONS.get(record.pay_missing or "")
    return reason.sentence if reason else None


def hourly(pay: Pay | None) -> str | None:
    """What pay by the year (or day, week, month) comes to by the hour."""
    if pay is None or pay.unit == "hour":
        return None
    low, high = pay.hourly
    if low is None or high is None:
        return None
    span = dollars(low) if low == high else f"{dollars(low)}–{dollars(high)}"
    return f"about {span} an hour, full-time"


def places(record: PostingRecord) -> list[str] | str | None:
    return [str(place) for place in record.places] or record.place_text


def eligible(record: PostingRecord) -> str | None:
    """The states where people may live, in a sentence's words."""
    stated = set(record.eligible_states)
    if not stated:
        return None
    if record.works_everywhere:
        beyond = _labels([state for state in record.eligible_states if state not in ALL_STATES])
        everywhere = "All 50 states and the District of Columbia"
        return f"{everywhere}, and {', '.join(beyond)}" if beyond else everywhere
    return ", ".join(_labels([slug for slug in taxonomy.STATES if slug in stated]))


def credentials_asked(record: PostingRecord) -> list[tuple[str, list[taxonomy.Credential]]]:
    """Headings, each with the credentials under it; headings without any are left out."""
    asked = record.credentials
    one_of = "Required" if len(asked.any_of) == 1 else "One of these is required"
    groups = [
        ("All of these are required" if len(asked.all_of) > 1 else "Required", asked.all_of),
        (one_of, asked.any_of),
        ("Preferred", asked.preferred),
    ]
    return [
        (heading, [taxonomy.CREDENTIALS[slug] for slug in slugs])
        for heading, slugs in groups
        if slugs
    ]


def line_of(posting_id: int, employer: str, record: PostingRecord) -> JobLine:
    where = str(record.places[0]) if record.places else record.place_text
    return JobLine(
        record.title,
        job_path(posting_id, record.title),
        employer,
        where,
        _label(taxonomy.ARRANGEMENTS, record.arrangement),
        record.pay.text if record.pay else None,
    )


def _label(vocabulary: Vocabulary, slug: str | None) -> str | None:
    return vocabulary[slug].label if slug else None


def _labels(states: list[str]) -> list[str]:
    return [taxonomy.STATES[slug].label for slug in states]
