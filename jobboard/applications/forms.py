"""The form that applies, made for one posting's questions, and the form that moves an applicant."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from jobboard.applications import questions as asked
from jobboard.applications.answers import Sending
from jobboard.applications.pipeline import LABELS, Stage, stages_from
from jobboard.candidates.models import Resume
from jobboard.postings.record import ScreeningQuestion
from jobboard.postings.wording_models import Wording
from jobboard.web.choosing import of_pairs
from jobboard.web.filters import day
from jobboard.web.html import many_lines, one_line

NOTE_LENGTH = 4000
PHONE = re.compile(r"[0-9+().\-/ x#ext]{7,40}", re.IGNORECASE)
CHANGED = (
    "The employer has changed this job's text while you were writing. Please read it again, "
    "look over your answers, and send them once more."
)


def _phone(_form: Any, field: StringField) -> None:
    typed = one_line(field.data or "")
    if not PHONE.fullmatch(typed) or sum(mark.isdigit() for mark in typed) < 7:
        raise ValidationError("Write a phone number with its area code, or leave this empty.")


class ApplyForm(FlaskForm):
    """Its questions come with `apply_form`. `wording` is the text that the candidate has read."""

    questions: dict[str, ScreeningQuestion] = {}

    wording = HiddenField()
    name = StringField(
        "Your name",
        validators=[
            DataRequired("Write your name as the employer should read it."),
            Length(max=120, message="Please keep your name to 120 characters."),
        ],
    )
    phone = StringField("Phone", validators=[Optional(), _phone])
    resume = RadioField("Résumé", validate_choice=False)
    upload = FileField("A file from your device")
    note = TextAreaField(
        "A note to the employer",
        validators=[
            Optional(),
            Length(max=NOTE_LENGTH, message=f"Please keep this to {NOTE_LENGTH:,} characters."),
        ],
    )

    def __iter__(self) -> Iterator[Field]:
        """In the order of the page, so that what is wrong is told from top to bottom."""
        after = [self.resume, self.upload, self.note]
        before = [field for field in super().__iter__() if field not in after]
        return iter([*before, *after])

    def offer(self, resumes: Sequence[Resume]) -> None:
        """Lets the candidate choose among those; the newest is chosen until they say otherwise."""
        self.resume.choices = of_pairs(
            (str(resume.id), f"{resume.name}, kept since {day(resume.added_at)}")
            for resume in resumes
        )
        if resumes and self.resume.data not in {str(resume.id) for resume in resumes}:
            self.resume.data = str(resumes[0].id)

    def has_read(self, wording: Wording) -> bool:
        """False, with a sentence, when it is another text that stands there now."""
        if self.wording.data == str(wording.id):
            return True
        self.wording.data = str(wording.id)
        self.form_errors.append(CHANGED)
        return False

    def refuse(self, name: str, sentence: str) -> None:
        """Puts a sentence beside a field after the form has been judged."""
        self[name].errors = [*self[name].errors, sentence]

    def question_fields(self) -> list[Any]:
        return [self[name] for name in self.questions]

    def filled(self) -> Sending:
        return Sending(
            name=one_line(self.name.data or ""),
            phone=one_line(self.phone.data or "") or None,
            note=many_lines(self.note.data),
            answers=tuple(
                asked.answer_of(question, self[name]) for name, question in self.questions.items()
            ),
        )


def apply_form(wording: Wording) -> type[ApplyForm]:
    """The form for this text's questions."""
    named = asked.named(wording.says().questions)
    fields = {name: asked.field_for(question) for name, question in named.items()}
    return type("ApplyFormWithQuestions", (ApplyForm,), {"questions": named, **fields})


class MoveForm(FlaskForm):
    """Carries the revision that was read, so that nobody moves what somebody else just moved."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    stage = SelectField("Move to", validators=[InputRequired("Choose where to move it.")])
    tell = BooleanField("Tell the candidate of this move")
    message = TextAreaField(
        "Your words to the candidate",
        validators=[Optional(), Length(max=2000, message="Please keep this to 2,000 characters.")],
    )
    back = HiddenField()

    def offer(self, before: Stage) -> None:
        onward = [(stage.value, LABELS[stage]) for stage in stages_from(before)]
        self.stage.choices = of_pairs(onward, "Choose…") if onward else []

    def words(self) -> str:
        return many_lines(self.message.data)
