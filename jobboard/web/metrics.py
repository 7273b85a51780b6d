"""Prometheus figures about requests and what the board is behind with."""

import time

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "jobboard_requests", "Answers by page and status.", ["endpoint", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "jobboard_request_seconds",
    "Time to answer, by page.",
    ["endpoint"],
    registry=REGISTRY,
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
SEARCH_FALLBACKS = Counter(
    "jobboard_search_fallbacks", "Searches answered by the database.", registry=REGISTRY
)
OUTBOX_WAITING = Gauge(
    "jobboard_outbox_waiting", "Rows that wait, by topic.", ["topic"], registry=REGISTRY
)
OUTBOX_FAILED = Gauge(
    "jobboard_outbox_failed", "Rows that gave up, by topic.", ["topic"], registry=REGISTRY
)
OUTBOX_OLDEST = Gauge(
    "jobboard_outbox_oldest_seconds",
    "Age of the oldest row, by topic.",
    ["topic"],
    registry=REGISTRY,
)


def init_app(app: Flask) -> None:
    app.after_request(_count)


def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    REQUESTS.labels(endpoint, response.status_code).inc()
    if "began" in g:
        SECONDS.labels(endpoint).observe(time.perf_counter() - g.began)
    return response
