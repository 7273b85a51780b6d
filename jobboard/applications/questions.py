"""A posting's screening questions as fields of a form, and what was typed as answers.

A field is named after its question, not its place: when the employer changes the questions while
somebody answers them, what was typed stays with the questions that are still there.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import (
    DateField,
    DecimalField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from jobboard import taxonomy
from jobboard.applications.answers import NO_CREDENTIAL, OTHER_CREDENTIAL, answer
from jobboard.postings.record import ScreeningQuestion
from jobboard.web.choosing import choices, of_pairs

LONGEST = 2000
LARGEST = 1_000_000_000
NUMBER = "Write a number, such as 6 or 2.5, and none below zero."
DATE = "Choose a date, or write it as 2026-11-30."
REQUIRED = "The employer asks everybody to answer this."


def named(questions: Sequence[ScreeningQuestion]) -> dict[str, ScreeningQuestion]:
    """Each question under its field's name. The same question twice is asked once."""
    return {_name(question): question for question in questions}


def field_for(question: ScreeningQuestion) -> Any:
    validators = [InputRequired(REQUIRED) if question.required else Optional()]
    return _FIELDS[question.kind](question, validators)


def answer_of(question: ScreeningQuestion, field: Field) -> dict[str, Any]:
    """What was chosen or typed, as it is kept; None where nothing was."""
    return answer(question.text, question.kind, _value(question.kind, field.data))


def _name(question: ScreeningQuestion) -> str:
    said = "\n".join((question.kind, question.text, *question.choices))
    return f"q{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def _without_blanks(values: list[str] | None) -> list[str]:
    return [value for value in values or [] if value]


class _Number(DecimalField):
    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].replace(",", "").strip() if valuelist else ""
        self.data = None
        try:
            number = Decimal(typed) if typed else None
        except InvalidOperation:
            raise ValueError(NUMBER) from None
        if number is not None and not (number.is_finite() and 0 <= number <= LARGEST):
            raise ValueError(NUMBER)
        self.data = number


class _Date(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(DATE) from None


def _in_living_memory(_form: Any, field: Field) -> None:
    if field.data is not None and not 1900 <= field.data.year <= 2100:
        raise ValidationError(DATE)


def _not_blank(_form: Any, field: Field) -> None:
    if not any(typed.strip() for typed in field.raw_data or ()):
        raise StopValidation(REQUIRED)


def _yes_no(question: ScreeningQuestion, validators: list[Any]) -> Any:
    return RadioField(
        question.text, choices=of_pairs([("yes", "Yes"), ("no", "No")]), validators=validators
    )


def _choice(question: ScreeningQuestion, validators: list[Any]) -> Any:
    return RadioField(question.text, choices=_as_written(question), validators=validators)


def _several(question: ScreeningQuestion, validators: list[Any]) -> Any:
    return SelectMultipleField(
        question.text,
        choices=_as_written(question),
        validators=validators,
        filters=[_without_blanks],
    )


def _as_written(question: ScreeningQuestion) -> list[Any]:
    return of_pairs((choice, choice) for choice in question.choices)


def _number(question: ScreeningQuestion, validators: list[Any]) -> Any:
    if question.required:
        validators.append(_not_blank)
    return _Number(question.text, places=None, validators=validators)


def _text(question: ScreeningQuestion, validators: list[Any]) -> Any:
    if question.required:
        validators.append(_not_blank)
    most = Length(max=LONGEST, message=f"Please keep this to {LONGEST:,} characters.")
    return TextAreaField(question.text, validators=[*validators, most])


def _date(question: ScreeningQuestion, validators: list[Any]) -> Any:
    return _Date(question.text, validators=[*validators, _in_living_memory])


def _credential(question: ScreeningQuestion, validators: list[Any]) -> Any:
    none_of_them = of_pairs([(NO_CREDENTIAL, "I hold none of these")], "Choose…")
    another = SelectChoice(OTHER_CREDENTIAL, "Another credential", None, "Others")
    offered = [*none_of_them, *choices(taxonomy.CREDENTIALS.active()), another]
    return SelectField(question.text, choices=offered, validators=validators)


def _value(kind: str, data: Any) -> Any:
    if not data and data != 0:
        return None
    if kind == "yes-no":
        return data == "yes"
    if isinstance(data, Decimal):
        return int(data) if data == data.to_integral_value() else float(data)
    if isinstance(data, date):
        return data.isoformat()
    return data.strip() if isinstance(data, str) else data


_FIELDS = {
    "yes-no": _yes_no,
    "choice": _choice,
    "several": _several,
    "number": _number,
    "text": _text,
    "date": _date,
    "credential": _credential,
}
