"""What the links in an alert's letters carry: signed, for one alert and one purpose, without a date
at which they run out, because old letters are kept and must still stop what they began."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from jobboard.alerts.models import Alert
from jobboard.db import db

MANAGE, CONFIRM = "manage", "confirm"
LONGEST = 200


def token_of(alert: Alert, purpose: str = MANAGE) -> str:
    return str(_signer(purpose).dumps([alert.id, alert.mark]))


def alert_of(token: str, purpose: str = MANAGE) -> Alert | None:
    """None for whatever is not one of our links, and for an alert that has gone."""
    try:
        alert_id, mark = _signer(purpose).loads(token[:LONGEST])
    except (BadSignature, TypeError, ValueError):
        return None
    alert = db.session.get(Alert, alert_id)
    return alert if alert is not None and alert.mark == mark else None


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"alert-{purpose}")
