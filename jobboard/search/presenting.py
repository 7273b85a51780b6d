"""Documents as people and machines see them: the cards of a page, and the hits of `/jobs.json`.

Twenty are made for every page, so these are plain dicts from plain values: no addresses are built
by the router, and labels are looked up, not queried.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from re import Pattern
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.gateways.search_engine import HIGHLIGHT_POST, HIGHLIGHT_PRE, Document
from jobboard.search import drawing, filters
from jobboard.search.answering import Results
from jobboard.search.asking import Asked
from jobboard.search.criteria import Search
from jobboard.search.near import Spots, miles_to
from jobboard.search.page import Page
from jobboard.search.reasons import CREDENTIALS_SHOWN, reasons_of
from jobboard.taxonomy import Vocabulary

CODES_SHOWN, SPECIALTIES_SHOWN = 3, 2
NEW_FOR_DAYS, LABELS_SHOWN = 2, 3
# Sources that write their own name in a way of their own.
SOURCES = {"usajobs": "USAJOBS", "ashby": "Ashby", "greenhouse": "Greenhouse", "lever": "Lever"}


def cards(page: Page, *, now: datetime, zone: ZoneInfo, level: int = 2) -> list[dict[str, Any]]:
    """Each hit's id, title and drawn card (`html`), whose heading is of this level."""
    look = _Look(now.astimezone(zone).date(), zone, level)
    why, said = reasons_of(page.asked), said_in(page.asked)
    return [
        {"id": hit["id"], "title": hit["title"], "html": _card(hit, look, why(hit), said)}
        for hit in page.hits
    ]


