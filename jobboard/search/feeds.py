"""A search as a feed: the newest jobs that it finds, as Atom and as RSS."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from jobboard.gateways.search_engine import Document
from jobboard.search.answering import Results
from jobboard.search.presenting import job_url

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ATOM = "http://www.w3.org/2005/Atom"
register_namespace("", ATOM)
ATOM_LINK = f"{{{ATOM}}}link"


def atom(results: Results, *, site_url: str, title: str, now: datetime) -> bytes:
    feed = Element(f"{{{ATOM}}}feed")
    add = _adder(feed, ATOM)
    here = site_url + results.asked.search.address("/jobs.atom")
    add("id", here)
    add("title", title)
    add("updated", _latest(results, now).isoformat())
    SubElement(feed, ATOM_LINK, rel="self", href=here, type="application/atom+xml")
    SubElement(feed, ATOM_LINK, rel="alternate", href=_page(results, site_url), type="text/html")
    for hit in results.hits:
        entry = SubElement(feed, f"{{{ATOM}}}entry")
        put = _adder(entry, ATOM)
        put("id", site_url + job_url(hit))
        put("title", headline(hit))
        put("updated", _moment(hit, now).isoformat())
        put("published", _moment(hit, now).isoformat())
        SubElement(entry, ATOM_LINK, rel="alternate", href=site_url + job_url(hit))
        put("summary", _text(hit))
        _adder(SubElement(entry, f"{{{ATOM}}}author"), ATOM)("name", hit["employer"])
    return _written(feed)


def rss(results: Results, *, site_url: str, title: str, now: datetime) -> bytes:
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    add = _adder(channel)
    add("title", title)
    add("link", _page(results, site_url))
    add("description", f"{title}: the newest first.")
    add("language", "en-us")
    add("lastBuildDate", format_datetime(_latest(results, now)))
    for hit in results.hits:
        put = _adder(SubElement(channel, "item"))
        put("title", headline(hit))
        put("link", site_url + job_url(hit))
        put("guid", site_url + job_url(hit))
        put("pubDate", format_datetime(_moment(hit, now)))
        put("description", _text(hit))
    return _written(root)


def headline(hit: Document) -> str:
    where = hit.get("place") or ("Remote" if hit.get("arrangement") == "remote" else None)
    return " – ".join(part for part in (hit["title"], hit["employer"], where) if part)


def _text(hit: Document) -> str:
    pay = hit.get("pay")
    parts = (pay["text"] if pay else "Pay not stated", hit.get("summary"))
    return ". ".join(part for part in parts if part)


def _moment(hit: Document, now: datetime) -> datetime:
    posted = hit.get("posted")
    return datetime.fromtimestamp(posted, UTC) if posted else now.replace(microsecond=0)


def _latest(results: Results, now: datetime) -> datetime:
    return max((_moment(hit, now) for hit in results.hits), default=now.replace(microsecond=0))


def _page(results: Results, site_url: str) -> str:
    return site_url + results.asked.search.sorted_by("").address()


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
