"""How each parameter of the address is read: leniently, with a sentence for what is not used."""

import re
from collections.abc import Callable
from typing import Any

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.taxonomy import Vocabulary
from jobboard.web.html import one_line

WORDS_LIMIT, TERMS_LIMIT, PLACE_LIMIT, VALUES_LIMIT, NOTES_LIMIT = 200, 12, 80, 20, 6
SORTS = {
    "relevance": "Most relevant",
    "newest": "Newest first",
    "pay": "Highest pay",
    "near": "Nearest first",
}
LAST_PAGE = 100_000
# Above this, an amount is taken for a year's pay.
HOURLY_LIMIT, YEARLY_LIMIT = 1_000, 2_000_000

CHOICES: dict[str, tuple[Vocabulary[Any], str]] = {
    "specialty": (taxonomy.SPECIALTIES, "a specialty"),
    "credential": (taxonomy.CREDENTIALS, "a credential"),
    "setting": (taxonomy.SETTINGS, "a setting"),
    "role": (taxonomy.ROLES, "a role"),
    "level": (taxonomy.LEVELS, "a level"),
    "type": (taxonomy.EMPLOYMENT_TYPES, "a type of employment"),
    "arrangement": (taxonomy.ARRANGEMENTS, "an arrangement"),
    "state": (taxonomy.STATES, "a state"),
    "software": (taxonomy.SOFTWARE, "a program"),
}


class Notes:
    """Sentences about what was left out, each once, and not more than a person will read."""

    def __init__(self) -> None:
        self._said: dict[str, None] = {}

    def add(self, sentence: str) -> None:
        self._said[sentence] = None

    def sentences(self) -> tuple[str, ...]:
        said = tuple(self._said)
        if len(said) <= NOTES_LIMIT:
            return said
        more = len(said) - NOTES_LIMIT + 1
        return (*said[: NOTES_LIMIT - 1], f"{more} other parts of the address were left out too.")


Reader = Callable[[str, list[str], Notes], Any]


def is_tracking(name: str) -> bool:
    """Marks that other sites put on links to us: nobody typed them, so nobody is told."""
    return name.startswith("utm_") or name in ("fbclid", "gclid", "msclkid")


def shown(text: str) -> str:
    """What somebody wrote, short enough to be quoted in a sentence."""
    line = one_line(text[:200])
    return line if len(line) <= 40 else f"{line[:39]}…"


def words(name: str, values: list[str], notes: Notes) -> str:
    """Several texts are one: a person who repeats `q` wants all of the words."""
    text = one_line(" ".join(values)[: WORDS_LIMIT * 50])
    terms = text.split(" ")
    if len(text) <= WORDS_LIMIT and len(terms) <= TERMS_LIMIT:
        return text
    notes.add(
        f"Only the first {TERMS_LIMIT} words (at most {WORDS_LIMIT} characters) were searched for."
    )
    return one_line(" ".join(terms[:TERMS_LIMIT])[:WORDS_LIMIT])


def place(name: str, values: list[str], notes: Notes) -> str:
    text = one_line(_first(name, values, notes)[: PLACE_LIMIT * 10])
    if len(text) > PLACE_LIMIT:
        notes.add("The place was too long to be one, so it was left out.")
        return ""
    return text


def choices(name: str, values: list[str], notes: Notes) -> tuple[str, ...]:
    vocabulary, what = CHOICES[name]
    found = set()
    for value in _not_too_many(values, notes):
        term = vocabulary.find(value[:WORDS_LIMIT])
        if term is None:
            notes.add(f"“{shown(value)}” is not {what} that this board knows, so it was left out.")
        else:
            found.add(term.slug)
    return tuple(sorted(found))


def intervals(name: str, values: list[str], notes: Notes) -> tuple[Interval, ...]:
    found = set()
    for value in _not_too_many(values, notes):
        interval = _interval(value[:WORDS_LIMIT])
        if interval is None:
            notes.add(f"“{shown(value)}” is not a code or a range of codes, so it was left out.")
        else:
            found.add(interval)
    return tuple(sorted(found))


def slugs(name: str, values: list[str], notes: Notes) -> tuple[str, ...]:
    found = set()
    for value in _not_too_many(values, notes):
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) and len(value) <= PLACE_LIMIT:
            found.add(value)
        else:
            notes.add(f"There is no employer “{shown(value)}”, so it was left out.")
    return tuple(sorted(found))


def number_between(low: int, high: int, what: str) -> Reader:
    def whole_number(name: str, values: list[str], notes: Notes) -> int | None:
        text = _first(name, values, notes).strip()
        if not text:
            return None
        if re.fullmatch(r"[0-9]{1,7}", text) and low <= int(text) <= high:
            return int(text)
        notes.add(f"“{shown(text)}” is not {what} between {low} and {high:,}, so it was left out.")
        return None

    return whole_number


def hourly_pay(name: str, values: list[str], notes: Notes) -> float | None:
    text = _first(name, values, notes).strip()
    if not text:
        return None
    bare = re.sub(r"[\s$,]", "", text[:PLACE_LIMIT])
    amount = float(bare) if re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,4})?", bare) else 0.0
    if HOURLY_LIMIT < amount <= YEARLY_LIMIT:
        hourly = round(amount / (taxonomy.PAY_UNITS["year"].hours or 2080), 2)
        notes.add(f"${amount:,.0f} was read as pay for a year, which is ${hourly:,.2f} an hour.")
        return hourly
    if 0.01 <= amount <= HOURLY_LIMIT:
        return round(amount, 2)
    notes.add(f"“{shown(text)}” is not an amount of pay for an hour, so it was left out.")
    return None


def flag(name: str, values: list[str], notes: Notes) -> bool:
    said = [value.strip().lower() for value in values]
    if unknown := [value for value in said if value not in YES | NO]:
        notes.add(f"“{name}” is 1 or not there; “{shown(unknown[0])}” was left out.")
    return any(value in YES for value in said)


def sorting(name: str, values: list[str], notes: Notes) -> str:
    text = _first(name, values, notes).strip().lower()
    if not text or text in SORTS:
        return text
    notes.add(f"Jobs cannot be sorted by “{shown(text)}”; the usual order was used.")
    return ""


YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}

READERS: dict[str, Reader] = {
    "q": words,
    **dict.fromkeys(CHOICES, choices),
    "near": place,
    "miles": number_between(1, 500, "a number of miles"),
    "pay_min": hourly_pay,
    "family": intervals,
    "code": intervals,
    "apprentice": flag,
    "employer": slugs,
    "posted": number_between(1, 365, "a number of days"),
    "qualify": flag,
    "hidden": flag,
    "sort": sorting,
    "page": number_between(1, LAST_PAGE, "a page"),
}


def _first(name: str, values: list[str], notes: Notes) -> str:
    if len(set(values)) > 1:
        notes.add(f"“{name}” was given more than once; only the first was used.")
    return values[0] if values else ""


def _not_too_many(values: list[str], notes: Notes) -> list[str]:
    distinct = list(dict.fromkeys(values))
    if len(distinct) > VALUES_LIMIT:
        notes.add(f"Only the first {VALUES_LIMIT} of {len(distinct):,} choices were used.")
    return distinct[:VALUES_LIMIT]


def _interval(text: str) -> Interval | None:
    """`cpt:38204-38243`, `38241`, `382xx`, or a family's slug: `cpt-38204-38243`."""
    # The slug first: read as a range, `icd10cm-z00` would run from a code `ICD10CM`.
    for way in (Interval.from_slug, Interval.parse):
        try:
            return way(text.strip())
        except ValueError:
            continue
    return None
