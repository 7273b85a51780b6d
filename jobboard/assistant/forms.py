"""What is typed to the assistant, as a plain value."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from jobboard.assistant.guarding import LONGEST_LOOKED_AT
from jobboard.codes.intervals import Interval
from jobboard.web.choosing import of_pairs


class QuestionForm(FlaskForm):
    """`about` is the code of the page on which it is asked, `first` a question whose answer was
    only looked at so far."""

    q = TextAreaField("Your question", validators=[Length(max=LONGEST_LOOKED_AT)])
    about = HiddenField(validators=[Optional(), Length(max=40)])
    first = HiddenField(validators=[Optional(), Length(max=LONGEST_LOOKED_AT)])

    @property
    def interval(self) -> Interval | None:
        return interval_of(self.about.data or "")


class FeedbackForm(FlaskForm):
    verdict = RadioField(
        "How was this answer?",
        choices=of_pairs([("helpful", "It helped"), ("wrong", "Something is wrong")]),
        validators=[InputRequired("Choose one of the two.")],
    )
    words = TextAreaField(
        "What is wrong, and how do you know?",
        validators=[Optional(), Length(max=2000, message="Please keep this to 2,000 characters.")],
    )


def interval_of(text: str) -> Interval | None:
    """A code of an address; what is not one is left out."""
    try:
        return Interval.parse(text) if text else None
    except ValueError:
        return None
