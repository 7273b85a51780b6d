"""What a code's page says, section by section. A section that has nothing to say is not there.

Some sections are metered: they are drawn for those who may open the page in full (`metering`), and
only named for others. What says what the code is, its family and its jobs are always open.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobboard.codes import licensed, placing, queries
from jobboard.codes.fact_bodies import Asked
from jobboard.codes.models import Code, CodeText, Review, Section
from jobboard.codes.page_facts import fact_sections, source_of
from jobboard.codes.placing import Related, Standing
from jobboard.codes.sections import PageSection, Source
from jobboard.codes.systems import display

HEADINGS = {
    Section.LINE: "In a line",
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
# After the official figures, which stand between our own sections.
AT_THE_END = frozenset({Section.PAYERS, Section.HISTORY})
# Whose words a code's one line is: ours for CPT, the file's for the others.
OWN_WORDS = frozenset({"cpt"})


@dataclass(frozen=True)
class CodePage:
    sections: tuple[PageSection, ...]
    standing: Standing
    reviewed_at: datetime | None
    is_reviewed: bool
    has_own_words: bool
    parents: Sequence[Code]
    children: Sequence[Code]
    goes_with: Sequence[Related]

    instead: Sequence[str] = ()
    """What took a retired code's place, as people write it."""

    @property
    def is_metered(self) -> bool:
        return any(section.is_metered for section in self.sections)

    @property
    def is_licensed(self) -> bool:
        """Whether the AMA's own text is on it, which nobody may archive."""
        return any(section.name == "official" for section in self.sections)

    def shown(self, *, in_full: bool) -> list[PageSection]:
        return [section for section in self.sections if in_full or not section.is_metered]

    def locked(self, *, in_full: bool) -> list[PageSection]:
        return [section for section in self.sections if section.is_metered and not in_full]


def page_of(code: Code, asked: Asked, *, now: datetime, roles: Collection[str] = ()) -> CodePage:
    """For a reader with these roles."""
    texts = queries.texts_of(code)
    written = {
        section: _written(text) for section, text in texts.items() if section is not Section.LINE
    }
    sections = [
        *_official(code, now, roles),
        *(one for section, one in written.items() if section not in AT_THE_END),
        *fact_sections(code, asked),
        *(one for section, one in written.items() if section in AT_THE_END),
    ]
    standing = placing.standing_of(code, on=asked.on)
    return CodePage(
        sections=tuple(sections),
        standing=standing,
        reviewed_at=_reviewed_at(texts.values()),
        is_reviewed=_is_reviewed(code, texts),
        has_own_words=bool(texts) or code.system in OWN_WORDS,
        parents=placing.parents_of(code) if code.parent_key else (),
        children=placing.children_of(code) if code.system == "icd10cm" else (),
        goes_with=placing.related_of(code.system, code.code),
        instead=[display(code.system, one) for one in standing.replaced_by],
    )


def _official(code: Code, now: datetime, roles: Collection[str]) -> list[PageSection]:
    """The AMA's descriptors, for an operator with a license of its own."""
    if code.system != "cpt":
        return []
    found = licensed.licensed_texts(code.code, now=now, roles=roles)
    if found.release is None or not found.rows:
        return []
    sources = (source_of(found.release),)
    return [PageSection("official", "Official description", found.rows, sources, is_metered=False)]


def _written(text: CodeText) -> PageSection:
    section = Section(text.section)
    return PageSection(
        name=section.value,
        heading=HEADINGS[section],
        body=text.body,
        sources=tuple(Source(**source) for source in text.sources),
        is_metered=section not in OPEN_TO_ALL,
        written=text.written_at,
    )


def _reviewed_at(texts: Iterable[CodeText]) -> datetime | None:
    moments = [text.reviewed_at for text in texts if text.reviewed_at]
    return max(moments, default=None)


def _is_reviewed(code: Code, texts: dict[Section, CodeText]) -> bool:
    states = {code.review, *(text.review for text in texts.values())}
    return states == {Review.REVIEWED}
