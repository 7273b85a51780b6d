"""A section of a code's page as a plain value."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Source:
    """A work that was opened, or the edition of an official file that was loaded."""

    title: str
    url: str | None = None
    opened: str | None = None
    since: date | None = None
    loaded: datetime | None = None


@dataclass(frozen=True)
class PageSection:
    """`body` is what the template of this name draws. A metered one is only named to those who may
    not open the page in full. `written` is the day of our own words; `text_id` is theirs."""

    name: str
    heading: str
    body: Any
    sources: tuple[Source, ...] = ()
    is_metered: bool = True
    anchor: str = ""
    written: datetime | None = None

    @property
    def id(self) -> str:
        return f"section-{self.anchor or self.name}"
