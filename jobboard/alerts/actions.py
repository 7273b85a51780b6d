"""What people do with alerts: ask for one, say yes, change, pause and stop it, and say why not."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.exc import IntegrityError

from jobboard.accounts.models import User
from jobboard.alerts import letters, queries
from jobboard.alerts.models import Alert, AlertFeedback
from jobboard.alerts.rhythm import MAY_BECOME, AlertState, Rhythm, next_due
from jobboard.alerts.saving import Wanted
from jobboard.db import db
from jobboard.errors import Conflict
from jobboard.postings.models import Posting
from jobboard.settings import current_settings

MOST = 20
YES_WITHIN = timedelta(days=7)
STOPPED_KEPT_FOR = timedelta(days=30)


class TooManyAlerts(Conflict):
    title = "You have many alerts already"


def save(person: User, wanted: Wanted, rhythm: Rhythm, *, now: datetime) -> Alert:
    """An alert of somebody whose address is known to be theirs: it is on at once. The same search
    again is the same alert."""
    known = queries.same(person, wanted.digest)
    if known is None and queries.live_count(person) >= MOST:
        raise TooManyAlerts(f"You have {MOST} alerts, which is as many as we keep. Stop one first.")
    alert = known or _new(wanted, now, person_id=person.id)
    alert.rhythm, alert.name = rhythm, wanted.name
    if not alert.is_on:
        _turn_on(alert, now)
    else:
        alert.due_at = _due(alert, now)
    return alert


def ask(address: str, wanted: Wanted, rhythm: Rhythm, *, now: datetime) -> None:
    """Always one letter to the address and never a word to whoever asks: what it says, only the
    address's owner learns."""
    alert = queries.same(address, wanted.digest)
    if alert is None and queries.live_count(address) >= MOST:
        letters.full(address, most=MOST)
        return
    if alert is not None and alert.state in (AlertState.ON, AlertState.PAUSED):
        letters.known(alert)
        return
    alert = alert or _new(wanted, now, address=address)
    alert.state, alert.rhythm, alert.name = AlertState.WAITING, rhythm, wanted.name
    alert.asked_at = alert.changed_at = now
    letters.confirm(alert)


def confirm(alert: Alert, *, now: datetime) -> None:
    """The owner of the address says yes; again changes nothing."""
    if alert.state == AlertState.WAITING and now - alert.asked_at > YES_WITHIN:
        raise Conflict(
            "This link has run out: it lasted seven days. Please ask for the alert again."
        )
    if alert.state == AlertState.WAITING:
        _turn_on(alert, now)


def change(alert: Alert, wanted: Wanted, rhythm: Rhythm, *, now: datetime) -> None:
    """From now on it looks for this. What it has written about, it has."""
    owner = alert.person or alert.address or ""
    other = queries.same(owner, wanted.digest)
    if other is not None and other is not alert:
        raise Conflict("You have another alert for this very search.")
    alert.query, alert.digest, alert.name = wanted.query, wanted.digest, wanted.name
    alert.rhythm, alert.changed_at = rhythm, now
    alert.due_at = _due(alert, now)


def pause(alert: Alert, *, now: datetime) -> None:
    _become(alert, AlertState.PAUSED, now)


def resume(alert: Alert, *, now: datetime) -> None:
    """The next letter also has what came meanwhile and is still open."""
    if _become(alert, AlertState.ON, now):
        alert.due_at = _due(alert, now)


def stop(alert: Alert, *, now: datetime) -> None:
    _become(alert, AlertState.STOPPED, now)


def start_again(alert: Alert, *, now: datetime) -> None:
    """Somebody who stopped it by mistake, or by an eager mail program, takes that back."""
    if alert.state == AlertState.STOPPED:
        _turn_on(alert, now)


def say_why_not(
    alert: Alert, posting: Posting, *, reason: str, note: str, now: datetime
) -> AlertFeedback:
    """`reason` is a slug; saying it again replaces what was said."""
    said = AlertFeedback(alert_id=alert.id, posting_id=posting.id, reason=reason, note=note, at=now)
    return db.session.merge(said)


def purge(now: datetime) -> None:
    """The timed task: what nobody has said yes to, and what was stopped a while ago."""
    forgotten = (Alert.state == AlertState.WAITING) & (Alert.asked_at <= now - YES_WITHIN)
    over = (Alert.state == AlertState.STOPPED) & (Alert.changed_at <= now - STOPPED_KEPT_FOR)
    db.session.execute(delete(Alert).where(or_(forgotten, over)))


def _new(
    wanted: Wanted, now: datetime, *, person_id: int | None = None, address: str | None = None
) -> Alert:
    alert = Alert(
        person_id=person_id,
        address=address,
        query=wanted.query,
        digest=wanted.digest,
        name=wanted.name,
        rhythm=Rhythm.DAILY,
        state=AlertState.WAITING,
        mark=secrets.token_hex(16),
        asked_at=now,
        changed_at=now,
        looked_at=now,
        due_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(alert)
    except IntegrityError:
        raise Conflict("You have asked for this alert a moment ago already.") from None
    return alert


def _turn_on(alert: Alert, now: datetime) -> None:
    """It looks at what comes from now on: what is there already, the search has just shown."""
    alert.state, alert.changed_at, alert.looked_at = AlertState.ON, now, now
    alert.due_at = _due(alert, now)


def _become(alert: Alert, state: AlertState, now: datetime) -> bool:
    before = AlertState(alert.state)
    if before is state:
        return False
    if state not in MAY_BECOME[before]:
        raise Conflict(f"This alert is {before}, so that is not possible.")
    alert.state, alert.changed_at = state, now
    return True


def _due(alert: Alert, now: datetime) -> datetime:
    return next_due(Rhythm(alert.rhythm), after=now, zone=current_settings().zone)
