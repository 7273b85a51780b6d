"""The pages of CaseConsultant: the asker's, the consultants' and the admins'."""

from flask import Blueprint

bp = Blueprint("consult", __name__)

from jobboard.consult.views import (  # noqa: E402, F401
    admin,
    article,
    asking,
    composing,
    desk,
    figures,
    own,
    profile,
    refusing,
)
