"""Forms of what people keep of codes."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from jobboard.lookup.keeping import LONGEST_NAME, LONGEST_NOTE
from jobboard.screening import patient_data

# Some codes at once, with the names of their systems.
LONGEST_TYPED = 200


def _stripped(text: str | None) -> str:
    """One line, without characters that nobody can see (and that PostgreSQL may not keep)."""
    seen = "".join(one for one in text or "" if one.isprintable() or one.isspace())
    return " ".join(seen.split())


def _kept(text: str | None) -> str:
    """PostgreSQL keeps no NUL, and nobody types one."""
    return (text or "").replace("\0", "")


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
        filters=[_kept],
        validators=[
            Length(max=LONGEST_NOTE, message=f"At most {LONGEST_NOTE:,} characters, please."),
            names_no_patient,
        ],
    )


class AddForm(FlaskForm):
    code = StringField(
        "Code",
        filters=[_stripped],
        validators=[
            DataRequired("Type a code."),
            Length(max=LONGEST_TYPED, message=f"At most {LONGEST_TYPED} characters, please."),
        ],
    )
