"""What the judged queries say a job is worth, read from the job's record alone.

A query names, for each grade, alternatives; an alternative is a table of tests that must all hold:

* `title`, `text` (title and description), `employer`, `place_text`: a regular expression, found
  anywhere, whatever the case;
* `role`, `level`, `setting`, `arrangement`, `employment_type`, `specialties`, `credentials`,
  `software`: the value, or one of several, is stated;
* `accept_apprentice`: stated so;
* `covers`: a stated interval of codes shares a code with this one;
* `pays`: the top of the pay, by the hour, is at least this;
* `state`: on-site or hybrid there, or remote and open to people who live there;
* `near`: a place of the job lies within so many miles of a city.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from pathlib import Path
from statistics import fmean
from typing import Any

import zipcodes

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.places.geometry import Point, distance_miles
from jobboard.web.html import plain

FOLDER = Path(__file__).parent / "judged"
GRADES = (3, 2, 1)
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Query:
    q: str
    kind: str
    grades: Mapping[int, tuple[Mapping[str, Any], ...]]

    def grade(self, record: Record) -> int:
        return next((grade for grade in GRADES if self._met(grade, record)), 0)

    def _met(self, grade: int, record: Record) -> bool:
        return any(
            all(TESTS[name](record, name, wanted) for name, wanted in way.items())
            for way in self.grades.get(grade, ())
        )


def queries(name: str) -> list[Query]:
    """The judged queries of a file of `judged/`."""
    tables = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["query"]
    return [
        Query(
            table["q"],
            table["kind"],
            {grade: tuple(table[str(grade)]) for grade in GRADES if str(grade) in table},
        )
        for table in tables
    ]


@dataclass(frozen=True)
class Judged:
    """How good one answer was; `ndcg` at 10, `recall` of what is worth 2 or 3 within the first 50."""

    query: Query
    ndcg: float
    recall: float
    nothing: bool


def judge(query: Query, found: Iterable[str], records: Mapping[str, Record]) -> Judged:
    """`found` are the refs of the answer in order, the first fifty of them."""
    grades = {ref: grade for ref, record in records.items() if (grade := query.grade(record))}
    refs = list(found)
    ideal = _gain(sorted(grades.values(), reverse=True))
    wanted = {ref for ref, grade in grades.items() if grade >= 2}
    return Judged(
        query,
        ndcg=_gain([grades.get(ref, 0) for ref in refs]) / ideal,
        recall=len(wanted.intersection(refs[:50])) / min(50, len(wanted)),
        nothing=not refs,
    )


def means(judged: Iterable[Judged], figure: str) -> dict[str, float]:
    """The mean of a figure over all queries, and of each kind."""
    values: dict[str, list[float]] = {"all": []}
    for one in judged:
        for kind in ("all", one.query.kind):
            values.setdefault(kind, []).append(float(getattr(one, figure)))
    return {kind: fmean(those) for kind, those in values.items()}


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(at + 2) for at, grade in enumerate(grades[:10]))


def _found(record: Record, name: str, pattern: str) -> bool:
    text = _text(record["ref"], record["title"], record["description"]) if name == "text" else ""
    return bool(_compiled(pattern).search(text or record.get(name) or ""))


def _stated(record: Record, name: str, wanted: str | list[str]) -> bool:
    held = record.get(name) or ()
    return _meets([held] if isinstance(held, str) else held, wanted)


def _credentials(record: Record, name: str, wanted: str | list[str]) -> bool:
    asked = record.get(name) or {}
    return _meets(
        [c for kind in ("any_of", "all_of", "preferred") for c in asked.get(kind, ())], wanted
    )


def _software(record: Record, name: str, wanted: str | list[str]) -> bool:
    return _meets([one["name"] for one in record.get(name) or ()], wanted)


def _apprentices(record: Record, name: str, wanted: bool) -> bool:
    return bool((record.get("credentials") or {}).get(name)) is wanted


def _covers(record: Record, name: str, wanted: str) -> bool:
    return any(
        Interval.parse(wanted).overlaps(Interval.parse(c)) for c in record.get("codes") or ()
    )


def _pays(record: Record, name: str, wanted: float) -> bool:
    pay = record.get("pay") or {}
    unit = taxonomy.PAY_UNITS.get(pay.get("unit", ""))
    top = pay.get("max") or pay.get("min")
    return bool(top and unit and unit.hours and top / unit.hours >= wanted - 0.01)


def _state(record: Record, name: str, wanted: str) -> bool:
    eligible = record.get("eligible_states") or ()
    if record.get("arrangement") == "remote":
        return not eligible or wanted in eligible
    return any(place.get("state") == wanted for place in record.get("places") or ())


def _near(record: Record, name: str, wanted: list[Any]) -> bool:
    city, miles = wanted
    return any(
        distance_miles(_city(city), _zip(place["zip"])) <= miles
        for place in record.get("places") or ()
        if place.get("zip")
    )


def _meets(held: Iterable[str], wanted: str | list[str]) -> bool:
    return not set(held).isdisjoint([wanted] if isinstance(wanted, str) else wanted)


@lru_cache(maxsize=4096)
def _text(ref: str, title: str, description: str) -> str:
    return f"{title}\n{plain(description)}"


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


@lru_cache
def _city(text: str) -> Point:
    """The middle of the city's ZIP codes."""
    city, _, state = text.partition(", ")
    points = [_point(code) for code in zipcodes.filter_by(city=city, state=state)]
    return fmean(lat for lat, _ in points), fmean(lng for _, lng in points)


@lru_cache
def _zip(code: str) -> Point:
    return _point(zipcodes.matching(code)[0])


def _point(code: Mapping[str, Any]) -> Point:
    return float(code["lat"]), float(code["long"])


TESTS: dict[str, Callable[[Record, str, Any], bool]] = {
    **dict.fromkeys(("title", "text", "employer", "place_text"), _found),
    **dict.fromkeys(
        ("role", "level", "setting", "arrangement", "employment_type", "specialties"), _stated
    ),
    "credentials": _credentials,
    "software": _software,
    "accept_apprentice": _apprentices,
    "covers": _covers,
    "pays": _pays,
    "state": _state,
    "near": _near,
}
