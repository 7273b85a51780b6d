"""Forms of what people keep of codes."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from jobboard.lookup.keeping import LONGEST_NAME, LONGEST_NOTE
from jobboard.screening import patient_data


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split())


def names_no_patient(_form: FlaskForm, field: Any) -> None:
    kinds = dict.fromkeys(found.kind.value for found in patient_data.find(field.data or ""))
    if kinds:
        raise ValidationError(
            f"This looks like patient data ({', '.join(kinds)}). Take it out; nothing was saved."
        )


class ListForm(FlaskForm):
    name = StringField(
        "Name of the list",
        filters=[_stripped],
        validators=[
            DataRequired("Give the list a name."),
            Length(max=LONGEST_NAME, message=f"At most {LONGEST_NAME} characters, please."),
            names_no_patient,
        ],
    )


class NoteForm(FlaskForm):
    note = TextAreaField(
        "Your note, seen by nobody else",
        validators=[
            Length(max=LONGEST_NOTE, message=f"At most {LONGEST_NOTE:,} characters, please."),
            names_no_patient,
        ],
    )


class AddForm(FlaskForm):
    code = StringField("Code", validators=[DataRequired("Type a code."), Length(max=40)])
