"""Mail comes into the worker: by looking into the mailbox now and then, or by listening."""

import logging
from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from jobboard.clock import clock
from jobboard.consult.mail import watching
from jobboard.consult.mail.addresses import ours
from jobboard.consult.mail.receiving import receive
from jobboard.db import db
from jobboard.errors import MailUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.mail_in import Arrived, Listener, Mailbox
from jobboard.outbox.leases import take

log = logging.getLogger(__name__)

LOOK_EVERY, AFTER_TROUBLE, NOT_AT_ALL = 15.0, 30.0, 600.0
# Longer than a look at a mailbox takes; a worker that dies meanwhile gives it up at once.
LEASE, LASTS = "mail-in", timedelta(minutes=10)


class ComingIn:
    """One thread's work. `step` returns how long to wait for the next."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._listener: Listener | None = None

    def step(self) -> float:
        way = gateways().mail_in
        if way is None:
            return NOT_AT_ALL
        try:
            return self._look(way) if isinstance(way, Mailbox) else self._listen(way)
        except MailUnavailable as trouble:
            log.warning("no mail comes in", extra={"reason": trouble.message})
            watching.went_wrong(trouble.message)
            return AFTER_TROUBLE

    def end(self) -> None:
        if self._listener is not None:
            self._listener.stop()
            self._listener = None

    def _look(self, mailbox: Mailbox) -> float:
        """One worker at a time. After a full hand there is likely more."""
        with db.engine.begin() as connection:
            held = take(connection, LEASE, now=clock(), lasts=LASTS)
        if held is None:
            return LOOK_EVERY
        try:
            taken = mailbox.take(self._keep())
            watching.went_well(clock())
            return 0.0 if taken else LOOK_EVERY
        finally:
            with db.engine.begin() as connection:
                held.give_back(connection)

    def _listen(self, listener: Listener) -> float:
        if self._listener is None:
            listener.start(self._keep(), self._knows())
            self._listener = listener
        watching.went_well(clock())
        return LOOK_EVERY

    def _keep(self) -> Callable[[Arrived], object]:
        def keep(arrived: Arrived) -> None:
            with self._app.app_context():
                receive(
                    arrived.raw,
                    now=clock(),
                    return_path=arrived.return_path,
                    recipients=arrived.recipients,
                )

        return keep

    def _knows(self) -> Callable[[str], bool]:
        addresses = ours()
        return addresses.leads_here if addresses else lambda _address: False
