"""Pages for machines: is the process alive, can people be served, and the figures."""

import hmac
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client import generate_latest
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from jobboard import access
from jobboard.clock import clock
from jobboard.consult.mail import watching
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.outbox.models import WorkerBeat
from jobboard.outbox.overseeing import NOTHING_WAITS, lag
from jobboard.settings import current_settings
from jobboard.web import metrics

bp = Blueprint("health", __name__)

WORKER_SILENT_AFTER = timedelta(seconds=30)
# The topics of letters of all kinds.
LETTERS = ("mail", "alerts")


@bp.get("/healthz")
@access.public
def alive() -> Any:
    return jsonify(ok=True)


@bp.get("/readyz")
@access.public
def ready() -> Any:
    """503 only when people cannot be served: that is the database. The rest can lag."""
    now = clock()
    try:
        db.session.execute(text("SELECT 1"))
        waiting = lag(now)
        worker = _worker(now)
    except SQLAlchemyError:
        return jsonify(ok=False, parts={"database": {"ok": False}}), 503
    parts = {
        "database": {"ok": True},
        "search": {"ok": gateways().search.is_well(), **waiting.get("search", NOTHING_WAITS)},
        "worker": worker,
        "mail": _mail(waiting),
        **_mail_in(now),
    }
    return jsonify(ok=all(part["ok"] for part in parts.values()), parts=parts)


@bp.get("/metrics")
@access.machine
def figures() -> Any:
    """For the operator's Prometheus: with the token of the settings, or from this machine itself."""
    if not _may_read_metrics():
        abort(404)
    for topic, row in lag(clock()).items():
        metrics.OUTBOX_WAITING.labels(topic).set(row["waiting"])
        metrics.OUTBOX_FAILED.labels(topic).set(row["failed"])
        metrics.OUTBOX_OLDEST.labels(topic).set(row["oldest_seconds"])
    return Response(generate_latest(metrics.REGISTRY), mimetype="text/plain")


def _mail(waiting: dict[str, Any]) -> dict[str, Any]:
    """How many wait, the oldest of them, and those that were given up."""
    rows = [waiting.get(topic, NOTHING_WAITS) for topic in LETTERS]
    oldest = max(row["oldest_seconds"] for row in rows)
    number, failed = (sum(row[name] for row in rows) for name in ("waiting", "failed"))
    return {"ok": not failed, "waiting": number, "oldest_seconds": oldest, "failed": failed}


def _mail_in(now: datetime) -> dict[str, Any]:
    """No part where no email is meant to come in."""
    if not current_settings().mail_in_url:
        return {}
    state = watching.state(now)
    return {"mail_in": {"ok": state.is_well, "silent_seconds": _seconds(state.silent)}}


def _may_read_metrics() -> bool:
    token = current_settings().metrics_token.get_secret_value()
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.remote_addr in ("127.0.0.1", "::1") and not forwarded


def _worker(now: datetime) -> dict[str, Any]:
    seen = db.session.scalar(select(func.max(WorkerBeat.seen_at)))
    if seen is None:
        return {"ok": False, "silent_seconds": None}
    silent = now - seen
    return {"ok": silent < WORKER_SILENT_AFTER, "silent_seconds": _seconds(silent)}


def _seconds(silent: timedelta | None) -> float | None:
    return None if silent is None else round(silent.total_seconds(), 1)
