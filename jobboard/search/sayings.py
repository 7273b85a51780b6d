"""What a posting may be found by: the tags that it states or says in its title, and all that its text
says besides. Pure.

What the poster has stated is not put in question by a word in passing: a job that states that it is
on-site is not remote because its text says "not remote". How senior somebody must be, texts mention
too often to mean it ("reports to the director"), so there only the title counts.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from jobboard import taxonomy
from jobboard.codes.credential_mentions import credentials_in
from jobboard.postings.record import PostingRecord
from jobboard.search.lexicon import Tag, impossible_in, parameter_of, said_in, tag_of, titled

# What most employers offer, and no dentistry; in lower case, because to look for both cases in the
# text of every posting takes three times as long.
DENTAL_PLAN = re.compile(
    r"\b(?:health|vision|life)\W+(?:and\W+)?dental\b"
    r"|\bdental\W+(?:and\W+|or\W+)?(?:vision|coverage|insurance|plans?|benefits?|life|health)\b"
)
ONLY_IN_TITLES = frozenset({"level"})
# These are one thing or the other: what is stated stands.
STATED_ONCE = {"arrangement": "arrangement", "type": "employment_type"}


def sayings(
    record: PostingRecord, *, text: str, employer: str, mentioned: Iterable[str], has_place: bool
) -> dict[str, Any]:
    """`mentioned` are the credentials that the text mentions beside those stated."""
    never = impossible_in(record.title)
    in_title = _fitting(said_in(record.title), record) - never
    in_title |= _credentials(credentials_in(record.title))
    # A company that calls itself a hospice is one.
    called = {tag for tag in said_in(employer) if parameter_of(tag) == "setting"}
    plainly = {*_stated(record), *in_title, *called} - never
    told = _fitting(said_in(_without_dental_plans(text)), record) - never
    said = {tag for tag in told if parameter_of(tag) not in ONLY_IN_TITLES}
    states = () if has_place else _states_in(f"{record.title}. {record.place_text}. {text}")
    return {
        "plainly": sorted({*plainly, *map(titled, in_title)}),
        "said": sorted({*plainly, *said, *_credentials(mentioned), *states}),
    }


def _without_dental_plans(text: str) -> str:
    text = text.casefold()
    return DENTAL_PLAN.sub(" ", text) if "dental" in text else text


def _stated(record: PostingRecord) -> Iterator[Tag]:
    one_each = {
        "role": record.role,
        "level": record.level,
        "setting": record.setting,
        "arrangement": record.arrangement,
        "type": record.employment_type,
        "apprentice": "1" if record.credentials.accept_apprentice else None,
    }
    yield from (tag_of(name, value) for name, value in one_each.items() if value)
    yield from (tag_of("specialty", slug) for slug in record.specialties)
    yield from (tag_of("software", asked.slug) for asked in record.software)
    yield from _credentials(record.credentials.named)


def _fitting(tags: Iterable[Tag], record: PostingRecord) -> set[Tag]:
    """Without those that contradict what is stated; credentials are found with more care."""
    settled = {name for name, field in STATED_ONCE.items() if getattr(record, field)}
    if record.credentials.accept_apprentice is False:
        settled.add("apprentice")
    return {tag for tag in tags if parameter_of(tag) not in {*settled, "credential"}}


def _credentials(slugs: Iterable[str]) -> set[Tag]:
    return {tag_of("credential", slug) for slug in slugs}


AFTER_A_CITY = re.compile(r"[a-z]\.?, ([A-Z]{2})\b")
FULL_NAMES = {state.label: slug for slug, state in taxonomy.STATES.items()}
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(FULL_NAMES, key=len, reverse=True))})\b")


def _states_in(text: str) -> set[Tag]:
    """The states that a posting without a place names: `Louisville, KY`, `South Dakota`."""
    named = {FULL_NAMES[match[0]] for match in NAMED.finditer(text)}
    short = {slug for slug in AFTER_A_CITY.findall(text) if slug in taxonomy.STATES}
    return {tag_of("state", slug) for slug in named | short}
