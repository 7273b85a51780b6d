"""States as people type them: `Texas`, `tx`, `Houston TX`, `in MD`.

Half of the abbreviations are words too (`in`, `or`, `me`), or mean something else to a coder (MD, MS,
PA, CT): those count only after a city or after `in`.
"""

from collections.abc import Sequence
from functools import cache

from jobboard import taxonomy

LONGEST = 4
# In whatever case, nothing else is meant by these.
CERTAIN = frozenset((
    "tx", "fl", "ny", "nj", "nc", "sc", "tn", "ky", "ga", "az", "nv", "ut", "wy", "mt", "nm",
    "ks", "ak", "vt", "nh", "ri", "wi", "mn", "wv", "ca", "il", "oh", "dc", "tex", "fla",
    "okla", "ariz", "calif", "colo", "conn", "mich", "minn", "tenn", "nebr", "penna", "wisc",
    "usvi", "cnmi",
))  # fmt: skip
# Written in capitals among other words, these are states.
IN_CAPITALS = frozenset(
    {"AL", "DE", "IA", "MI", "MO", "ND", "NE", "OK", "SD", "WA", "MA", "CO", "IN"}
)
# "Washington State" is one, "state" alone is a word.
BEFORE_A_STATE = frozenset({"in", "state"})
# "remote ME" ends with a state, "remote OR hybrid" has none.
BEFORE_THE_LAST = frozenset({"remote", "hybrid", "onsite", "wfh"})


def state_at(words: Sequence[str], at: int, *, sure: bool) -> tuple[int, str] | None:
    """Where a state's name that begins at this word ends, and its slug. `sure` is for what stands
    after a city, where every abbreviation is one."""
    if at >= len(words) or words[at] not in _first_words():
        return None
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        name = " ".join(words[at : at + length])
        slug = _names().get(name)
        if slug and (sure or length > 1 or is_certain(name)):
            return at + length, slug
    return None


def is_certain(word: str) -> bool:
    return word in CERTAIN or word in _full_names()


@cache
def _names() -> dict[str, str]:
    return {
        taxonomy.words(name): slug
        for slug, state in taxonomy.STATES.items()
        for name in state.names
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _names())


@cache
def _full_names() -> frozenset[str]:
    return frozenset(taxonomy.words(state.label) for state in taxonomy.STATES.values())
