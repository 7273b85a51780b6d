"""The asker's forms, as plain values."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, Length, Optional

from jobboard import taxonomy
from jobboard.accounts.addresses import is_address
from jobboard.accounts.models import User
from jobboard.codes.intervals import Interval
from jobboard.consult.asking import MOST_CODES, NewQuestion
from jobboard.consult.guarding import LONGEST_TEXT, QuestionRefused, check_text
from jobboard.consult.targets import Urgency
from jobboard.consult.topics import TOPICS
from jobboard.web.choosing import choices, of_pairs
from jobboard.web.html import many_lines, one_line

# A name goes into a letter to an address that nobody has proven: no links, no slogans.
NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+){0,3}\.?")

URGENCIES = {
    Urgency.ROUTINE: "Routine",
    Urgency.SOON: "Soon",
    Urgency.URGENT: "Urgent, a claim waits for it",
}


class CodesField(StringField):
    """Codes and ranges, parted by commas or spaces, as intervals; a wrong one is named."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.intervals: list[Interval] = []

    def pre_validate(self, _form: Any) -> None:
        parts = [part for part in (self.data or "").replace(";", ",").split(",") if part.strip()]
        try:
            found = [interval for part in parts for interval in _intervals_in(part)]
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None
        if len(found) > MOST_CODES:
            raise ValidationError(f"Please name at most {MOST_CODES} codes.")
        self.intervals = found


class TextForm(FlaskForm):
    """One text that another person will read: a reply, a reason."""

    text = TextAreaField("Your words")

    def refuse(self, refused: QuestionRefused, name: str = "text") -> None:
        """Puts the sentence beside the field, and the text without patient data into it."""
        field = self[name]
        field.errors = [*field.errors, refused.sentence]
        if refused.redacted:
            field.data = refused.redacted

    @property
    def words(self) -> str:
        return many_lines(self.text.data)


class QuestionForm(TextForm):
    text = TextAreaField("Your question")
    topic = SelectField(
        "Topic",
        choices=of_pairs(
            ((topic.value, label) for topic, label in TOPICS.items()), "Find it in my question"
        ),
        validators=[Optional()],
    )
    codes = CodesField("Codes", validators=[Optional(), Length(max=400)])
    setting = SelectField(
        "Setting",
        choices=choices(taxonomy.SETTINGS, "Any or not stated"),
        validators=[Optional()],
    )
    payer = StringField(
        "Payer",
        validators=[Optional(), Length(max=80, message="Please keep this to 80 characters.")],
    )
    urgency = RadioField(
        "How soon, if a consultant is needed?",
        choices=of_pairs((str(one), label) for one, label in URGENCIES.items()),
        default=str(Urgency.ROUTINE),
        validate_choice=False,
        validators=[AnyOf([str(one) for one in Urgency], "Choose one of the three.")],
    )

    def validate_text(self, field: TextAreaField) -> None:
        _check(field, LONGEST_TEXT)

    def validate_payer(self, field: StringField) -> None:
        if field.data:
            _check(field, 80)

    def asked(self, user: User | None) -> NewQuestion:
        return NewQuestion(
            text=self.words,
            email=user.email if user else "",
            topic=self.topic.data or "",
            codes=self.codes.intervals,
            setting=self.setting.data or "",
            payer=one_line(self.payer.data or ""),
            urgency=Urgency(self.urgency.data),
            name=user.name if user else "",
            user=user,
        )


class GuestQuestionForm(QuestionForm):
    """For visitors: where the answer goes."""

    name = StringField(
        "Your name",
        validators=[Optional(), Length(max=120, message="Please keep it to 120 characters.")],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        "Your email address",
        validators=[DataRequired("Type the address that the answer goes to."), is_address],
        render_kw={"autocomplete": "email"},
    )

    def asked(self, user: User | None) -> NewQuestion:
        name = one_line(self.name.data or "")
        return replace(
            super().asked(user),
            email=self.email.data or "",
            name=name if NAME.fullmatch(name) else "",
        )


class HumanForm(FlaskForm):
    key = HiddenField()


def _intervals_in(part: str) -> list[Interval]:
    """What stands between two commas: codes and ranges with spaces between them, or one that has
    spaces of its own, as `CPT 38240` and `38204 - 38243`. Raises ValueError with a sentence."""
    pieces = part.split()
    with suppress(ValueError):
        return [Interval.parse(piece) for piece in pieces]
    with suppress(ValueError):
        return [Interval.parse(":".join(pieces))]
    return [Interval.parse(" ".join(pieces))]


def _check(field: Any, longest: int) -> None:
    try:
        check_text(many_lines(field.data), longest=longest)
    except QuestionRefused as refused:
        if refused.redacted:
            field.data = refused.redacted
        raise ValidationError(refused.sentence) from None
