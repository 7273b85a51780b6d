"""Answers that visitors share: the same question within a few seconds is not asked again.

Only of people who are not signed in and hold no session, whose pages hold nothing of anybody's. An
answer is used again only while the index has not been written to since it was asked for, and while
every job on it is public at that very moment; so it is never older than the index itself, and a job
that has closed is not on it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app, request
from sqlalchemy import Connection

from jobboard.clock import clock
from jobboard.db import db
from jobboard.outbox import claiming
from jobboard.search.listener import TOPIC
from jobboard.search.page import public_among
from jobboard.settings import Settings
from jobboard.web.keeping import Kept

MOST = 256


@dataclass(frozen=True)
class Shown:
    """An answer as it is sent: the ids of the jobs on it, and the canonical address that it shows.
    What the database answered in the engine's place is not `lasting`."""

    body: bytes
    ids: tuple[int, ...]
    address: str
    lasting: bool


Shared = Kept[Hashable, tuple[datetime, Shown]]


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    app.extensions["shared_answers"] = shared_for(settings.shared_answers_seconds)


def shared_for(seconds: float) -> Shared:
    return Kept(MOST if seconds else 0, lasts=seconds)


def shown(key: Hashable, draw: Callable[[], Shown]) -> Shown:
    """What somebody else was shown to the same question, or what `draw` draws. The key holds all
    that the answer depends on."""
    shared: Shared = current_app.extensions["shared_answers"]
    if not shared.keeps_anything or current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return draw()
    with db.engine.connect() as connection:
        written = claiming.quiet_since(connection, TOPIC)
        kept = shared.get(key)
        if kept and kept[0] == written and _all_public(connection, kept[1].ids):
            return kept[1]
    drawn = draw()
    if written is not None and drawn.lasting:
        shared.put(key, (written, drawn))
    return drawn


def _all_public(connection: Connection, ids: tuple[int, ...]) -> bool:
    return len(public_among(ids, clock(), connection)) == len(ids)
