"""How a place's name becomes the key it is kept and looked for under, and how "houston tx" is read.

The key makes spellings one: "St. Louis" and "Saint Louis", "O'Fallon" and "O Fallon",
"Mayagüez" and "Mayaguez", "Ft Worth" and "Fort Worth".
"""

import re
from typing import NamedTuple

from jobboard import taxonomy

SPELLED_OUT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}
# The longest name of a state has three words: District of Columbia.
STATE_WORDS = 3


COUNTRY = re.compile(r",?\s*\b(USA|U\.S\.A?\.?|United States( of America)?)\s*$", re.IGNORECASE)
ZIP_AT_THE_END = re.compile(r"\b(\d{5})(?:-\d{4})?\s*$")


class Reading(NamedTuple):
    """One way to understand what was typed: a key, in one of some states (None: anywhere)."""

    key: str
    states: frozenset[str] | None = None


def place_key(name: str) -> str:
    tokens = taxonomy.words(name).split()
    if len(tokens) > 1 and tokens[0] == "the":
        tokens = tokens[1:]
    if len(tokens) > 1 and tokens[0] in DIRECTIONS:
        tokens[0] = DIRECTIONS[tokens[0]]
    spelled = " ".join(SPELLED_OUT.get(token, token) for token in tokens)
    return re.sub(r"\b([od]) (?=[a-z])", r"\1", spelled)


def without_country(text: str) -> str:
    return COUNTRY.sub("", text)


def zip_in(text: str) -> str | None:
    """The ZIP code that the text begins or ends with: `77030`, `Houston, TX 77030-1234`."""
    found = re.match(r"\s*(\d{5})\b", text) or ZIP_AT_THE_END.search(text)
    return found[1] if found else None


def without_zip(text: str) -> str:
    return ZIP_AT_THE_END.sub("", text).strip().rstrip(",")


def exact_readings(text: str) -> list[Reading]:
    """The ways to understand a finished text, likeliest first."""
    return [
        Reading(place_key(city), frozenset({state.slug}))
        for city, rest in _splits(text)
        if (state := taxonomy.STATES.find(rest))
    ] + ([] if "," in text else [Reading(place_key(text))])


def unfinished_readings(text: str) -> tuple[list[Reading], list[Reading]]:
    """The ways to understand a text that is still being typed: its keys are prefixes.

    The second list is for when the first gives nothing: "St. L" is St. Louis, and only when
    there were none, something in a state that begins with L.
    """
    whole = [] if "," in text else [Reading(key) for key in _prefixes(text)]
    with_state, with_half_a_state = [], []
    for city, rest in _splits(text):
        key = place_key(city)
        if state := taxonomy.STATES.find(rest):
            with_state.append(Reading(key, frozenset({state.slug})))
        else:
            with_half_a_state.append(Reading(key, _states_beginning(rest)))
    return whole + with_state, with_half_a_state


def _splits(text: str) -> list[tuple[str, str]]:
    """Where the city may end and the state begin: at a comma, else before the last words."""
    if "," in text:
        city, _, rest = text.partition(",")
        return [(city, rest.strip())]
    tokens = text.split()
    ends = range(max(1, len(tokens) - STATE_WORDS), len(tokens))
    return [(" ".join(tokens[:end]), " ".join(tokens[end:])) for end in ends]


def _prefixes(text: str) -> list[str]:
    """ "st" may be the start of Stockton or stand for Saint, as long as nothing follows it."""
    plain = taxonomy.words(text)
    return list(dict.fromkeys(key for key in (plain, place_key(text)) if key))


def _states_beginning(text: str) -> frozenset[str] | None:
    """None, any state, when nothing stands there yet."""
    start = taxonomy.words(text)
    if not start:
        return None
    return frozenset(
        slug
        for slug, state in taxonomy.STATES.items()
        if taxonomy.words(state.label).startswith(start)
    )
