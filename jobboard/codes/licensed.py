"""The AMA's descriptors, which an operator may show under a license of its own.

`CPT_LICENCE` names a small TOML file: `licensee`, `id`, `scope`, `users`, `expires`. It is read
each time, so that text disappears the minute the license ends, or the file is taken away.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from jobboard.codes import releases
from jobboard.codes.fact_models import LicensedText
from jobboard.codes.facts import Found, service
from jobboard.db import db
from jobboard.errors import JobboardError
from jobboard.settings import current_settings

KINDS = ("long", "medium", "short", "consumer", "clinician")
SCOPES = ("display", "internal")
# Whom an internal license covers: those who work for the operator, not the public.
STAFF = frozenset({"editor", "consultant", "moderator", "admin"})


class LicenseRefused(JobboardError):
    """The license record cannot be used; the sentence says why."""


@dataclass(frozen=True)
class License:
    licensee: str
    id: str
    scope: str
    users: int
    expires: datetime

    def is_good(self, now: datetime) -> bool:
        return now < self.expires

    def covers(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles may see the text."""
        return self.scope == "display" or not STAFF.isdisjoint(roles)


def operators_license() -> License | None:
    """The operator's record, or None when there is none; LicenseRefused when it is not right."""
    path = current_settings().cpt_licence
    return read_license(path) if path else None


def read_license(path: Path) -> License:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise LicenseRefused(
            f"The license file {path.name} cannot be read: {trouble.strerror}."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise LicenseRefused(f"The license file {path.name} is not TOML: {trouble}.") from None
    return _license(given, path.name)


def licensed_texts(code: str, *, now: datetime, roles: Collection[str] = ()) -> Found[LicensedText]:
    """The AMA's descriptors of a code, longest kind first; `Found(None)` without a good license that
    covers somebody with these roles."""
    try:
        record = operators_license()
    except LicenseRefused:
        record = None
    if record is None or not record.is_good(now) or not record.covers(roles):
        return Found(None)
    release = releases.in_force("cpt-text", on=releases.today())
    if release is None:
        return Found(None)
    wanted = LicensedText.release_id == release.id, LicensedText.code == service(code)
    rows = db.session.scalars(select(LicensedText).where(*wanted)).all()
    return Found(release, tuple(sorted(rows, key=lambda row: KINDS.index(row.kind))))


def _license(given: dict[str, Any], name: str) -> License:
    missing = [
        part for part in ("licensee", "id", "scope", "users", "expires") if not given.get(part)
    ]
    if missing:
        raise LicenseRefused(f"The license file {name} lacks {', '.join(missing)}.")
    if given["scope"] not in SCOPES:
        raise LicenseRefused(
            f"The license file {name} has a scope other than {' or '.join(SCOPES)}."
        )
    if not isinstance(given["users"], int) or given["users"] < 1:
        raise LicenseRefused(f"The license file {name} must give users as a number above 0.")
    return License(
        str(given["licensee"]), str(given["id"]), given["scope"], given["users"],
        _end(given["expires"], name),
    )  # fmt: skip


def _end(given: Any, name: str) -> datetime:
    """A moment as it stands; a day is its last, where the board is."""
    zone = current_settings().zone
    if isinstance(given, datetime):
        return given if given.tzinfo else given.replace(tzinfo=zone)
    if isinstance(given, date):
        return datetime(given.year, given.month, given.day, 23, 59, 59, 999999, tzinfo=zone)
    raise LicenseRefused(
        f"The license file {name} must give expires as a date, such as 2026-12-31."
    )
