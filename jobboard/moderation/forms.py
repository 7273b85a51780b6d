"""Forms of the moderators' desk and of reporting."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from jobboard import taxonomy
from jobboard.web.choosing import choices


def words(label: str, missing: str, id: str | None = None) -> TextAreaField:
    """A text that must not be empty; `missing` is the sentence when it is."""
    too_long = "Please keep this to 2,000 characters."
    return TextAreaField(
        label, id=id, validators=[InputRequired(missing), Length(max=2000, message=too_long)]
    )


class ReadForm(FlaskForm):
    """Carries what was read, so that nobody decides on a text that has changed meanwhile."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def grounds(self) -> dict[str, str]:
        """What the employer is told, where the form asks for it."""
        return {name: self[name].data or "" for name in ("reason", "note") if name in self}


class ApproveForm(ReadForm):
    """There is nothing to say beside yes."""


# The next two stand on one page, so their fields have ids of their own.
class ReturnForm(ReadForm):
    reason = SelectField(
        "What should change?",
        id="return-reason",
        choices=choices(taxonomy.RETURN_REASONS, "Choose a reason"),
        validators=[InputRequired("Choose the reason; the employer will read it.")],
    )
    note = words("In your words", "Tell the employer in a sentence what to change.", "return-note")


class RejectForm(ReadForm):
    reason = SelectField(
        "Why is it rejected?",
        id="reject-reason",
        choices=choices(taxonomy.REJECT_REASONS, "Choose a reason"),
        validators=[InputRequired("Choose the reason; the employer will read it.")],
    )
    note = words("In your words", "Tell the employer in a sentence why.", "reject-note")


class TakeDownForm(FlaskForm):
    note = words("Why is it taken down?", "Say why; the employer will read it.")


class AnswerForm(FlaskForm):
    answer = words("Your note", "Say in a sentence what you found.")


class ReportForm(FlaskForm):
    reason = RadioField(
        "What is wrong?",
        choices=choices(taxonomy.REPORT_REASONS),
        validators=[InputRequired("Choose what is wrong with this job.")],
    )
    words = TextAreaField(
        "Tell us more",
        validators=[Optional(), Length(max=2000, message="Please keep this to 2,000 characters.")],
    )
    email = StringField(
        "Your email address, to hear what came of it",
        validators=[
            Optional(),
            Length(max=255),
            Email("That does not look like an email address."),
        ],
    )
    # Filled by machines that fill everything; people do not see it.
    website = HiddenField("Leave this empty")
