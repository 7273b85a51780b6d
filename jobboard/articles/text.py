"""An article's text as its page draws it. Pure."""

import re


def anchor_of(heading: str) -> str:
    """The name by which a section of a page is linked."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "section"


def paragraphs(text: str) -> list[str]:
    return [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
