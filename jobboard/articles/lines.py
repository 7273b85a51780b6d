"""An article as plain lines that an editor can write, and back. Pure.

    ## When it applies
    Also called: abn waiver
    A paragraph of text.

    The next paragraph.

Sources are lines of `title | address | day opened`; a page of ours needs no day. Codes stand in one
line, each with its system: `cpt:38240-38243, icd10cm:C91`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from jobboard.articles.files import SHORTEST_TEXT
from jobboard.articles.text import anchor_of
from jobboard.articles.wording import Section, Source
from jobboard.codes.intervals import Interval
from jobboard.editing.entries import HOLE

HEADING, ALSO = "## ", "Also called:"
LONGEST_HEADING, MOST_SECTIONS = 120, 40
ADDRESS = re.compile(r"https?://\S+$|/\S+$")


def sections_as_lines(sections: Sequence[Section]) -> str:
    return "\n\n".join("\n".join(_lines_of(section)) for section in sections)


def sections_from_lines(text: str) -> tuple[Section, ...]:
    """The sections; a ValueError names what is not right."""
    sections = tuple(_section(block) for block in _blocks(text))
    anchors = [anchor_of(section["heading"]) for section in sections]
    for section, anchor in zip(sections, anchors, strict=True):
        if anchors.count(anchor) > 1:
            raise ValueError(f"Two sections are called “{section['heading']}”.")
    if len(sections) > MOST_SECTIONS:
        raise ValueError(f"Please keep an article to {MOST_SECTIONS} sections.")
    return sections


def sources_as_lines(sources: Sequence[Source]) -> str:
    return "\n".join(
        " | ".join(filter(None, (one["title"], one.get("url"), one.get("opened"))))
        for one in sources
    )


def sources_from_lines(text: str) -> tuple[Source, ...]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(_source(number, line) for number, line in enumerate(lines, 1))


def codes_as_line(codes: Sequence[Interval]) -> str:
    return ", ".join(str(code) for code in codes)


def codes_from_line(text: str) -> tuple[Interval, ...]:
    written = [one.strip() for one in re.split(r"[,\n]", text) if one.strip()]
    return tuple(dict.fromkeys(Interval.parse(one) for one in written))


def _lines_of(section: Section) -> Iterator[str]:
    yield HEADING + section["heading"]
    if section.get("words"):
        yield f"{ALSO} {section['words']}"
    yield section["text"]


def _blocks(text: str) -> list[list[str]]:
    """The lines of each section, its heading first."""
    blocks: list[list[str]] = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        if line.startswith("##"):
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line)
        elif line.strip():
            raise ValueError(f"Line {number}: begin with a heading, such as ## When it applies.")
    if not blocks:
        raise ValueError("An article needs at least one section.")
    return blocks


def _section(lines: list[str]) -> Section:
    heading, rest = lines[0].strip("# \t"), lines[1:]
    if not 0 < len(heading) <= LONGEST_HEADING:
        raise ValueError(f"A heading has between 1 and {LONGEST_HEADING} characters.")
    also = rest.pop(0) if rest and rest[0].startswith(ALSO) else ""
    text = "\n".join(line.rstrip() for line in rest).strip()
    if len(text) < SHORTEST_TEXT:
        raise ValueError(f"“{heading}” says too little: write at least {SHORTEST_TEXT} characters.")
    if HOLE.search(text):
        raise ValueError(f"“{heading}” has a hole that was never filled.")
    words = also.removeprefix(ALSO).strip()
    return {"heading": heading, "text": text, **({"words": words} if words else {})}


def _source(number: int, line: str) -> Source:
    title, *rest = (part.strip() for part in line.split("|"))
    address = rest.pop(0) if rest and ADDRESS.match(rest[0]) else ""
    opened = rest.pop(0) if rest else ""
    if not title or rest or not _is_dated(opened, ours=address.startswith("/")):
        raise ValueError(
            f"Source {number}: write it as title | https://address | 2026-11-26, "
            "where the day is the one on which it was opened."
        )
    found = {"title": title, "url": address, "opened": opened}
    return {name: value for name, value in found.items() if value}


def _is_dated(opened: str, *, ours: bool) -> bool:
    if not opened:
        return ours
    try:
        return bool(date.fromisoformat(opened))
    except ValueError:
        return False
