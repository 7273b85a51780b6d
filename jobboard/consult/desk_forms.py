"""The forms of those who answer, and of those who invite them."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from jobboard import taxonomy
from jobboard.accounts.addresses import is_address
from jobboard.articles.subjects import Subject
from jobboard.assistant.answers import Evidence
from jobboard.consult.composing import LONGEST_ANSWER
from jobboard.consult.forms import URGENCIES, CodesField
from jobboard.consult.topics import TOPICS
from jobboard.web.choosing import choices, of_pairs
from jobboard.web.html import many_lines, one_line

TOPIC_CHOICES = [(topic.value, label) for topic, label in TOPICS.items()]


class RevisionForm(FlaskForm):
    """Carries the revision that was read."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class TriageForm(RevisionForm):
    topic = SelectField("Topic", choices=of_pairs(TOPIC_CHOICES))
    urgency = RadioField(
        "Urgency", choices=of_pairs((str(one), label) for one, label in URGENCIES.items())
    )


class ComposerForm(RevisionForm):
    """The answer, with what is looked up and added beside it: whatever button is pressed, all of it
    is kept. `do` is the button."""

    text = TextAreaField(
        "Your answer",
        validators=[
            Length(
                max=LONGEST_ANSWER, message=f"Please keep this to {LONGEST_ANSWER:,} characters."
            )
        ],
    )
    ask = StringField("Look it up", validators=[Length(max=1_000)])
    asked = HiddenField(validators=[Length(max=1_000)])
    template = SelectField("Insert a template", validators=[Optional()])
    title = StringField("Title", validators=[Length(max=200)])
    url = StringField("Address", validators=[Length(max=500)])
    says = TextAreaField("What it says, in your own words", validators=[Length(max=1_000)])
    do = StringField(validators=[Length(max=20)])

    @property
    def words(self) -> str:
        return many_lines(self.text.data)

    @property
    def has_own_source(self) -> bool:
        return any((one.data or "").strip() for one in (self.title, self.url, self.says))

    @property
    def meant(self) -> str:
        """The button that was pressed. Enter presses none: it is meant for the field it is in."""
        if self.do.data and self.do.data != "enter":
            return self.do.data
        if self.has_own_source:
            return "own"
        return "search" if (self.ask.data or "").strip() else "save"

    def own_source(self) -> Evidence | None:
        """A work that our reference does not have; None, with sentences, when something is missing."""
        if not (self.title.data or "").strip():
            self.title.errors = ["Write the title of the work that you have open."]
        if not (self.says.data or "").strip():
            self.says.errors = ["Write what it says: codes in your answer must stand here."]
        address = (self.url.data or "").strip()
        if address and not address.startswith("https://"):
            self.url.errors = ["Begin the address with https://, or leave it empty."]
        if self.title.errors or self.says.errors or self.url.errors:
            return None
        title, says = one_line(self.title.data or ""), many_lines(self.says.data)
        return Evidence(0, says, title, url=address, source="added by the consultant")


class ProfileForm(FlaskForm):
    topics = SelectMultipleField("Topics that you answer", choices=of_pairs(TOPIC_CHOICES))
    specialties = SelectMultipleField("Specialties", choices=choices(taxonomy.SPECIALTIES))
    hours = StringField("When you usually answer", validators=[Optional(), Length(max=200)])
    away_until = DateField("Away until", validators=[Optional()])


class TemplateForm(FlaskForm):
    name = StringField("Name", validators=[DataRequired("Give it a name."), Length(max=80)])
    text = TextAreaField(
        "Text", validators=[DataRequired("Write the text."), Length(max=LONGEST_ANSWER)]
    )


class InvitationForm(FlaskForm):
    email = EmailField(
        "Email address", validators=[DataRequired("Type the address of the person."), is_address]
    )
    name = StringField("Name", validators=[Optional(), Length(max=120)])
    credential = SelectField(
        "Credential",
        choices=choices(taxonomy.CREDENTIALS, "Choose…"),
        validators=[InputRequired("Choose the credential that you will check.")],
    )
    number = StringField("Member or certificate number", validators=[Optional(), Length(max=40)])


class ArticleForm(FlaskForm):
    """The answer for everybody: sections begin with lines that start with `## `."""

    title = StringField("Title", validators=[DataRequired("Give it a title."), Length(max=160)])
    subject = SelectField("Shelf", choices=of_pairs((one.value, one.label) for one in Subject))
    summary = TextAreaField(
        "In a sentence or two",
        validators=[DataRequired("Sum it up."), Length(max=400)],
    )
    codes = CodesField("Codes it speaks of", validators=[Optional(), Length(max=400)])
    body = TextAreaField(
        "Text", validators=[DataRequired("Write the text."), Length(max=LONGEST_ANSWER)]
    )

    def refuse(self, name: str, sentence: str, instead: str = "") -> None:
        field: Any = self[name]
        field.errors = [*field.errors, sentence]
        if instead:
            field.data = instead
