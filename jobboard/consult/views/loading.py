"""Who is at the consultants' desk, and which question they have before them."""

from flask import abort
from flask_login import current_user

from jobboard.consult import queries
from jobboard.consult.consultant_models import Consultant
from jobboard.consult.models import Question
from jobboard.db import db
from jobboard.errors import Conflict


class DeskIsClosed(Conflict):
    """The role alone opens nothing: somebody vouches for each consultant."""

    title = "The consultants’ desk is not open to you"


def consultant_here() -> Consultant:
    """The signed-in consultant; DeskIsClosed until a credential was checked, and after the end."""
    found = profile_here()
    if not found.is_checked:
        raise DeskIsClosed("Your credential has not been checked yet. An admin does that.")
    return found


def profile_here() -> Consultant:
    found = db.session.scalar(queries.consultant_of(current_user))
    if found is None or found.ended_at is not None:
        raise DeskIsClosed("You are not among our consultants. An admin can invite you.")
    return found


def question_at_desk(question_id: int) -> Question:
    """One that a person was asked for; the others are between its asker and the program."""
    question = db.session.scalar(queries.at_desk().where(Question.id == question_id))
    return question or abort(404)
