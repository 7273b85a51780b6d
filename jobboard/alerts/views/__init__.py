"""Making an alert, and what the links in its letters open."""

from flask import Blueprint

bp = Blueprint("alerts", __name__, url_prefix="/alerts")

from jobboard.alerts.views import making, managing  # noqa: E402, F401 - they add their pages to it
