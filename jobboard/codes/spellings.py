"""How people write codes when they look one up: the system's name before or behind ("CPT® 38241",
"sepsis ICD-10"), modifiers behind ("38240-26"), x for the rest ("382xx"), several at once. Pure."""

import re
from dataclasses import dataclass

NAMES = {
    r"cpt": ("cpt",),
    r"hcpcs(?:[\s-]*(?:level)?[\s-]*(?:ii|2))?": ("hcpcs",),
    r"icd[\s-]*10[\s-]*pcs|pcs": ("icd10pcs",),
    r"icd[\s-]*10[\s-]*cm": ("icd10cm",),
    r"icd(?:[\s-]*10)?": ("icd10cm", "icd10pcs"),
    r"(?:ms[\s-]*)?drg": ("msdrg",),
}
NAME = "|".join(f"(?P<n{place}>{name})" for place, name in enumerate(NAMES))
BEFORE = re.compile(
    rf"(?:what\s+is\s+)?(?:the\s+)?(?:{NAME})\b[\s®™:#]*(?:codes?\b\s*(?:for|of)?\s*)?[:#]?\s*",
    re.IGNORECASE,
)
BEHIND = re.compile(rf"[\s,]+(?:{NAME})[®™]?(?:\s+codes?)?$", re.IGNORECASE)

# Five characters with x for some of them at the end; with a dot, an x is a part of no code that ends there.
REST = re.compile(r"([A-Z]?\d{2,4})[xX*]{1,3}|([A-Z]\d[0-9A-Z]\.\d*)[xX*]{1,4}", re.IGNORECASE)
FULL_WIDTH = 5
SERVICE = r"[0-9A-Z]\d{3}[0-9FMTU]"
MODIFIED = re.compile(rf"({SERVICE})(?:[\s,/-]+[0-9A-Z]{{2}})+", re.IGNORECASE)
APART = re.compile(r"\s*[,;/&+]\s*|\s+(?:and|or|vs\.?|versus)\s+", re.IGNORECASE)
BETWEEN = re.compile(rf"{APART.pattern}|\s+", re.IGNORECASE)
MOST_AT_ONCE = 12


@dataclass(frozen=True)
class Spelled:
    """What was written without the system's name; `systems` are those that the name may mean."""

    rest: str
    systems: tuple[str, ...] = ()


def without_name(text: str) -> Spelled:
    """A name alone stays what it is: there is nothing else to look for."""
    for rest, match in (_cut(BEFORE.match(text), text), _cut(BEHIND.search(text), text)):
        if match and rest:
            named = next(place for place in range(len(NAMES)) if match[f"n{place}"])
            return Spelled(rest, list(NAMES.values())[named])
    return Spelled(text)


def _cut(match: re.Match[str] | None, text: str) -> tuple[str, re.Match[str] | None]:
    return (text[: match.start()] + text[match.end() :]).strip() if match else "", match


def without_modifiers(text: str) -> str:
    """The code alone, where two-character modifiers follow it."""
    match = MODIFIED.fullmatch(text)
    return match[1] if match else text


def modifiers_of(text: str) -> list[str]:
    """The two-character modifiers that follow a code: `26` and `59` of `38240-26-59`."""
    match = MODIFIED.fullmatch(text)
    return re.findall(r"[0-9A-Z]{2}", text[match.end(1) :], re.IGNORECASE) if match else []


def beginning(text: str) -> str:
    """What stands before the x of `382xx`, `J90xx` or `C91.xx`; the text itself where none does."""
    match = REST.fullmatch(text)
    if match is None or (match[1] and len(text) != FULL_WIDTH):
        return text
    return match[1] or match[2].rstrip(".")


def several(text: str) -> list[str]:
    """The parts of a list; none where it is no list."""
    return _parts(text, BETWEEN)


def several_named(text: str) -> list[str]:
    """The same where each may have its system's name: a space does not part them."""
    return _parts(text, APART)


def _parts(text: str, between: re.Pattern[str]) -> list[str]:
    parts = [part for part in between.split(text) if part]
    return parts if 1 < len(parts) <= MOST_AT_ONCE else []
