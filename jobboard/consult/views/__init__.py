"""The pages of CaseConsultant: the asker's, the consultants' and the admins'."""

from flask import Blueprint

bp = Blueprint("consult", __name__)

from jobboard.consult.views import admin, asking, composing, desk, own, profile  # noqa: E402, F401
