"""The letter to the operator, as a form."""

from flask_wtf import FlaskForm
from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Email, Length

from jobboard.site.messages import TOPICS, Message


class ContactForm(FlaskForm):
    topic = SelectField(
        "What is it about?",
        choices=[SelectChoice(slug, label) for slug, label in TOPICS.items()],
        default="question",
    )
    name = StringField(
        "Your name", [Length(max=120, message="Please keep your name under 120 characters.")]
    )
    email = EmailField(
        "Your email address",
        [
            DataRequired("Tell us where to send the answer."),
            Length(max=254, message="That address is too long."),
            Email("That does not look like an email address. Check it for typing slips."),
        ],
    )
    text = TextAreaField(
        "Your message",
        [
            DataRequired("Write your message."),
            Length(max=4000, message="Please keep your message under 4,000 characters."),
        ],
    )
    # Nobody sees this field; programs that fill in every field give themselves away.
    website = StringField("Leave this empty")

    @property
    def from_a_program(self) -> bool:
        return bool(self.website.data)

    def message(self) -> Message:
        return Message(
            topic=TOPICS[self.topic.data],
            email=(self.email.data or "").strip(),
            name=" ".join((self.name.data or "").split()),
            text=(self.text.data or "").strip(),
        )
