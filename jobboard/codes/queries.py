"""What the reference knows: codes and their texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from sqlalchemy import Select, bindparam, select

from jobboard.codes import releases
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, CodeText, Section
from jobboard.codes.naming import NamesACode
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
    return db.session.scalars(_between(_editions()), _ends(interval, limit)).all()


@dataclass(frozen=True)
class CodeLine(NamesACode):
    """A code as lists show it."""

    system: str
    key: str
    code: str
    summary: str


def lines_in(interval: Interval, limit: int) -> list[CodeLine]:
    """The same codes for a list, which shows hundreds of them and little of each."""
    found = db.session.execute(_lines_between(_editions()), _ends(interval, limit))
    return [CodeLine(*row) for row in found]


def nearest(system: str, code: str, each_way: int = 3) -> list[Code]:
    """The codes just below and just above a number that may not exist."""
    here = {"system": system, "key": key_of(system, code), "most": each_way}
    below, above = _beside(_editions())
    return [*reversed(db.session.scalars(below, here).all()), *db.session.scalars(above, here)]


def texts_of(code: Code) -> dict[Section, CodeText]:
    """What our page says of a code, in the order in which it is drawn."""
    rows = db.session.scalars(_texts(), {"system": code.system, "key": code.key})
    found = {Section(text.section): text for text in rows if text.body}
    return {section: found[section] for section in Section if section in found}


def _editions() -> releases.Editions:
    return releases.editions(on=releases.today())


def _ends(interval: Interval, limit: int) -> dict[str, str | int]:
    low, high = interval.low_key, interval.high_key
    return {"system": interval.system, "low": low, "high": high, "most": limit}


# Every code's page asks these. To write one takes longer than to have it answered, so each is made
# once for the editions of a day.
@lru_cache(maxsize=16)
def _between(editions: releases.Editions) -> OneCode:
    lies_in = Code.key >= bindparam("low"), Code.key <= bindparam("high")
    return _of_system(editions).where(*lies_in).order_by(Code.key).limit(bindparam("most"))


@lru_cache(maxsize=16)
def _lines_between(editions: releases.Editions) -> Select[str, str, str, str]:
    columns = Code.system, Code.key, Code.code, Code.summary
    return _between(editions).with_only_columns(*columns)


@lru_cache(maxsize=16)
def _beside(editions: releases.Editions) -> tuple[OneCode, OneCode]:
    query = _of_system(editions).limit(bindparam("most"))
    below = query.where(Code.key < bindparam("key")).order_by(Code.key.desc())
    return below, query.where(Code.key > bindparam("key")).order_by(Code.key)


def _of_system(editions: releases.Editions) -> OneCode:
    return select(Code).where(releases.are_of(editions), Code.system == bindparam("system"))


@cache
def _texts() -> Select[CodeText]:
    this_code = CodeText.system == bindparam("system"), CodeText.key == bindparam("key")
    return select(CodeText).where(*this_code)
