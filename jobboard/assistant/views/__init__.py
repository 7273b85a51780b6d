"""The assistant's pages: asking, what has been asked, and the admins' view of it."""

from flask import Blueprint

bp = Blueprint("assistant", __name__)

from jobboard.assistant.views import admin, asking, kept  # noqa: E402, F401
