"""Two or three codes side by side, as far as the reference speaks openly of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jobboard.codes.census import job_counts
from jobboard.codes.families import FAMILIES, Family
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, Section
from jobboard.codes.placing import code_get, standing_of
from jobboard.codes.queries import texts_of
from jobboard.codes.systems import possible_systems

FEWEST, MOST = 2, 3


@dataclass(frozen=True)
class Compared:
    """A code and what stands in its column."""

    code: Code
    state: str
    is_header: bool
    families: tuple[Family, ...]
    plain: tuple[str, ...]
    jobs: int


@dataclass(frozen=True)
class Comparison:
    """`unknown` are those that the reference does not have, as they were written."""

    columns: tuple[Compared, ...]
    unknown: tuple[str, ...]

    @property
    def shared(self) -> tuple[Family, ...]:
        """The families around all of them, the narrowest first."""
        if not self.columns:
            return ()
        first, *others = self.columns
        return tuple(f for f in first.families if all(f in other.families for other in others))

    @property
    def has_plain(self) -> bool:
        return any(column.plain for column in self.columns)


def compare(written: Sequence[str], *, now: datetime) -> Comparison:
    """Each is `cpt:38240` or a code alone, which is taken for the likeliest system that has it."""
    found: dict[tuple[str, str], Code] = {}
    unknown = []
    for text in list(dict.fromkeys(text.strip() for text in written if text.strip()))[:MOST]:
        code = _code(text)
        if code is None:
            unknown.append(text[:40])
        else:
            found[code.system, code.key] = code
    counts = job_counts([code.interval for code in found.values()], now=now)
    columns = [_compared(*pair) for pair in zip(found.values(), counts, strict=True)]
    return Comparison(tuple(columns), tuple(unknown))


def _code(text: str) -> Code | None:
    named, colon, rest = text.partition(":")
    if colon:
        return _get(named.strip().lower(), rest)
    return next(filter(None, (_get(system, text) for system in possible_systems(text))), None)


def _get(system: str, text: str) -> Code | None:
    try:
        Interval.of(system, text)
        return code_get(system, text)
    except ValueError:
        return None


def _compared(code: Code, jobs: int) -> Compared:
    plain = texts_of(code).get(Section.PLAIN)
    return Compared(
        code=code,
        state=standing_of(code).state.value,
        is_header=code.kind == "header",
        families=FAMILIES.of_code(code.system, code.code),
        plain=tuple(entry.get("text", "") for entry in plain.body) if plain else (),
        jobs=jobs,
    )
