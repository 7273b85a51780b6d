"""Why a job is among the results, in a few words, from what matched: never a guess.

What was asked for and the job does not have (a search gives way when nothing has all of it) is not
said.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from jobboard.codes.intervals import Interval
from jobboard.gateways.search_engine import Document
from jobboard.search.asking import Around, Asked
from jobboard.search.lexicon import VOCABULARIES, Idea
from jobboard.search.near import Spots, middle_of, nearest_spot

CODES_SHOWN, CREDENTIALS_SHOWN = 3, 4

Reason = Callable[[Document], Iterable[str]]


def reasons_of(asked: Asked) -> Callable[[Document], list[str]]:
    """What says of each hit of a search why it is here: `covers 38204–38243`, `CCS or CIC`, `open
    to TX`, `up to $39 an hour`. What was asked for is looked at once, for all of them."""
    reasons = list(_reasons(asked))

    def why(document: Document) -> list[str]:
        return list(dict.fromkeys(said for reason in reasons for said in reason(document)))

    return why if reasons else _nothing


def miles_text(miles: float) -> str:
    return "under a mile" if miles < 1 else "1 mile" if round(miles) == 1 else f"{miles:.0f} miles"


def _nothing(_: Document) -> list[str]:
    return []


def _reasons(asked: Asked) -> Iterator[Reason]:
    search = asked.search
    typed: dict[str, list[str]] = {}
    for one in asked.understood:
        typed.setdefault(one.parameter, []).append(one.value)
    codes = [one.interval for one in asked.understood if one.parameter == "code"]
    if wanted := [*codes, *search.family, *search.code]:
        yield partial(_codes, wanted=wanted)
    if named := [*search.credential, *typed.get("credential", ())]:
        yield partial(_credentials, wanted=named)
    for one in asked.understood:
        if one.idea and one.parameter != "credential":
            yield partial(_named, idea=one.idea, words=one.words)
    if states := [*search.state, *typed.get("state", ())]:
        yield partial(_state, wanted=states)
    if pay := typed.get("pay_min"):
        yield partial(_pay, least=min(map(float, pay)))
    if asked.spots and asked.around:
        yield partial(_miles, spots=asked.spots, middles=asked.around)


def _codes(document: Document, *, wanted: Sequence[Interval]) -> Iterator[str]:
    for verb, field in (("covers", "codes"), ("mentions", "codes_mentioned")):
        codes = map(_interval, document.get(field) or ())
        if met := [code for code in codes if any(map(code.overlaps, wanted))]:
            yield f"{verb} " + ", ".join(code.text() for code in met[:CODES_SHOWN])
            return


def _credentials(document: Document, *, wanted: Sequence[str]) -> Iterator[str]:
    """All that would do in the place of the ones that were asked for."""
    named = [one for one in wanted if one in (document.get("credentials_found") or ())]
    if not named:
        return
    any_of = document.get("credentials_any") or ()
    if any(one in any_of for one in named):
        yield " or ".join(any_of[:CREDENTIALS_SHOWN])
        return
    stated = [one for one in named if one in (document.get("credentials") or ())]
    yield ", ".join(stated) if stated else "mentions " + ", ".join(named)


def _named(document: Document, *, idea: Idea, words: str) -> Iterator[str]:
    """What the job states or says in its title of what was typed; else that its text mentions it."""
    held = document.get("plainly") or ()
    for tag in idea.all_tags:
        if tag in held:
            yield _label(tag) or idea.label
            return
    text = f"{document.get('title')} {document.get('summary')}"
    if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE):
        yield f"mentions “{words}”"


def _label(tag: str) -> str | None:
    parameter, _, value = tag.partition(":")
    term = VOCABULARIES[parameter].get(value) if parameter in VOCABULARIES else None
    return term.label if term else "apprentices welcome" if parameter == "apprentice" else None


def _state(document: Document, *, wanted: Sequence[str]) -> Iterator[str]:
    there = [one for one in wanted if one in (document.get("works_from") or ())]
    if there and document.get("arrangement") == "remote":
        yield "open to " + ", ".join(there)


def _pay(document: Document, *, least: float) -> Iterator[str]:
    top = (document.get("pay") or {}).get("hourly_max")
    if top is not None and top >= least:
        yield f"up to ${top:,.2f} an hour".replace(".00", "")


def _miles(document: Document, *, spots: Spots, middles: Sequence[Around]) -> Iterator[str]:
    spot = nearest_spot(document, spots)
    if spot is not None:
        yield f"{miles_text(spots[spot])} from {middle_of(spot, middles).label}"


@lru_cache(maxsize=20_000)
def _interval(text: str) -> Interval:
    return Interval.parse(text)
