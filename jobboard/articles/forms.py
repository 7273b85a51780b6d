"""The editors' form of an article, and what narrows their list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields import Field, SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from jobboard.articles import lines
from jobboard.articles.lifecycle import State
from jobboard.articles.subjects import Subject
from jobboard.articles.wording import ArticleText
from jobboard.screening import patient_data
from jobboard.web.html import one_line

SHELVES = [SelectChoice(subject.value, subject.label) for subject in Subject]
STATES = [SelectChoice(state.value, state.value.capitalize()) for state in State]


def _tidy(value: str | None) -> str:
    return one_line(value or "")


def _without_controls(value: str | None) -> str:
    """PostgreSQL keeps no NUL, and nobody types one."""
    return "".join(mark for mark in value or "" if mark.isprintable() or mark in "\n\t")


class NarrowForm(FlaskForm):
    """Of an address, so it has no token."""

    class Meta:
        csrf = False

    state = SelectField("State", choices=[SelectChoice("", "Any"), *STATES], validate_choice=False)
    shelf = SelectField("Shelf", choices=[SelectChoice("", "Any"), *SHELVES], validate_choice=False)

    def asked_for(self) -> tuple[State | None, Subject | None]:
        """What is unknown narrows nothing."""
        state, shelf = self.state.data, self.shelf.data
        return (
            State(state) if state in set(State) else None,
            Subject(shelf) if shelf in set(Subject) else None,
        )


class ReadForm(FlaskForm):
    """Carries the revision that was read."""

    seen = StringField(widget=HiddenInput(), validators=[InputRequired(), Length(max=20)])


class ArticleForm(FlaskForm):
    # Empty while the article is new.
    seen = StringField(widget=HiddenInput(), validators=[Optional(), Length(max=20)])
    title = StringField(
        "Title",
        filters=[_tidy],
        validators=[
            InputRequired("Give the article a title."),
            Length(max=160, message="A title has at most 160 characters."),
        ],
    )
    subject = SelectField("Shelf", choices=SHELVES)
    summary = TextAreaField(
        "Summary",
        filters=[_tidy],
        validators=[
            InputRequired("Say in a sentence what the article says."),
            Length(min=20, max=400, message="A summary has between 20 and 400 characters."),
        ],
    )
    body = TextAreaField(
        "Text",
        filters=[_without_controls],
        validators=[
            InputRequired("An article needs at least one section."),
            Length(max=40_000, message="Please keep an article to 40,000 characters."),
        ],
    )
    sources = TextAreaField(
        "Sources that you opened", filters=[_without_controls], validators=[Length(max=5000)]
    )
    codes = TextAreaField("Codes it speaks of", filters=[_tidy], validators=[Length(max=2000)])
    words = StringField(
        "Other words that people use", filters=[_tidy], validators=[Length(max=500)]
    )
    names_nobody = BooleanField("I have looked: nothing here identifies a patient")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found_kinds: list[str] = []
        self.redacted = ""

    @classmethod
    def showing(cls, text: ArticleText, *, seen: str) -> ArticleForm:
        data = {
            "seen": seen,
            "title": text.title,
            "subject": text.subject.value,
            "summary": text.summary,
            "body": lines.sections_as_lines(text.sections),
            "sources": lines.sources_as_lines(text.sources),
            "codes": lines.codes_as_line(text.codes),
            "words": text.words,
        }
        return cls(formdata=None, data=data)

    def read(self) -> ArticleText | None:
        """What it says; None where something is not right, which its fields then say."""
        if not self.validate_on_submit():
            return None
        sections = _parsed(self.body, lines.sections_from_lines)
        sources = _parsed(self.sources, lines.sources_from_lines)
        codes = _parsed(self.codes, lines.codes_from_line)
        if self.errors or not self._names_nobody():
            return None
        return ArticleText(
            title=self.title.data or "",
            subject=Subject(self.subject.data),
            summary=self.summary.data or "",
            sections=sections,
            sources=sources,
            codes=codes,
            words=self.words.data or "",
        )

    def _names_nobody(self) -> bool:
        """An article made from a case must not carry the case; an editor may say that it does not."""
        said = "\n".join((self.title.data or "", self.summary.data or "", self.body.data or ""))
        found = patient_data.find(said)
        self.found_kinds = list(dict.fromkeys(str(one.kind) for one in found))
        if not found or self.names_nobody.data:
            return True
        self.redacted = patient_data.redacted(self.body.data or "")
        self.body.errors = [
            f"This looks like patient data ({', '.join(self.found_kinds)}). Take it out, or tick the "
            "box below the text."
        ]
        return False


def _parsed(field: Field, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(field.data or "")
    except ValueError as trouble:
        field.errors = [str(trouble)]
        return ()
