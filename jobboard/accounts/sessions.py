"""Sessions kept on the server.

The cookie holds a random name; the table holds its SHA-256 and what it stands for, so neither a
copy of the table nor a saved cookie opens anything once the row is gone. A visitor without a cookie
costs no query, and a row is written only when something was put into the session.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from flask_login import user_logged_in, user_logged_out
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from jobboard.accounts.models import ServerSession, User
from jobboard.clock import clock
from jobboard.db import apart, db

VISITOR_LASTS = timedelta(days=1)
SIGNED_IN_LASTS = timedelta(days=30)
# A session slides on at most once in this time, so that reading pages does not write.
SLIDES_AFTER = timedelta(days=1)
NAME_LENGTH = len(secrets.token_urlsafe(32))

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    secure = bool(app.config.get("SESSION_COOKIE_SECURE"))
    app.config["SESSION_COOKIE_NAME"] = _cookie_name(app, secure=secure)
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.session_interface = ServerSessions()
    user_logged_in.connect(_signed_in, app)
    user_logged_out.connect(_signed_out, app)


def end_sessions(person: User) -> None:
    """Signs the person out everywhere, in the transaction of what caused it."""
    db.session.execute(delete(ServerSession).where(ServerSession.user_id == person.id))


@dataclass(frozen=True)
class Stored:
    """A row as it was found."""

    key: bytes
    data: dict[str, Any]
    user_id: int | None
    expires_at: datetime


class BoardSession(SessionMixin):
    """What Flask calls the session. Its row is read when it is first looked into."""

    def __init__(self, find: Callable[[], Stored | None]) -> None:
        self._find = find
        self._data: dict[str, Any] | None = None
        self.stored: Stored | None = None
        self.user_id: int | None = None
        self.modified = False
        self.renewed = False
        self.lost = False

    @property
    def looked_into(self) -> bool:
        return self._data is not None

    @property
    def data(self) -> dict[str, Any]:
        if self._data is None:
            self.stored = self._found()
            self._data = dict(self.stored.data) if self.stored else {}
            self.user_id = self.stored.user_id if self.stored else None
        return self._data

    def _found(self) -> Stored | None:
        try:
            return self._find()
        except SQLAlchemyError:
            # A page that says that the board is in trouble must not fail on the session, too; and
            # what could not be read must not be written over.
            log.exception("the session could not be read")
            db.session.rollback()
            self.lost = True
            return None

    def slides(self, now: datetime) -> bool:
        """Whether a signed-in session has to be made to last again, cookie and row alike."""
        if self.stored is None or self.stored.user_id is None:
            return False
        return self.stored.expires_at - now < SIGNED_IN_LASTS - SLIDES_AFTER

    def renew(self, *, user_id: int | None) -> None:
        """From now on another name stands for this session, and the old one for nothing."""
        self.data.pop("csrf_token", None)
        self.user_id, self.renewed, self.modified = user_id, True, True

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.data[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        del self.data[key]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


class ServerSessions(SessionInterface):
    def open_session(self, app: Flask, request: Request) -> BoardSession:
        name = request.cookies.get(self.get_cookie_name(app), "")
        return BoardSession(lambda: _find(name) if len(name) == NAME_LENGTH else None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, BoardSession)
        if request.endpoint != "static":
            response.vary.add("Cookie")
        now = clock()
        if session.lost or not session.looked_into:
            return
        if session.modified or session.slides(now):
            self._save(app, session, response, now)

    def _save(self, app: Flask, session: BoardSession, response: Response, now: datetime) -> None:
        if session.stored and session.data and not session.renewed:
            self._keep(app, session, response, now)
            return
        with apart() as connection:
            if session.stored:
                connection.execute(_row(delete, session.stored.key))
            name = _insert(connection, session, now) if session.data else None
        if name:
            self._hand_out(app, response, name, session)
        elif session.stored:
            response.delete_cookie(self.get_cookie_name(app), **self._marks(app))

    def _keep(self, app: Flask, session: BoardSession, response: Response, now: datetime) -> None:
        """Writes the row that was found; one that has gone meanwhile was ended on purpose and
        does not come back."""
        assert session.stored is not None
        values = {"data": session.data, "expires_at": _end(session, now)}
        with apart() as connection:
            changed = connection.execute(_row(update, session.stored.key).values(values))
        if changed.rowcount and session.slides(now):
            self._hand_out(app, response, request.cookies[self.get_cookie_name(app)], session)

    def _hand_out(self, app: Flask, response: Response, name: str, session: BoardSession) -> None:
        lasts = SIGNED_IN_LASTS if session.user_id else None
        response.set_cookie(self.get_cookie_name(app), name, max_age=lasts, **self._marks(app))

    def _marks(self, app: Flask) -> dict[str, Any]:
        return {
            "path": "/",
            "httponly": True,
            "samesite": self.get_cookie_samesite(app),
            "secure": self.get_cookie_secure(app),
        }


def _find(name: str) -> Stored | None:
    key = _key(name)
    columns = (ServerSession.data, ServerSession.user_id, ServerSession.expires_at)
    query = select(*columns).where(ServerSession.id == key, ServerSession.expires_at > clock())
    row = db.session.execute(query).one_or_none()
    return Stored(key, *row) if row else None


def _insert(connection: Connection, session: BoardSession, now: datetime) -> str:
    name = secrets.token_urlsafe(32)
    connection.execute(
        insert(ServerSession).values(
            id=_key(name),
            user_id=session.user_id,
            data=session.data,
            created_at=now,
            expires_at=_end(session, now),
        )
    )
    return name


def _row(statement: Callable[[Any], Any], key: bytes) -> Any:
    return statement(ServerSession).where(ServerSession.id == key)


def _end(session: BoardSession, now: datetime) -> datetime:
    if session.user_id is None:
        return now + VISITOR_LASTS
    if session.stored and not session.renewed and not session.slides(now):
        return session.stored.expires_at
    return now + SIGNED_IN_LASTS


def _key(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def _cookie_name(app: Flask, *, secure: bool) -> str:
    """Cookies are not kept apart by port, so each board on one machine has a name of its own."""
    if secure:
        return "__Host-board"
    port = urlsplit(app.extensions["settings"].site_url).port
    return f"board-{port}" if port else "board"


def _signed_in(_app: Flask, user: User, **_: Any) -> None:
    # A name, or a CSRF token, that somebody planted before must not become the person's.
    session.renew(user_id=user.id)  # type: ignore[attr-defined]
    g.pop("csrf_token", None)


def _signed_out(_app: Flask, **_: Any) -> None:
    session.clear()
    session.renew(user_id=None)  # type: ignore[attr-defined]
    g.pop("csrf_token", None)
