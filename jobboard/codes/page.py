"""What a code's page says, section by section. A section that has nothing to say is not there.

Some sections are metered: they are drawn for those who may open the page in full (`metering`), and
only named for others. What says what the code is, its family and its jobs are always open.
"""

from dataclasses import dataclass
from typing import Any

from jobboard.codes import queries
from jobboard.codes.models import Code, CodeText, Review, Section

HEADINGS = {
    Section.PLAIN: "In plain words",
    Section.DIFFERENCES: "What sets it apart",
    Section.CONTEXT: "In practice",
    Section.SETTING: "Setting and service",
    Section.RECORD: "What to look for in the record",
    Section.MODIFIERS: "Modifiers",
    Section.RELATED: "Codes that go with it",
    Section.PAYERS: "Payers and coverage",
    Section.HISTORY: "History",
}
OPEN_TO_ALL = frozenset({Section.PLAIN})


@dataclass(frozen=True)
class PageSection:
    """`body` is what the template of this name draws; `sources` where it comes from."""

    name: str
    heading: str
    body: Any
    sources: tuple[Any, ...] = ()
    is_metered: bool = True


@dataclass(frozen=True)
class CodePage:
    sections: tuple[PageSection, ...]
    is_reviewed: bool

    @property
    def is_metered(self) -> bool:
        return any(section.is_metered for section in self.sections)

    def shown(self, *, in_full: bool) -> list[PageSection]:
        return [section for section in self.sections if in_full or not section.is_metered]

    def locked(self, *, in_full: bool) -> list[PageSection]:
        return [section for section in self.sections if section.is_metered and not in_full]


def page_of(code: Code) -> CodePage:
    texts = queries.texts_of(code)
    return CodePage(tuple(map(_written, texts.values())), _is_reviewed(code, texts))


def _written(text: CodeText) -> PageSection:
    section = Section(text.section)
    return PageSection(
        name=section.value,
        heading=HEADINGS[section],
        body=text.body,
        sources=tuple(text.sources),
        is_metered=section not in OPEN_TO_ALL,
    )


def _is_reviewed(code: Code, texts: dict[Section, CodeText]) -> bool:
    states = {code.review, *(text.review for text in texts.values())}
    return states == {Review.REVIEWED}
