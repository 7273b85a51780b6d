"""Forms of the editors' desk, and of readers who see a mistake."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from jobboard.editing.models import ProblemState
from jobboard.screening import patient_data

TOO_LONG = "Please keep this to 2,000 characters."


class ProblemForm(FlaskForm):
    words = TextAreaField(
        "What is wrong?",
        validators=[
            InputRequired("Tell us in a sentence what is wrong."),
            Length(max=2000, message=TOO_LONG),
        ],
    )
    # Filled by machines that fill everything; people do not see it.
    website = HiddenField("Leave this empty")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was typed without what looks like patient data, where something did.
        self.redacted = ""

    def validate_words(self, field: TextAreaField) -> None:
        found = patient_data.find(field.data or "")
        if found:
            kinds = ", ".join(dict.fromkeys(str(one.kind) for one in found))
            self.redacted = patient_data.redacted(field.data or "")
            raise ValidationError(
                f"This looks like patient data ({kinds}), so it was not sent. Take it out, or send "
                "the text below, in which it is taken out."
            )


class SeenForm(FlaskForm):
    """Carries the fingerprint of what was read."""

    seen = StringField(widget=HiddenInput(), validators=[InputRequired(), Length(max=64)])


class WriteForm(SeenForm):
    body = TextAreaField(
        "Text",
        validators=[
            InputRequired("A section needs at least one line."),
            Length(max=20_000, message="Please keep a section to 20,000 characters."),
        ],
    )
    sources = TextAreaField("Sources that you opened", validators=[Length(max=5000)])


class AnswerForm(FlaskForm):
    state = RadioField(
        "What did you find?",
        choices=[
            SelectChoice(ProblemState.MENDED.value, "It was wrong, and is mended"),
            SelectChoice(ProblemState.NOTHING_WRONG.value, "Nothing is wrong"),
        ],
        validators=[InputRequired("Choose what you found.")],
    )
    words = TextAreaField(
        "Your note",
        validators=[
            InputRequired("Say in a sentence what you found."),
            Length(max=2000, message=TOO_LONG),
        ],
    )
