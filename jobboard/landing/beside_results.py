"""Posted pay in a line, beside the results of a search: one for each specialty, credential, state
and level that is asked for. Read from what the worker has worked out, by one narrow query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jobboard.landing import queries
from jobboard.landing.drawing import Strip, strip
from jobboard.landing.page import pay_title
from jobboard.landing.pay import Spread
from jobboard.landing.subjects import Subject, of_value

SHOWN = ("specialty", "credential", "state", "level")
MOST_LINES = 3


@dataclass(frozen=True)
class PayLine:
    label: str
    url: str
    spread: Spread
    strip: Strip


def pay_lines(choices: Iterable[tuple[str, str]]) -> list[PayLine]:
    """For the filters of a search, each (parameter, value)."""
    subjects = list(_subjects(dict.fromkeys(choices)))
    pay = queries.pay_of((one.facet, one.value) for one in subjects)
    found = [(one, pay[one.facet, one.value]) for one in subjects if (one.facet, one.value) in pay]
    kept = found[:MOST_LINES]
    if not kept:
        return []
    # One scale for all, so that the strips can be compared.
    low, high = min(spread.low for _, spread in kept), max(spread.high for _, spread in kept)
    return [
        PayLine(
            pay_title((one.facet, one.value)) or one.label,
            f"{one.url}#pay",
            spread,
            strip(spread, low, high),
        )
        for one, spread in kept
    ]


def _subjects(choices: Iterable[tuple[str, str]]) -> Iterator[Subject]:
    chosen = list(choices)
    only_remote = ("arrangement", "remote") in chosen
    for facet, value in chosen:
        if facet in SHOWN:
            apart = "remote" if facet == "state" and only_remote else facet
            if subject := of_value(apart, value):
                yield subject
