"""From a record to the fields of the posting form."""

from typing import Any

from jobboard import taxonomy
from jobboard.postings.record import ALL_STATES, PostingRecord
from jobboard.web.typed import to_typed


def filled(record: PostingRecord) -> dict[str, Any]:
    asked = record.credentials
    apprentice = {True: "yes", False: "no", None: ""}[asked.accept_apprentice]
    return {
        **_as_they_are(record),
        **_amounts(record),
        "description": to_typed(record.description),
        "codes": ", ".join(interval.label for interval in record.codes),
        "credentials_any": _credentials(asked.any_of),
        "credentials_all": _credentials(asked.all_of),
        "credentials_preferred": _credentials(asked.preferred),
        "apprentice": apprentice,
        "all_states": record.works_everywhere,
        "eligible_states": _states(record),
        "places": [{**vars(place), "state": place.state or ""} for place in record.places],
        "software": [{"name": one.slug, "level": one.level or ""} for one in record.software],
        "questions": [
            {**vars(question), "choices": "\n".join(question.choices)}
            for question in record.questions
        ],
        "apply_by": record.apply.by,
        "apply_url": record.apply.url,
        "apply_email": record.apply.email,
        "expires_at": record.expires_at.isoformat() if record.expires_at else "",
    }


def _as_they_are(record: PostingRecord) -> dict[str, Any]:
    single = ("title", "ref", "role", "level", "setting", "arrangement", "employment_type", "shift")
    several = ("specialties", "benefits")
    return {
        **{name: getattr(record, name) or "" for name in (*single, "pay_missing")},
        **{name: list(getattr(record, name)) for name in several},
    }


def _amounts(record: PostingRecord) -> dict[str, str]:
    pay, norm = record.pay, record.productivity
    return {
        "pay_min": _money(pay.min) if pay else "",
        "pay_max": _money(pay.max) if pay else "",
        "pay_unit": pay.unit if pay else "hour",
        "productivity_value": _number(norm.value) if norm else "",
        "productivity_unit": norm.unit if norm else "",
        "productivity_per": norm.per if norm else "",
        "accuracy_percent": _number(record.accuracy_percent),
    }


def _money(amount: float | None) -> str:
    """`28.50`, `60,000`."""
    if amount is None:
        return ""
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"


def _number(amount: float | None) -> str:
    return "" if amount is None else f"{amount:,.10g}"


def _credentials(slugs: tuple[str, ...]) -> str:
    return ", ".join(taxonomy.CREDENTIALS[slug].label for slug in slugs)


def _states(record: PostingRecord) -> list[str]:
    """Only those that the tick for all states does not say already."""
    if record.works_everywhere:
        return [state for state in record.eligible_states if state not in ALL_STATES]
    return list(record.eligible_states)
