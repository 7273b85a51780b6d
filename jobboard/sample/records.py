"""The sample's postings as the contract's records: believable, complete, and the same for a seed
on every machine. Pure.

No two of a few hundred share much of their text: a description that has too much in common with an
earlier one of the same trade is written again.
"""

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from jobboard.sample import facts as facts_of
from jobboard.sample.companies import companies_for
from jobboard.sample.dice import Dice
from jobboard.sample.facts import Facts
from jobboard.sample.material import Company
from jobboard.sample.screening import questions
from jobboard.sample.templates import Values
from jobboard.sample.titles import title
from jobboard.sample.values import values_of
from jobboard.sample.writing import Written, description

# How much of the shorter of two texts may come from the templates of the other, how far back
# that is looked at, and how often a text is written again for it.
SHARED_AT_MOST, LOOK_BACK, ATTEMPTS = 0.36, 90, 6


@dataclass(frozen=True)
class Composed:
    """A record with what its description was made from."""

    record: dict[str, Any]
    written: Written


def records(n: int, seed: int, today: date) -> Iterator[dict[str, Any]]:
    """`n` records in the contract's shape, all of them live on `today`."""
    for composed in compose(n, seed, today):
        yield composed.record


def compose(
    n: int, seed: int, today: date, companies: Sequence[Company] = ()
) -> Iterator[Composed]:
    """The same with what the texts were made from, for `companies` where some are given."""
    companies = companies or companies_for(n, seed)
    turns = _Turns(companies, seed)
    earlier: dict[str, deque[Written]] = defaultdict(lambda: deque(maxlen=LOOK_BACK))
    for number in range(n):
        dice = Dice(seed, 1, number)
        company, share = turns.take()
        facts = facts_of.draw(company, dice, today, share=share)
        before = earlier[facts.role.trade_name]
        written, values = _unlike(before, facts, (seed, number), today)
        before.append(written)
        record = _record(facts, written.html, title(facts, dice), f"sample-{seed}-{number:06d}")
        record.update(_applying(facts, values, dice, number))
        yield Composed(record, written)


class _Turns:
    """Whose turn it is, so that each company, and each role in a company, gets what its weight
    says: steps of the golden part of the whole fall evenly."""

    GOLDEN = 0.6180339887498949

    def __init__(self, companies: Sequence[Company], seed: int) -> None:
        self._companies = companies
        self._ends = list(accumulate(company.weight for company in companies))
        self._share = Dice(seed, 3).spread(0, 1)
        dice = Dice(seed, 4)
        self._shares = [dice.spread(0, 1) for _ in companies]

    def take(self) -> tuple[Company, float]:
        """The next company, and where among its roles its next job stands."""
        self._share = (self._share + self.GOLDEN) % 1
        at = min(bisect_right(self._ends, self._share * self._ends[-1]), len(self._ends) - 1)
        self._shares[at] = (self._shares[at] + self.GOLDEN) % 1
        return self._companies[at], self._shares[at]


def _unlike(
    earlier: Iterable[Written], facts: Facts, which: tuple[int, int], today: date
) -> tuple[Written, Values]:
    """The first attempt that is unlike all earlier ones, else the one least like any of them."""
    attempts = []
    for attempt in range(ATTEMPTS):
        dice = Dice(*which, 2, attempt)
        values = values_of(facts, dice, today)
        written = description(facts, values, dice)
        likeness = max(map(written.shared_with, earlier), default=0.0)
        attempts.append((likeness, attempt, written, values))
        if likeness <= SHARED_AT_MOST:
            break
    _, _, written, values = min(attempts, key=lambda made: made[:2])
    return written, values


def _record(facts: Facts, description: str, title: str, ref: str) -> dict[str, Any]:
    stated: dict[str, Any] = {
        "ref": ref,
        "employer": facts.company.name,
        "title": title,
        "description": description,
        "role": facts.role.slug,
        "level": facts.level,
        "specialties": list(facts.specialties),
        "setting": facts.setting,
        "codes": list(facts.codes),
        "credentials": _credentials(facts),
        "arrangement": facts.arrangement,
        "eligible_states": list(facts.states),
        "places": [vars(place).copy() for place in facts.places],
        "employment_type": facts.employment,
        "shift": facts.shift,
        "benefits": list(facts.benefits),
        "pay": facts.offer.pay,
        "pay_missing": facts.offer.missing,
        "grade": facts.offer.grade,
        "software": [{"name": tool.slug, "level": tool.level} for tool in facts.tools],
        "productivity": facts.output,
        "accuracy_percent": facts.accuracy,
        "posted_at": facts.posted.isoformat(),
        "expires_at": facts.expires.isoformat(),
    }
    return {name: value for name, value in stated.items() if value not in (None, [])}


def _credentials(facts: Facts) -> dict[str, Any]:
    asked = facts.credentials
    stated: dict[str, Any] = {
        "any_of": list(asked.any_of),
        "all_of": list(asked.all_of),
        "preferred": list(asked.preferred),
    }
    if asked.accept_apprentice is not None:
        stated["accept_apprentice"] = asked.accept_apprentice
    return stated


def _applying(facts: Facts, values: Values, dice: Dice, number: int) -> dict[str, Any]:
    domain = facts.company.domain
    if facts.apply_by == "url":
        return {"apply": {"by": "url", "url": f"https://careers.{domain}/jobs/{number + 10_000}"}}
    if facts.apply_by == "email":
        return {"apply": {"by": "email", "email": f"careers@{domain}"}}
    asked = questions(facts, values, dice)
    return {"apply": {"by": "board"}, **({"questions": asked} if asked else {})}
