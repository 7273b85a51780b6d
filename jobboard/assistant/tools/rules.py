"""Questions on rules: guidelines, compliance, coverage, careers. Our articles answer, and the
figures of official files where a code is named."""

from __future__ import annotations

import re

from jobboard.articles import queries as articles
from jobboard.assistant.codes_in import determinations_in
from jobboard.assistant.pack import Pack
from jobboard.assistant.passages import searching
from jobboard.assistant.retrieval import Hit, Passage
from jobboard.assistant.tools import telling
from jobboard.assistant.tools.diagnosis_notes import tell_notes
from jobboard.assistant.tools.jobs import asks_for_pay
from jobboard.assistant.tools.payments import lead_with_fee, tell_payment
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Section

GUIDELINES = frozenset({"guidelines", "inpatient", "risk-adjustment", "cpt-codes"})
COMPLIANCE = frozenset({"compliance", "risk-adjustment"})
COVERAGE = frozenset({"medicare-coverage"})
ASKS_FOR_FEE = re.compile(
    r"\b(?:how much|rvus?|fees?|reimburse\w*|worth|what (?:does|do|will)\b.*\bpays?)\b",
    re.IGNORECASE,
)
CAREERS = frozenset({"careers"})


def guideline(pack: Pack) -> None:
    tell_articles(pack, GUIDELINES)
    for interval in pack.understood.codes[:3]:
        _tell_code(pack, interval)


def compliance(pack: Pack) -> None:
    tell_articles(pack, COMPLIANCE)


def coverage(pack: Pack) -> None:
    """What decides about coverage: articles on the code first, then those on the words. Who asks
    what a code pays gets its figures."""
    if _tell_fees(pack):
        return
    determinations = determinations_in(pack.understood.question)
    for interval in pack.understood.codes[:2]:
        _tell_articles_on(pack, interval)
    for number in determinations:
        known = [p for p in searching.naming(number) if f"NCD {number}" in p.text]
        for passage in known[:3]:
            _tell_passage(pack, passage)
        if not known:
            pack.cannot(
                f"NCD {number} is not in our articles; the Medicare Coverage Database has it."
            )
            pack.not_found = not pack.says_something
    if not (determinations and pack.not_found):
        tell_articles(pack, COVERAGE)
    for interval in pack.understood.codes[:2]:
        _tell_code(pack, interval, payment=True)
    pack.cannot(
        "Whether a payer covers this service for a given patient: that needs the policy in force on "
        "the date of service and the record."
    )
    pack.next("How Medicare decides about coverage", "/articles/medicare-coverage-decisions")


def _tell_fees(pack: Pack) -> bool:
    """False where no figure was asked for, or none is loaded."""
    if not ASKS_FOR_FEE.search(pack.understood.question):
        return False
    found = [telling.find(one) for one in pack.understood.codes[:3] if one.is_single]
    told = [lead_with_fee(pack, code) for code in found if code]
    for interval in pack.understood.codes[:3] if any(told) else ():
        _tell_code(pack, interval, payment=True)
    return any(told)


def career(pack: Pack) -> None:
    """Where somebody asks what is earned, the word for it is pay in our articles."""
    about_pay = ("pay", "median") if asks_for_pay(pack.understood) else ()
    hits = telling.passages((*pack.understood.words, *about_pay), subjects=CAREERS, limit=4)
    telling.tell_passages(pack, _without_doubles(hits), lead=not pack.short)
    pack.next("Search the live jobs", "/jobs")


def tell_articles(pack: Pack, subjects: frozenset[str], limit: int = 5) -> None:
    hits = telling.passages(pack.understood.words, subjects=subjects, limit=limit)
    telling.tell_passages(pack, _without_doubles(hits), lead=not pack.short)


def _without_doubles(hits: list[Hit]) -> list[Hit]:
    texts = {hit.passage.text: hit for hit in reversed(hits)}
    return [hit for hit in hits if texts[hit.passage.text] is hit]


def _tell_articles_on(pack: Pack, interval: Interval) -> None:
    """The coverage article that speaks of the code, its best passage first."""
    slugs = [a.slug for a in articles.about(interval) if a.subject in COVERAGE]
    words = (*pack.understood.words, interval.text().lower())
    hits = [h for h in searching.search(words, limit=30) if h.passage.page in slugs]
    for hit in hits[:3]:
        _tell_passage(pack, hit.passage)


def _tell_passage(pack: Pack, passage: Passage) -> None:
    number = pack.add_passage(passage)
    if len(pack.short) < 1:
        pack.say(passage.text, number)
    else:
        pack.fact(passage.text, number, heading=passage.heading)
    pack.next(f"Read “{passage.title}”", passage.url.partition("#")[0])


def _tell_code(pack: Pack, interval: Interval, *, payment: bool = False) -> None:
    code = telling.find(interval) if interval.is_single else None
    if code is None:
        telling.tell_place(pack, interval)
        return
    pack.fact(telling.sentence_of(code), telling.cite(pack, code), heading="The code")
    tell_notes(pack, code)
    if payment:
        telling.tell_section(pack, code, Section.SETTING, heading="Setting and payment", limit=5)
        tell_payment(pack, code)
    telling.tell_checks(pack, code, 3)
    pack.next(f"Open {code.label}", code.url)
