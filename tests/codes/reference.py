"""Rows of the reference as tests need them: a release, and codes in it."""

from datetime import date
from typing import Any

from jobboard.codes.models import Code, CodeRelease
from jobboard.codes.systems import key_of, normalize
from jobboard.db import db
from tests.making import NOON

SINCE = date(2026, 1, 1)


def a_code_release(system: str, **given: Any) -> CodeRelease:
    given = {"name": "2026", "effective_from": SINCE, "digest": "", "loaded_at": NOON, **given}
    release = CodeRelease(system=system, **given)
    db.session.add(release)
    db.session.flush()
    return release


def a_code(release: CodeRelease, code: str, summary: str = "A code", **given: Any) -> Code:
    normal = normalize(release.system, code)
    made = Code(
        release_id=release.id,
        system=release.system,
        key=key_of(release.system, normal),
        code=normal,
        summary=summary,
        **given,
    )
    db.session.add(made)
    db.session.flush()
    return made


def a_row(model: type[Any], release: CodeRelease, **given: Any) -> Any:
    row = model(release_id=release.id, **given)
    db.session.add(row)
    db.session.flush()
    return row
