"""Two or three codes side by side, as far as the reference speaks openly of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jobboard.codes.census import job_counts
from jobboard.codes.families import FAMILIES, Family
from jobboard.codes.models import Code, Section
from jobboard.codes.placing import Standing, standing_of
from jobboard.codes.queries import texts_of
from jobboard.codes.systems import display
from jobboard.lookup.meant import codes_meant

FEWEST, MOST = 2, 3


@dataclass(frozen=True)
class Compared:
    """A code and what stands in its column."""

    code: Code
    standing: Standing
    is_header: bool
    families: tuple[Family, ...]
    plain: tuple[str, ...]
    jobs: int

    @property
    def instead(self) -> tuple[str, ...]:
        """What took a retired code's place, as people write it."""
        return tuple(display(self.code.system, one) for one in self.standing.replaced_by)


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
    """Each as people write it (`meant`), several in one field too; the first three are compared."""
    found: dict[tuple[str, str], Code] = {}
    unknown = []
    for text in list(dict.fromkeys(text.strip() for text in written if text.strip()))[:MOST]:
        codes = codes_meant(text)
        if not codes:
            unknown.append(text[:40])
        found.update({(code.system, code.key): code for code in codes})
    found = dict(list(found.items())[:MOST])
    counts = job_counts([code.interval for code in found.values()], now=now)
    columns = [_compared(*pair) for pair in zip(found.values(), counts, strict=True)]
    return Comparison(tuple(columns), tuple(unknown))


def _compared(code: Code, jobs: int) -> Compared:
    plain = texts_of(code).get(Section.PLAIN)
    return Compared(
        code=code,
        standing=standing_of(code),
        is_header=code.kind == "header",
        families=FAMILIES.of_code(code.system, code.code),
        plain=tuple(entry.get("text", "") for entry in plain.body) if plain else (),
        jobs=jobs,
    )
