"""A section of a code's page as plain lines that an editor can write, and back. Pure.

Each entry is a line. In sections that speak of other codes or terms its parts stand between bars:

    38241 | The same infusion with the patient's own cells.
    icd10cm:Z94.84 | Later visits.
    26, TC | Not split | Medicare's schedule does not divide this code.

Sources are lines of `title | address | day opened`; the address may be left out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from jobboard.codes.intervals import Interval, display
from jobboard.codes.models import Section

Entry = dict[str, Any]

CODES = frozenset({Section.DIFFERENCES, Section.RELATED})
TERMS = frozenset({Section.SETTING, Section.PAYERS})
SHORTEST, LONGEST_LINE = 20, 200
# A hole that a template or a machine left, which must never reach a reader.
HOLE = re.compile(
    r"\{\{|\}\}|\bTBD\b|\bTODO\b|\bN/A\b|not available in the input|\bfor \.| \.(?:\s|$)"
)


def as_lines(body: list[Entry]) -> str:
    return "\n".join(" | ".join(_parts(entry)) for entry in body)


def from_lines(section: Section, system: str, text: str) -> list[Entry]:
    """The entries; a ValueError names the line that is not right."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise ValueError("A section needs at least one line; take the section away instead.")
    if section is Section.LINE and (len(lines) > 1 or len(lines[0]) > LONGEST_LINE):
        raise ValueError(f"This is one line of at most {LONGEST_LINE} characters.")
    return [_told(number, section, system, line) for number, line in enumerate(lines, 1)]


def sources_as_lines(sources: list[Entry]) -> str:
    return "\n".join(
        " | ".join(filter(None, (one["title"], one.get("url"), one["opened"]))) for one in sources
    )


def sources_from_lines(text: str) -> list[Entry]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_source(number, line) for number, line in enumerate(lines, 1)]


def _parts(entry: Entry) -> list[str]:
    if "code" in entry:
        code = f"{entry['system']}:{entry['code']}" if entry.get("system") else entry["code"]
        return [code, entry["text"]]
    return [entry[part] for part in ("term", "name", "text") if entry.get(part)]


def _told(number: int, section: Section, system: str, line: str) -> Entry:
    try:
        entry = _entry(section, system, [part.strip() for part in line.split("|")])
        if len(entry["text"]) < SHORTEST:
            raise ValueError(f"say it in at least {SHORTEST} characters")
        if HOLE.search(line):
            raise ValueError("it has a hole that was never filled")
    except ValueError as trouble:
        raise ValueError(f"Line {number}: {trouble}") from None
    return entry


def _entry(section: Section, system: str, parts: list[str]) -> Entry:
    if section in CODES:
        code, text = _of(parts, 2, "code | text")
        return _about_code(section, system, code, text)
    if section is Section.MODIFIERS:
        term, name, text = _of(parts, 3, "modifier | name | when")
        return {"term": term, "name": name, "text": text}
    if section in TERMS and len(parts) > 1:
        term, text = _of(parts, 2, "term | text")
        return {"term": term, "text": text}
    (text,) = _of(parts, 1, "one text without bars")
    return {"text": text}


def _about_code(section: Section, system: str, written: str, text: str) -> Entry:
    named, colon, rest = written.partition(":")
    interval = Interval.of(named if colon else system, rest if colon else written)
    code = display(interval.system, interval.low)
    if section is Section.RELATED:
        return {"system": interval.system, "code": code, "text": text}
    return {"code": code, "text": text}


def _of(parts: list[str], count: int, form: str) -> list[str]:
    if len(parts) != count or not all(parts):
        raise ValueError(f"write it as {form}")
    return parts


def _source(number: int, line: str) -> Entry:
    title, *rest = (part.strip() for part in line.split("|"))
    opened = rest.pop() if rest else ""
    try:
        date.fromisoformat(opened)
        if not title or len(rest) > 1:
            raise ValueError
        if rest and not re.match(r"https?://\S+$", rest[0]):
            raise ValueError
    except ValueError:
        raise ValueError(
            f"Source {number}: write it as title | https://address | 2026-11-26, "
            "where the day is the one on which it was opened."
        ) from None
    return {"title": title, **({"url": rest[0]} if rest else {}), "opened": opened}
