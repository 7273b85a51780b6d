"""What the reference knows: codes and their texts."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, select

from jobboard.codes import releases
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, CodeText, Section
from jobboard.codes.placing import code_get
from jobboard.codes.systems import key_of
from jobboard.db import db

OneCode = Select[Code]


def current_codes(on: date | None = None) -> OneCode:
    """The codes of the releases that answer for a day (today): see `releases.of_codes`."""
    return select(Code).where(releases.are_current(on=on or releases.today()))


def find_code(system: str, code: str) -> Code | None:
    """The code (in its normal form) as it stands today; a retired one as it last stood."""
    return code_get(system, code)


def codes_in(interval: Interval, limit: int = 200) -> Sequence[Code]:
    """The codes of an interval, in their order."""
    query = current_codes().where(_lies_in(interval)).order_by(Code.key).limit(limit)
    return db.session.scalars(query).all()


def nearest(system: str, code: str, each_way: int = 3) -> list[Code]:
    """The codes just below and just above a number that may not exist."""
    key = key_of(system, code)
    of_system = current_codes().where(Code.system == system)
    below = of_system.where(Code.key < key).order_by(Code.key.desc()).limit(each_way)
    above = of_system.where(Code.key > key).order_by(Code.key).limit(each_way)
    return [*reversed(db.session.scalars(below).all()), *db.session.scalars(above)]


def texts_of(code: Code) -> dict[Section, CodeText]:
    """What our page says of a code, in the order in which it is drawn."""
    query = select(CodeText).where(CodeText.system == code.system, CodeText.key == code.key)
    found = {Section(text.section): text for text in db.session.scalars(query) if text.body}
    return {section: found[section] for section in Section if section in found}


def _lies_in(interval: Interval) -> ColumnElement[bool]:
    return and_(
        Code.system == interval.system,
        Code.key >= interval.low_key,
        Code.key <= interval.high_key,
    )
