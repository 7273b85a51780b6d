"""The forms around an alert: what it looks for, how often, and to whom it writes."""

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, RadioField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from jobboard import taxonomy
from jobboard.accounts.addresses import is_address
from jobboard.alerts.rhythm import RHYTHMS, Rhythm
from jobboard.search.criteria import Search, read
from jobboard.web.choosing import choices, of_pairs

NOTE_LENGTH = 1_000


class ChangeForm(FlaskForm):
    """`keep` are the boxes of what is chosen, `state=TX` and the like, drawn by the page."""

    q = StringField("Words", [Length(max=200, message="Keep it under 200 characters.")])
    rhythm = RadioField(
        "How often?",
        choices=of_pairs((str(slug), label) for slug, label in RHYTHMS.items()),
        validate_choice=False,
        validators=[AnyOf([str(one) for one in Rhythm], "Choose one of the three.")],
        default=str(Rhythm.DAILY),
    )

    @property
    def how_often(self) -> Rhythm:
        return Rhythm(self.rhythm.data)


class AskForm(ChangeForm):
    """For visitors: the address that gets a letter first."""

    email = EmailField(
        "Your email address",
        [DataRequired("Type the address that the alert is for."), is_address],
        render_kw={"autocomplete": "email"},
    )
    # Nobody sees this field; programs that fill in every field give themselves away.
    website = StringField("Leave this empty")

    @property
    def from_a_program(self) -> bool:
        return bool(self.website.data)


class FeedbackForm(FlaskForm):
    reason = RadioField(
        "Why was this job not for you?",
        choices=choices(taxonomy.IRRELEVANT_REASONS),
        validate_choice=False,
        validators=[AnyOf(list(taxonomy.IRRELEVANT_REASONS), "Choose the reason that fits best.")],
    )
    note = TextAreaField(
        "Anything to add?",
        [Length(max=NOTE_LENGTH, message="Please keep it under 1,000 characters.")],
    )


def search_in(sent: MultiDict[str, str]) -> tuple[Search, tuple[str, ...]]:
    """What a form with `q` and the ticked boxes of `keep` asks for."""
    args = MultiDict([("q", sent.get("q", ""))])
    for pair in sent.getlist("keep"):
        name, _, value = pair.partition("=")
        args.add(name, value)
    if args.get("near") and sent.get("miles"):
        args.add("miles", sent["miles"])
    return read(args)
