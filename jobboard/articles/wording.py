"""What an article says, as one plain value: for forms, versions and the page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jobboard.articles.subjects import Subject
from jobboard.codes.intervals import Interval

Section = dict[str, str]
Source = dict[str, str]


@dataclass(frozen=True)
class ArticleText:
    """`words` are what people also call its subject, for searching; a section may have its own."""

    title: str
    subject: Subject
    summary: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    codes: tuple[Interval, ...] = ()
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "subject": str(self.subject),
            "summary": self.summary,
            "sections": [dict(section) for section in self.sections],
            "sources": [dict(source) for source in self.sources],
            "codes": [str(code) for code in self.codes],
            "words": self.words,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> ArticleText:
        return cls(
            title=kept["title"],
            subject=Subject(kept["subject"]),
            summary=kept["summary"],
            sections=tuple(kept["sections"]),
            sources=tuple(kept["sources"]),
            codes=tuple(Interval.parse(code) for code in kept["codes"]),
            words=kept["words"],
        )
