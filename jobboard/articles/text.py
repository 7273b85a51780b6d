"""An article's text as its page draws it. Pure."""

import re
from collections.abc import Sequence

MODIFIER_TABLE = "/articles/modifier-table"


def anchor_of(heading: str) -> str:
    """The name by which a section of a page is linked."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "section"


def paragraphs(text: str) -> list[str]:
    return [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]


def parts_of(body: Sequence[dict[str, str]]) -> list[tuple[str, str, list[str]]]:
    """Each section's anchor, heading and paragraphs."""
    return [
        (anchor_of(section["heading"]), section["heading"], paragraphs(section["text"]))
        for section in body
    ]
