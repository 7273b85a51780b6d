"""Opening a code's page: who is it, what have they opened, and is it counted?

The rule is `metering.judge`; this file knows where the counts are kept. Members are counted in the
database; guests by their cookie and, so that clearing it does not start anew, by their network.
"""

import hmac
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask import after_this_request, current_app, request
from sqlalchemy import Connection, Select, bindparam, delete, func, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite

from jobboard.accounts.context import person as signed_in
from jobboard.accounts.models import User
from jobboard.codes import guest_cookie, metering, passes
from jobboard.codes.metering import Opened, Reading, Verdict
from jobboard.codes.reading_models import CodeView, NetworkView
from jobboard.db import Base, db
from jobboard.settings import current_settings
from jobboard.web.limits import network_of

NETWORK_REMEMBERED = timedelta(days=30)
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def open_page(name: str, *, now: datetime) -> Reading:
    """Opens the page of `name`, such as `cpt:38240`, for whoever asks: counts it where that is due."""
    person = signed_in()
    by_link = passes.opens(request.args.get(passes.PARAMETER), name, now=now)
    if person is None:
        return _open_for_guest(name, by_link=by_link, now=now)
    return _open_for_member(name, person, by_link=by_link, now=now)


def forget_networks(now: datetime) -> None:
    """Removes what networks have opened and is old: for the timetable."""
    db.session.execute(delete(NetworkView).where(NetworkView.expires_at <= now))


def _open_for_guest(name: str, *, by_link: bool, now: datetime) -> Reading:
    settings = current_settings()
    allowance = settings.guest_allowance
    opened = guest_cookie.read(request)
    verdict = metering.judge(name, opened, allowance, by_job_link=by_link)
    if verdict is Verdict.COUNTED and allowance is not None:
        bound = allowance * settings.guests_per_network
        if not _count_for_network(name, bound, now=now):
            verdict = Verdict.LOCKED
    after = opened.and_(name, verdict)
    if after is not opened or not guest_cookie.is_whole(request):
        after_this_request(lambda response: guest_cookie.write(response, after, newest=name))
    left = 0 if verdict is Verdict.LOCKED else metering.left(after, allowance)
    return Reading(verdict, left, allowance)


def _open_for_member(name: str, person: User, *, by_link: bool, now: datetime) -> Reading:
    settings = current_settings()
    roles = [role.name for role in person.roles]
    allowance = metering.allowance_of(roles, settings.code_plans, settings.member_allowance)
    opened = _opened_by(person.id)
    # What somebody opened as a guest stays open with an account.
    by_link = by_link or name in guest_cookie.read(request)
    verdict = metering.judge(name, opened, allowance, by_job_link=by_link)
    if verdict in (Verdict.COUNTED, Verdict.GIVEN):
        verdict = _note(name, person.id, verdict, allowance or 0, now=now)
    after = opened.and_(name, verdict)
    return Reading(verdict, metering.left(after, allowance), allowance, is_guest=False)


def _opened_by(user_id: int) -> Opened:
    rows = db.session.execute(
        select(CodeView.code, CodeView.counted).where(CodeView.user_id == user_id)
    ).all()
    return Opened(
        tuple(code for code, counted in rows if counted),
        tuple(code for code, counted in rows if not counted),
    )


def _note(name: str, user_id: int, verdict: Verdict, allowance: int, *, now: datetime) -> Verdict:
    """Writes the view down. Two tabs at once take turns, and the second counts what the first did."""
    with beside() as connection:
        connection.execute(select(User.id).where(User.id == user_id).with_for_update())
        room = None if verdict is Verdict.GIVEN else allowance
        connection.execute(_viewing(name, user_id, room, now=now))
        mine = CodeView.user_id == user_id, CodeView.code == name
        is_there = connection.scalar(select(CodeView.counted).where(*mine)) is not None
    return verdict if is_there else Verdict.LOCKED


def _viewing(name: str, user_id: int, room: int | None, *, now: datetime) -> Any:
    """One statement that writes the row only where there is room (None: it is not counted)."""
    row: dict[Any, Any] = {
        CodeView.user_id: user_id,
        CodeView.code: name,
        CodeView.counted: room is not None,
        CodeView.opened_at: now,
    }
    counted = select(func.count()).where(CodeView.user_id == user_id, CodeView.counted)
    is_room = true() if room is None else counted.scalar_subquery() < room
    values = select(*(literal(value, column.type) for column, value in row.items())).where(is_room)
    return insert_if_new(CodeView).from_select([column.key for column in row], values)


def _count_for_network(name: str, bound: int, *, now: datetime) -> bool:
    """Whether the network has room for this code, which is noted if so. A code that somebody of the
    network has opened already needs none."""
    network = hash_of(f"code pages|{network_of(request.remote_addr)}")
    opened = db.session.scalars(_opened_by_network(), {"network": network, "now": now}).all()
    if name in opened:
        return True
    if not metering.network_has_room(name, opened, bound):
        return False
    values = {"network": network, "code": name, "expires_at": now + NETWORK_REMEMBERED}
    with beside() as connection:
        # One that has expired, and was not swept away yet, begins anew.
        stale = NetworkView.network == network, NetworkView.expires_at <= now
        connection.execute(delete(NetworkView).where(*stale))
        connection.execute(insert_if_new(NetworkView).values(values))
    return True


@cache
def _opened_by_network() -> Select[str]:
    """Made once: every code's page asks it."""
    lasts = NetworkView.expires_at > bindparam("now")
    return select(NetworkView.code).where(NetworkView.network == bindparam("network"), lasts)


def beside() -> AbstractContextManager[Connection]:
    """A short transaction of its own. Unlike `db.apart` it leaves alone what the page has read: a GET
    has written nothing that could stand in its way."""
    return db.engine.begin()


def insert_if_new(model: type[Base]) -> Any:
    """One that is there already is left as it is."""
    return INSERTS[db.engine.dialect.name](model).on_conflict_do_nothing()


def hash_of(whom: str) -> str:
    """By which somebody is known again and not found out; `whom` begins with what it is for."""
    secret = str(current_app.secret_key).encode()
    return hmac.digest(secret, whom.encode(), "sha256").hex()
