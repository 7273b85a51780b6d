"""Structured logs: one JSON line a request, with a request id and nothing that names a person."""

import logging
import re
import secrets
import sys
import time
from typing import Any

import orjson
import structlog
from flask import Flask, Response, g, request

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
requests = structlog.get_logger("jobboard.request")


def init_app(app: Flask) -> None:
    set_up()
    app.before_request(_begin)
    app.after_request(_end)


def set_up(level: int = logging.INFO) -> None:
    """Routes the standard library's logging and structlog to stderr as JSON lines."""
    _spare_what_no_line_says()
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, _as_line],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Lines(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _as_json],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [kept for kept in root.handlers if not getattr(kept, "is_journal", False)]
    handler.is_journal = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # Its lines repeat ours, with addresses in them.
    logging.getLogger("_granian").setLevel(logging.WARNING)


class _Lines(structlog.stdlib.ProcessorFormatter):
    """What structlog says comes as a line already; what others say is made one."""

    def format(self, record: logging.LogRecord) -> str:
        return str(record.msg) if hasattr(record, "is_line") else super().format(record)


def _as_json(_logger: Any, _method: str, event: structlog.typing.EventDict) -> str:
    return orjson.dumps(event, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def _as_line(
    logger: Any, method: str, event: structlog.typing.EventDict
) -> tuple[tuple[str], dict[str, Any]]:
    return (_as_json(logger, method, event),), {"extra": {"is_line": True}}


def _spare_what_no_line_says() -> None:
    """Every page writes a line, and half of what that took went into where in the code it was
    written and by which thread (the standard library's own advice)."""
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if REQUEST_ID.fullmatch(given) else secrets.token_urlsafe(9)
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.endpoint != "static":
        # The endpoint, not the path or the query: those can hold names, words and tokens.
        requests.info(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
        )
    return response