def hits_json(page: Page, *, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The hits of the contract's `/jobs.json`."""
    why = reasons_of(page.asked)
    return [_hit(hit, page.asked.spots, zone) | {"why": why(hit)} for hit in page.hits]


def heading(results: Results) -> str:
    """`1,204 jobs`, `1 job`, `No jobs found`."""
    if not results.total:
        # While the engine is away nobody knows that there are none: a typing error hides them.
        return "Not found in the plain list" if results.degraded else "No jobs found"
    return f"{results.total:,} job{'' if results.total == 1 else 's'}"


def subject(results: Results, chips: Sequence[Mapping[str, str]] | None = None) -> str:
    """What was asked for: `“inpatient”, Remote, Texas`. `chips` are those of the results, where
    somebody has them already."""
    words = [f"“{results.asked.words}”"] if results.asked.words else []
    labels = [chip["label"] for chip in (filters.chips(results) if chips is None else chips)]
    return ", ".join(words + labels[:LABELS_SHOWN]) or "Medical coding jobs"


def title(results: Results, chips: Sequence[Mapping[str, str]]) -> str:
    page = f", page {results.page}" if results.page > 1 else ""
    return f"{subject(results, chips)}: {heading(results)}{page}"


def is_for_robots(search: Search) -> bool:
    """Worth keeping in another search engine: everything, or one plain choice."""
    personal = search.qualify or search.hidden
    asked = search.q or search.sort or search.near or search.posted or search.pay_min
    plain = not (asked or personal)
    return plain and len(list(search.chosen())) < 2


def job_url(document: Document) -> str:
    return f"/jobs/{document['id']}/{document['slug']}"


def day_of(document: Document, zone: ZoneInfo) -> date | None:
    posted = document.get("posted")
    return datetime.fromtimestamp(posted, zone).date() if posted else None


class Said(NamedTuple):
    """The typed words that became facets: the engine has not looked for those."""

    words: tuple[str, ...]
    pattern: Pattern[str]

    def mark(self, text: str) -> str:
        # Most texts hold none of them, which is found out in a quarter of a pattern's time.
        lower = text.lower()
        if not any(word in lower for word in self.words):
            return text
        return self.pattern.sub(lambda word: f"{HIGHLIGHT_PRE}{word[0]}{HIGHLIGHT_POST}", text)


def marked(document: Document, field: str, said: Said | None = None) -> Markup:
    """The field's text, what was searched for in <mark>. Escaped first: the marks are characters
    that no text holds, so nothing of a person's becomes HTML."""
    formatted = (document.get("_formatted") or {}).get(field) or document.get(field) or ""
    if said:
        formatted = said.mark(formatted)
    safe = escape(formatted)
    if HIGHLIGHT_PRE not in formatted:
        return safe
    drawn = str(safe).replace(HIGHLIGHT_PRE, "<mark>").replace(HIGHLIGHT_POST, "</mark>")
    return Markup(drawn)  # noqa: S704 - escaped above


def said_in(asked: Asked) -> Said | None:
    words = tuple(one.words for one in asked.understood if one.idea)
    if not words:
        return None
    pattern = rf"\b(?:{'|'.join(map(re.escape, words))})\b"
    return Said(tuple(word.lower() for word in words), re.compile(pattern, re.IGNORECASE))


def source_label(source: str | None) -> str | None:
    return SOURCES.get(source, source) if source else None


class _Look(NamedTuple):
    """What the cards of a page have in common."""

    today: date
    zone: ZoneInfo
    level: int


def _card(hit: Document, look: _Look, why: Sequence[str], said: Said | None) -> Markup:
    is_marked = said is not None or "_formatted" in hit
    return drawing.card(
        drawing.CardKey(
            hit["id"], hit["rev"], look.today, look.zone.key, look.level, has_why=bool(why)
        ),
        marked=(marked(hit, "title", said), marked(hit, "summary", said)) if is_marked else None,
        why=why,
        shown=lambda: _shown(hit, look.today, look.zone),
    )


def _shown(hit: Document, today: date, zone: ZoneInfo) -> dict[str, Any]:
    """What `job_card` draws and `drawing.CardKey` knows to change."""
    posted = day_of(hit, zone)
    slug = hit.get("employer_slug")
    pay = hit.get("pay")
    return {
        "id": hit["id"],
        "url": job_url(hit),
        "title": hit["title"],
        "summary": hit.get("summary"),
        "employer": hit["employer"],
        "employer_url": f"/employers/{slug}" if slug else None,
        "place": hit.get("place"),
        "arrangement_label": _label(taxonomy.ARRANGEMENTS, hit.get("arrangement")),
        "pay_text": pay["text"] if pay else None,
        "posted_label": posted_label(posted, today),
        "is_new": posted is not None and (today - posted).days < NEW_FOR_DAYS,
        "specialties": [
            *_labels(taxonomy.SPECIALTIES, hit.get("specialties"), SPECIALTIES_SHOWN),
            *_only_mentioned(hit),
        ],
        "credentials": (hit.get("credentials") or ())[:CREDENTIALS_SHOWN],
        "codes": [_code_text(code) for code in (hit.get("codes") or ())[:CODES_SHOWN]],
        "source_label": source_label(hit.get("source")),
        "apply_elsewhere": hit.get("apply_by") == "url",
    }


def _only_mentioned(hit: Document) -> list[str]:
    """Where nothing was stated, what the text names is worth a word, and is called what it is."""
    if hit.get("credentials") or not hit.get("credentials_found"):
        return []
    return ["mentions " + ", ".join(hit["credentials_found"][:CREDENTIALS_SHOWN])]


def _hit(hit: Document, spots: Spots | None, zone: ZoneInfo) -> dict[str, Any]:
    posted = day_of(hit, zone)
    pay = hit.get("pay")
    miles = miles_to(hit, spots)
    return {
        "id": hit["id"],
        "title": hit["title"],
        "employer": hit["employer"],
        "url": job_url(hit),
        "place": hit.get("place"),
        "arrangement": hit.get("arrangement"),
        "pay": pay and {name: pay.get(name) for name in ("text", "hourly_min", "hourly_max")},
        "posted_at": posted.isoformat() if posted else None,
        "specialties": list(hit.get("specialties") or ()),
        # With what only the text mentions: the filters count it, so a hit must show it.
        "credentials": list(hit.get("credentials_found") or ()),
        "codes": [*(hit.get("codes") or ()), *(hit.get("codes_mentioned") or ())],
        "families": list(hit.get("families") or ()),
        "source": hit.get("source"),
        "distance_miles": None if miles is None else round(miles, 1),
    }


def posted_label(posted: date | None, today: date) -> str:
    """`Posted today`, `Posted 3 days ago`, `Posted November 2`."""
    if posted is None:
        return ""
    days = (today - posted).days
    if days <= 0:
        return "Posted today"
    if days == 1:
        return "Posted yesterday"
    if days < 30:
        return f"Posted {days} days ago"
    year = f", {posted.year}" if posted.year != today.year else ""
    return f"Posted {posted:%B} {posted.day}{year}"


def _label(vocabulary: Vocabulary[Any], slug: str | None) -> str | None:
    return vocabulary[slug].label if slug in vocabulary else slug  # type: ignore[index]


def _labels(vocabulary: Vocabulary[Any], slugs: Iterable[str] | None, most: int) -> list[str]:
    return [vocabulary[slug].label for slug in slugs or () if slug in vocabulary][:most]


@lru_cache(maxsize=20_000)
def _code_text(text: str) -> str:
    return Interval.parse(text).label
