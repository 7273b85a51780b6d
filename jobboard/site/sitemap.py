"""What search engines may find here: live jobs, their companies, the code reference, our own pages."""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from sqlalchemy import select

from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import display
from jobboard.codes.models import CodeText
from jobboard.codes.systems import code_of
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings import queries
from jobboard.postings.addresses import job_path
from jobboard.postings.models import Posting, Wording

OUR_PAGES = ("/", "/jobs", "/codes", "/about", "/safety", "/for-employers", "/contact")
# The protocol's limit for one file is 50,000 (sitemaps.org).
MOST = 45_000

Entry = tuple[str, datetime | None]


def sitemap(site: str, now: datetime) -> str:
    """The XML; what is not public at this moment is not in it."""
    entries = [(path, None) for path in OUR_PAGES]
    lines = [_line(site, entry) for entry in [*entries, *_jobs(now), *_companies(now), *_codes()]]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines[: MOST + len(OUR_PAGES)],
            "</urlset>",
            "",
        ]
    )


def _jobs(now: datetime) -> Iterator[Entry]:
    query = (
        queries.public_postings(now)
        .join(Wording, Wording.id == Posting.shown_id)
        .with_only_columns(Posting.id, Wording.title, Wording.decided_at)
        .order_by(Posting.id.desc())
        .limit(MOST)
    )
    for posting_id, title, decided_at in db.session.execute(query):
        yield job_path(posting_id, title), decided_at


def _companies(now: datetime) -> Iterator[Entry]:
    query = queries.public_postings(now).with_only_columns(Employer.slug).distinct()
    for slug in db.session.scalars(query.order_by(Employer.slug)):
        yield f"/employers/{slug}", None


def _codes() -> Iterator[Entry]:
    for family in FAMILIES:
        yield f"/codes/families/{family.slug}", None
    # Codes with a text of ours: the others, some hundred thousand, are found through their families.
    written = (
        select(CodeText.system, CodeText.key).distinct().order_by(CodeText.system, CodeText.key)
    )
    for system, key in db.session.execute(written):
        yield f"/codes/{system}/{display(system, code_of(system, key))}", None


def _line(site: str, entry: Entry) -> str:
    path, changed = entry
    lastmod = f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
    return f"<url><loc>{escape(site + path)}</loc>{lastmod}</url>"
