"""Why a job is among the results, in a few words, from what matched: never a guess.

What was asked for and the job does not have (a search gives way when nothing has all of it) is not
said.
"""

from collections.abc import Iterator
from functools import lru_cache

from jobboard.codes.intervals import Interval
from jobboard.gateways.search_engine import Document
from jobboard.search.answering import Results
from jobboard.search.lexicon import VOCABULARIES
from jobboard.search.near import miles_to
from jobboard.search.understanding import Understood

CODES_SHOWN, CREDENTIALS_SHOWN = 3, 4


def why(document: Document, results: Results) -> list[str]:
    """`covers 38204–38243`, `CCS or CIC`, `open to TX`, `up to $39 an hour`."""
    asked = results.asked
    if not asked.names_something:
        return []
    reasons = [
        *_codes(document, results),
        *_credentials(document, results),
        *(reason for one in asked.understood if (reason := _named(one, document))),
        *_state(document, results),
        *_pay(document, asked.understood),
    ]
    miles = miles_to(document, asked.spots)
    if miles is not None and asked.around is not None:
        reasons.append(f"{miles_text(miles)} from {asked.around.label}")
    return list(dict.fromkeys(reasons))


def miles_text(miles: float) -> str:
    return "under a mile" if miles < 1 else "1 mile" if round(miles) == 1 else f"{miles:.0f} miles"


def _codes(document: Document, results: Results) -> Iterator[str]:
    search = results.asked.search
    typed = [one.interval for one in results.asked.understood if one.parameter == "code"]
    wanted = [*typed, *search.family, *search.code]
    if not wanted:
        return
    for verb, field in (("covers", "codes"), ("mentions", "codes_mentioned")):
        codes = map(_interval, document.get(field) or ())
        if met := [code for code in codes if any(map(code.overlaps, wanted))]:
            yield f"{verb} " + ", ".join(code.text() for code in met[:CODES_SHOWN])
            return


def _credentials(document: Document, results: Results) -> Iterator[str]:
    """All that would do in the place of the ones that were asked for."""
    typed = (one.value for one in results.asked.understood if one.parameter == "credential")
    wanted = (*results.asked.search.credential, *typed)
    named = [one for one in wanted if one in (document.get("credentials_found") or ())]
    if not named:
        return
    any_of = document.get("credentials_any") or ()
    if any(one in any_of for one in named):
        yield " or ".join(any_of[:CREDENTIALS_SHOWN])
        return
    stated = [one for one in named if one in (document.get("credentials") or ())]
    yield ", ".join(stated) if stated else "mentions " + ", ".join(named)


def _named(one: Understood, document: Document) -> str | None:
    """What the job states or says in its title of what was typed; else that its text mentions it."""
    if one.idea is None or one.parameter == "credential":
        return None
    held = set(document.get("plainly") or ())
    for tag in one.idea.all_tags:
        if tag in held:
            return _label(tag) or one.idea.label
    return f"mentions “{one.words}”" if one.words.casefold() in _said(document) else None


def _said(document: Document) -> str:
    return f"{document.get('title')} {document.get('summary')}".casefold()


def _label(tag: str) -> str | None:
    parameter, _, value = tag.partition(":")
    term = VOCABULARIES[parameter].get(value) if parameter in VOCABULARIES else None
    return term.label if term else "apprentices welcome" if parameter == "apprentice" else None


def _state(document: Document, results: Results) -> Iterator[str]:
    typed = (one.value for one in results.asked.understood if one.parameter == "state")
    wanted = (*results.asked.search.state, *typed)
    there = [one for one in wanted if one in (document.get("works_from") or ())]
    if there and document.get("arrangement") == "remote":
        yield "open to " + ", ".join(there)


def _pay(document: Document, understood: tuple[Understood, ...]) -> Iterator[str]:
    asked = [float(one.value) for one in understood if one.parameter == "pay_min"]
    top = (document.get("pay") or {}).get("hourly_max")
    if asked and top is not None and top >= min(asked):
        yield f"up to ${top:,.2f} an hour".replace(".00", "")


@lru_cache(maxsize=20_000)
def _interval(text: str) -> Interval:
    return Interval.parse(text)
