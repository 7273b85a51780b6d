"""A search as a feed: the newest jobs that it finds, as Atom and as RSS.

An entry is known by the job's number alone: a new title gives it another address, not another
identity, and its moment of change says that it was approved or published anew.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from jobboard import taxonomy
from jobboard.gateways.search_engine import Document
from jobboard.postings import queries as postings
from jobboard.search import presenting
from jobboard.search.answering import Results

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ATOM = "http://www.w3.org/2005/Atom"
register_namespace("atom", ATOM)
ATOM_LINK = f"{{{ATOM}}}link"
# When a feed without entries changed: at no moment that would move.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    id: str
    url: str
    title: str
    employer: str
    text: str
    tags: tuple[str, ...]
    published: datetime
    updated: datetime


@dataclass(frozen=True)
class Feed:
    """`page` is the search for people, `atom` and `rss` the addresses of the feed itself."""

    title: str
    page: str
    atom: str
    rss: str
    entries: tuple[Entry, ...]

    @property
    def changed(self) -> datetime | None:
        return max((entry.updated for entry in self.entries), default=None)


def feed_of(results: Results, *, site_url: str, site_name: str) -> Feed:
    search = results.asked.search
    changes = postings.last_changes([hit["id"] for hit in results.hits])
    return Feed(
        title=f"{site_name}: {presenting.subject(results)}",
        page=site_url + search.sorted_by("").address(),
        atom=site_url + search.address("/jobs.atom"),
        rss=site_url + search.address("/jobs.rss"),
        entries=tuple(_entry(hit, site_url, changes.get(hit["id"])) for hit in results.hits),
    )


def atom(feed: Feed) -> bytes:
    root = Element(f"{{{ATOM}}}feed")
    add = _adder(root, ATOM)
    add("id", feed.atom)
    add("title", feed.title)
    add("updated", (feed.changed or NEVER).isoformat())
    SubElement(root, ATOM_LINK, rel="self", href=feed.atom, type="application/atom+xml")
    SubElement(root, ATOM_LINK, rel="alternate", href=feed.page, type="text/html")
    for entry in feed.entries:
        _atom_entry(SubElement(root, f"{{{ATOM}}}entry"), entry)
    return _written(root)


def rss(feed: Feed) -> bytes:
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    add = _adder(channel)
    add("title", feed.title)
    add("link", feed.page)
    add("description", f"{feed.title}: the newest first.")
    add("language", "en-us")
    add("lastBuildDate", format_datetime(feed.changed or NEVER))
    SubElement(channel, ATOM_LINK, rel="self", href=feed.rss, type="application/rss+xml")
    for entry in feed.entries:
        put = _adder(SubElement(channel, "item"))
        put("title", entry.title)
        put("link", entry.url)
        put("guid", entry.id)
        put("pubDate", format_datetime(entry.published))
        put("description", entry.text)
        for tag in entry.tags:
            put("category", tag)
    return _written(root)


def _entry(hit: Document, site_url: str, changed: datetime | None) -> Entry:
    posted = hit.get("posted")
    published = datetime.fromtimestamp(posted, UTC) if posted else changed or NEVER
    slugs = hit.get("specialties") or ()
    labels = [taxonomy.SPECIALTIES[one].label for one in slugs if one in taxonomy.SPECIALTIES]
    return Entry(
        id=f"{site_url}/jobs/{hit['id']}",
        url=site_url + presenting.job_url(hit),
        title=headline(hit),
        employer=hit["employer"],
        text=_text(hit),
        tags=(*labels, *(hit.get("credentials") or ())),
        published=published,
        updated=(changed or published).replace(microsecond=0),
    )


def _atom_entry(element: Element, entry: Entry) -> None:
    put = _adder(element, ATOM)
    put("id", entry.id)
    put("title", entry.title)
    put("updated", entry.updated.isoformat())
    put("published", entry.published.isoformat())
    SubElement(element, ATOM_LINK, rel="alternate", href=entry.url, type="text/html")
    put("summary", entry.text)
    _adder(SubElement(element, f"{{{ATOM}}}author"), ATOM)("name", entry.employer)
    for tag in entry.tags:
        SubElement(element, f"{{{ATOM}}}category", term=_clean(tag))


def headline(hit: Document) -> str:
    where = hit.get("place") or ("Remote" if hit.get("arrangement") == "remote" else None)
    return " – ".join(part for part in (hit["title"], hit["employer"], where) if part)


def _text(hit: Document) -> str:
    pay = hit.get("pay")
    parts = (pay["text"] if pay else "Pay not stated", hit.get("summary"))
    return ". ".join(part for part in parts if part)


def _adder(parent: Element, namespace: str = "") -> Callable[[str, str], None]:
    def add(name: str, text: str) -> None:
        SubElement(parent, f"{{{namespace}}}{name}" if namespace else name).text = _clean(text)

    return add


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)


def _written(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
