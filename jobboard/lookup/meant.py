"""The codes that somebody has written into a field that is for codes: as the pages write them
("CPT 38240", "ICD-10-CM C91.0"), as an address does (`cpt:38240`), alone, several at once, or as a
range where there is room for one."""

from jobboard.codes import spellings
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code
from jobboard.codes.placing import code_get
from jobboard.codes.queries import codes_in
from jobboard.codes.systems import possible_systems

MOST_OF_A_RANGE = 100


def codes_listed(text: str) -> list[Code]:
    """As `codes_meant`, or the codes of a range; of a longer one, one more than it may have."""
    return codes_meant(text) or _codes_of_range(text)


def codes_meant(text: str) -> list[Code]:
    """One code or all of several; nothing where the reference lacks one of them."""
    if one := code_meant(text):
        return [one]
    for parted in (spellings.several_named, spellings.several):
        found = [code_meant(part) for part in parted(text.strip())]
        if found and all(found):
            return [code for code in found if code]
    return []


def first_unknown(text: str) -> str:
    """Where the reference lacks one of several: the first that it lacks, else the text itself."""
    parts = (part for part in spellings.several_named(text.strip()) if not code_meant(part))
    return next(parts, text.strip())


def code_meant(text: str) -> Code | None:
    """Of the likeliest system that has it, or of the one that is named; modifiers are left out."""
    spelled = spellings.without_name(text.strip())
    number = spellings.without_modifiers(spelled.rest)
    systems = spelled.systems or possible_systems(number)
    return next(filter(None, (_get(system, number) for system in systems)), None)


def _codes_of_range(text: str) -> list[Code]:
    spelled = spellings.without_name(text.strip())
    for system in (*(f"{one}:" for one in spelled.systems), ""):
        try:
            interval = Interval.parse(system + spelled.rest)
        except ValueError:
            continue
        return [] if interval.is_single else list(codes_in(interval, MOST_OF_A_RANGE + 1))
    return []


def _get(system: str, number: str) -> Code | None:
    try:
        return code_get(system, number)
    except ValueError:
        return None
