"""Who came too late for a question finds back to it."""

from typing import Any

from flask import request, url_for

from jobboard import errors
from jobboard.consult.views import bp
from jobboard.consult.views.loading import DeskIsClosed
from jobboard.errors import Conflict


@bp.errorhandler(Conflict)
def refused(error: Conflict) -> Any:
    return errors.refused(error, back=_page_of_question(error))


def _page_of_question(error: Conflict) -> str:
    given = request.view_args or {}
    if isinstance(error, DeskIsClosed):
        return ""
    if "question_id" in given and request.path.startswith("/consultant/"):
        return url_for("consult.read", question_id=given["question_id"])
    return url_for("consult.show", token=given["token"]) if "token" in given else ""
