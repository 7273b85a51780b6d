"""What alerts write. A letter with jobs is made when it is sent, not when it is decided: what has
closed meanwhile is left out, and an alert that was stopped meanwhile is silent."""

from collections.abc import Sequence
from typing import Any

from flask import current_app

from jobboard import letters
from jobboard.alerts import queries, tokens
from jobboard.alerts.models import Alert
from jobboard.alerts.rhythm import RHYTHMS, Rhythm
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import MailUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.mail import LetterDelayed, LetterRefused
from jobboard.outbox.draining import Claim, Topic
from jobboard.postings.showing import lines_of


def confirm(alert: Alert) -> None:
    _to_owner(alert, "alert-confirm", token=tokens.token_of(alert, tokens.CONFIRM))


def known(alert: Alert) -> None:
    _to_owner(alert, "alert-known", token=tokens.token_of(alert))


def full(address: str, *, most: int) -> None:
    letters.write(to=address, template="alert-full", most=most)


def carry(claims: Sequence[Claim]) -> None:
    for claim in claims:
        alert = db.session.get(Alert, claim.key)
        payload = _payload(alert, **claim.payload) if alert is not None else None
        db.session.rollback()  # nothing is held open while the other side takes its time
        if payload is None:
            continue
        try:
            gateways().mail.send(letters.made(payload))
        except LetterRefused:
            current_app.logger.warning("alert refused for good", extra={"row": claim.id})


TOPIC = Topic(
    act=carry,
    gives_up_after=56,
    patient_with=lambda error: (
        isinstance(error, MailUnavailable) and not isinstance(error, LetterDelayed)
    ),
)


def _payload(alert: Alert, *, letter: str, more: int) -> dict[str, Any] | None:
    """None where there is nothing to say any more, or nobody to say it to."""
    postings = queries.still_open(alert, letter, clock())
    if not postings or not alert.is_on or not alert.recipient:
        return None
    token = tokens.token_of(alert)
    subject, text = letters.rendered(
        "alert-jobs",
        alert=alert,
        jobs=list(zip(postings, lines_of(postings), strict=True)),
        more=more,
        total=len(postings) + more,
        token=token,
        search=alert.search,
        rhythm=RHYTHMS[Rhythm(alert.rhythm)],
    )
    return {
        "to": alert.recipient,
        "subject": subject,
        "text": text,
        "html": letters.as_html(subject, text),
        "reply_to": None,
        "id": letter,
        # RFC 8058: the mail program's own button stops the alert, without a page.
        "headers": {
            "List-Unsubscribe": f"<{letters.link('alerts.stop', token=token)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    }


def _to_owner(alert: Alert, template: str, **values: Any) -> None:
    if alert.recipient:
        letters.write(to=alert.recipient, template=template, alert=alert, **values)
