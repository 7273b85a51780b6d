"""How often something may be done: by account, by network address, and by both together.

Counted in Redis where REDIS_URL names one, else in the database, so that all processes count
together. A key is a keyed hash: no address of a person or a machine is kept.

    @bp.post("/report")
    @access.public
    @limited("report", by_address="10 per hour")
    def report(): ...
"""

import hmac
import ipaddress
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, current_app, make_response, request
from flask_login import current_user
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import TooManyTries
from jobboard.web.windows import Windows

View = TypeVar("View", bound=Callable[..., Any])

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """How often `name` may be done: "5 per 15 minutes", "30 per hour"."""

    name: str
    by_account: str | None = None
    by_address: str | None = None
    by_both: str | None = None

    def count(self, account: str | None = None) -> None:
        """One more try; raises TooManyTries. Comes before a view changes anything."""
        if db.session.new or db.session.dirty or db.session.deleted:
            raise RuntimeError("Limits are counted before anything is changed.")
        for window, key in self._windows(account):
            if not _counted(window, key):
                raise _too_many(window, key)

    def give_back(self, account: str | None = None) -> None:
        """The last try does not count after all: it was the person's own, or went nowhere."""
        for window, key in self._windows(account):
            _counted(window, key, cost=-1)

    def _windows(self, account: str | None) -> list[tuple[RateLimitItem, str]]:
        address = network_of(request.remote_addr)
        given = (
            (self.by_both, f"{account}|{address}" if account else None),
            (self.by_account, account),
            (self.by_address, address),
        )
        return [
            (parse(text), _key(self.name, kind, who))
            for kind, (text, who) in enumerate(given)
            if text and who
        ]


def limited(
    name: str, *, by_account: str | None = None, by_address: str | None = None
) -> Callable[[View], View]:
    """Counts each POST of a view; the account is the signed-in person's. A form that is sent back
    for correction (422) does not count."""
    limit = Limit(name, by_account=by_account, by_address=by_address)

    def decorator(view: View) -> View:
        @wraps(view)
        def counted(*args: Any, **kwargs: Any) -> Any:
            if request.method != "POST":
                return view(*args, **kwargs)
            account = f"person {current_user.id}" if current_user.is_authenticated else None
            limit.count(account)
            answer = make_response(view(*args, **kwargs))
            if answer.status_code == 422:
                limit.give_back(account)
            return answer

        return counted  # type: ignore[return-value]

    return decorator


def init_app(app: Flask) -> None:
    app.extensions["limits"] = _storages(app.extensions["settings"].redis_url)


def _storages(redis_url: str) -> list[Storage]:
    """The places to count in, the best first."""
    if not redis_url:
        return [Windows()]
    quick = {"socket_timeout": 1.0, "socket_connect_timeout": 1.0}
    redis = cast(Storage, storage_from_string(redis_url, wrap_exceptions=True, **quick))
    return [redis, Windows()]


def _counted(window: RateLimitItem, key: str, *, cost: int = 1) -> bool:
    return _ask(lambda strategy: strategy.hit(window, key, cost=cost))


def _too_many(window: RateLimitItem, key: str) -> TooManyTries:
    ends = _ask(lambda strategy: strategy.get_window_stats(window, key)).reset_time
    left = max(1, round((datetime.fromtimestamp(ends, UTC) - clock()).total_seconds()))
    return TooManyTries(
        f"That was tried too often. You can try again in {_spoken(timedelta(seconds=left))}.",
        retry_after=left,
    )


def _ask(question: Callable[[FixedWindowRateLimiter], Any]) -> Any:
    *better, last = current_app.extensions["limits"]
    for storage in better:
        try:
            return question(FixedWindowRateLimiter(storage))
        except StorageError:
            log.warning("the shared counters do not answer; counting in the database")
    return question(FixedWindowRateLimiter(last))


def _key(name: str, kind: int, who: str) -> str:
    secret = str(current_app.secret_key).encode()
    digest = hmac.digest(secret, f"limit|{name}|{kind}|{who.lower()}".encode(), "sha256")
    return f"{name}-{digest.hex()[:40]}"


def network_of(address: str | None) -> str:
    """One household has one IPv4 address, or a whole /64 of IPv6."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _spoken(wait: timedelta) -> str:
    minutes = -(-int(wait.total_seconds()) // 60)
    if minutes <= 1:
        return "a minute"
    return f"{minutes} minutes" if minutes < 120 else f"{-(-minutes // 60)} hours"
