"""What search engines may find here, as an index of parts (https://www.sitemaps.org/protocol.html).

Jobs are parted by their ids, so that a part is read by its key alone and no job ever moves to
another part. What is not public at this moment, has ended, or says `noindex` is in none.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from sqlalchemy import func, select

from jobboard.articles import queries as articles
from jobboard.articles.models import Article
from jobboard.codes.families import FAMILIES
from jobboard.codes.models import CodeText
from jobboard.codes.naming import code_path
from jobboard.codes.systems import code_of
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.landing import queries as landing
from jobboard.landing.subjects import KINDS
from jobboard.postings import queries as postings
from jobboard.postings.addresses import job_path
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording
from jobboard.web.keeping import Kept, kept_by_app

OUR_PAGES = (
    "/", "/jobs", "/codes", "/articles", "/consult", "/about", "/safety", "/for-employers", "/contact",
    "/terms", "/privacy", *(f"/jobs/{kind}" for kind in KINDS),
)  # fmt: skip
# The protocol allows 50,000 addresses and 50 MB in one part.
IDS_IN_A_PART, MOST = 20_000, 50_000
MOST_PIECES = (2**31 - 1) // IDS_IN_A_PART  # no row can have a higher id
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

# For so many seconds it is not counted anew what changed last, unless a posting has moved.
COUNTS_LAST = 60.0

Blocks = dict[int, datetime | None]
"""The numbers of a part's pieces, each with its last change."""


class Entry(NamedTuple):
    path: str
    changed: datetime | None


@dataclass(frozen=True)
class Part:
    blocks: Callable[[datetime], Blocks]
    entries: Callable[[int, datetime], Iterable[Entry]]


def index(site: str, now: datetime) -> str:
    """All pieces of all parts that have something in them."""
    lines = (
        _line("sitemap", site, Entry(f"/sitemap-{name}-{number + 1}.xml", changed))
        for name, part in PARTS.items()
        for number, changed in sorted(part.blocks(now).items())
    )
    return _document("sitemapindex", lines)


def piece(name: str, number: int, site: str, now: datetime) -> str | None:
    """One part's piece, from 1; None where there is no such thing."""
    if name not in PARTS or not 1 <= number <= MOST_PIECES:
        return None
    lines = [_line("url", site, entry) for entry in PARTS[name].entries(number - 1, now)]
    return _document("urlset", lines) if lines else None


def _counted_once(name: str, count: Callable[[datetime], Blocks]) -> Callable[[datetime], Blocks]:
    """For what is counted over all postings. The index tells of it that there are pieces, and when
    they changed; what is in them is read afresh each time."""

    def blocks(now: datetime) -> Blocks:
        kept, key = _kept(), (name, postings.newest_event())
        found = kept.get(key)
        if found is None:
            found = count(now)
            kept.put(key, found)
        return found

    return blocks


def _kept() -> Kept[tuple[str, int], Blocks]:
    fresh: Kept[tuple[str, int], Blocks] = Kept(len(PARTS), lasts=COUNTS_LAST)
    kept: Kept[tuple[str, int], Blocks] = kept_by_app().setdefault("sitemap", fresh)
    return kept


def _job_blocks(now: datetime) -> Blocks:
    block = Posting.id // IDS_IN_A_PART
    query = (
        postings.public_postings(now)
        .join(Wording, Wording.id == Posting.shown_id)
        .with_only_columns(block, *(func.max(column) for column in postings.CHANGES))
        .group_by(block)
    )
    return {number: postings.latest(changes) for number, *changes in db.session.execute(query)}


def _jobs(block: int, now: datetime) -> Iterator[Entry]:
    first = block * IDS_IN_A_PART
    query = (
        postings.public_postings(now)
        .join(Wording, Wording.id == Posting.shown_id)
        .where(Posting.id >= first, Posting.id < first + IDS_IN_A_PART)
        .with_only_columns(Posting.id, Wording.title, *postings.CHANGES)
        .order_by(Posting.id)
    )
    for posting_id, title, *changes in db.session.execute(query):
        yield Entry(job_path(posting_id, title), postings.latest(changes))


def _employers(now: datetime) -> Iterator[Entry]:
    """Companies whose pages are for search engines; no board has 50,000 of them."""
    query = (
        postings.public_postings(now)
        .with_only_columns(Employer.slug, func.max(Posting.published_at))
        .group_by(Employer.slug)
        .having(func.count(Posting.id) >= landing.ENOUGH_FOR_ROBOTS)
        .order_by(Employer.slug)
        .limit(MOST)
    )
    for slug, changed in db.session.execute(query):
        yield Entry(f"/employers/{slug}", changed)


def _our_pages(_now: datetime) -> Iterator[Entry]:
    return (Entry(path, None) for path in OUR_PAGES)


def _landing_pages(_now: datetime) -> Iterator[Entry]:
    return (Entry(path, changed) for path, changed in landing.for_robots())


def _families(_now: datetime) -> Iterator[Entry]:
    return (Entry(f"/codes/families/{family.slug}", None) for family in FAMILIES)


def _codes(_now: datetime) -> Iterator[Entry]:
    """Those with a text of ours: the others, some hundred thousand, are found by their families."""
    changes = (func.max(CodeText.written_at), func.max(CodeText.reviewed_at))
    query = select(CodeText.system, CodeText.key, *changes).group_by(CodeText.system, CodeText.key)
    for system, key, *changed in db.session.execute(query.order_by(CodeText.system, CodeText.key)):
        yield Entry(code_path(system, code_of(system, key)), postings.latest(changed))


def _articles(_now: datetime) -> Iterator[Entry]:
    query = articles.public_articles().with_only_columns(Article.slug, Article.changed_at)
    for slug, changed in db.session.execute(query.order_by(None).order_by(Article.slug)):
        yield Entry(f"/articles/{slug}", changed)


def _in_one_piece(entries: Callable[[datetime], Iterator[Entry]]) -> Part:
    def blocks(now: datetime) -> Blocks:
        found = list(entries(now))
        return {0: postings.latest(entry.changed for entry in found)} if found else {}

    return Part(blocks, lambda block, now: entries(now) if block == 0 else ())


_EMPLOYERS = _in_one_piece(_employers)

PARTS = {
    "pages": _in_one_piece(_our_pages),
    "jobs": Part(_counted_once("jobs", _job_blocks), _jobs),
    "landing": _in_one_piece(_landing_pages),
    "employers": replace(_EMPLOYERS, blocks=_counted_once("employers", _EMPLOYERS.blocks)),
    "families": _in_one_piece(_families),
    "codes": _in_one_piece(_codes),
    "articles": _in_one_piece(_articles),
}


def _line(tag: str, site: str, entry: Entry) -> str:
    changed = entry.changed
    lastmod = f"<lastmod>{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(site + entry.path)}</loc>{lastmod}</{tag}>"


def _document(tag: str, lines: Iterable[str]) -> str:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="{NAMESPACE}">'
    return "\n".join([head, *lines, f"</{tag}>", ""])
