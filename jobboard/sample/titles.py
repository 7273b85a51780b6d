"""What a job of the sample is called, in the many ways that employers write titles."""

from jobboard.sample import reading
from jobboard.sample.dice import Dice
from jobboard.sample.facts import Facts

NUMERALS = {"coder-1": " I", "coder-2": " II", "coder-3": " III"}
PREFIXES = {"senior": "Senior ", "lead": "Lead "}
EMPLOYMENT = {
    "per-diem": (" (PRN)", " – PRN", ", Per Diem"),
    "temporary": (" – Temporary", " (Project)", ", Temporary"),
    "part-time": (" (Part-Time)", ", Part-Time"),
    "contractor": (" (Contract)", " – Contract", " (1099)"),
    "contract-to-hire": (" – Contract to Hire",),
}
REMOTE = (" – Remote", " (Remote)", ", Remote", " – 100% Remote")
LONGEST = 90


def title(facts: Facts, dice: Dice) -> str:
    base = dice.one(_forms(facts))
    numeral = NUMERALS.get(facts.level, "") if dice.chance(0.6) else ""
    named = base.format(n=numeral, short=_short(facts, dice))
    named = _prefixed(named, facts, dice)
    for suffix in _suffixes(facts, base, dice):
        if len(named) + len(suffix) <= LONGEST and not (" (" in suffix and "(" in named):
            named += suffix
    return named


def _forms(facts: Facts) -> list[str]:
    role = facts.role
    if special := role.by_level.get(facts.level) or role.titles_at.get(facts.setting):
        return special
    several = len(facts.specialties) > 1
    return [form for form in role.titles if several or "ultispecialty" not in form]


def _short(facts: Facts, dice: Dice) -> str:
    return dice.one(reading.specialties()[facts.specialties[0]].short)


def _prefixed(named: str, facts: Facts, dice: Dice) -> str:
    if facts.level in facts.role.by_level or named.startswith(("Lead ", "Senior ")):
        return named
    if facts.level == "entry" and "Entry" not in named and dice.chance(0.35):
        return f"Entry-Level {named}"
    return PREFIXES.get(facts.level, "") + named


def _suffixes(facts: Facts, base: str, dice: Dice) -> list[str]:
    suffixes = []
    one_specialty = len(facts.specialties) == 1 and facts.role.short and "{short}" not in base
    if one_specialty and " – " not in base and dice.chance(0.5):
        form = dice.one((" – {}", ", {}", " ({})"))
        suffixes.append(form.format(_short(facts, dice)))
    if facts.employment in EMPLOYMENT and dice.chance(0.75):
        suffixes.append(dice.one(EMPLOYMENT[facts.employment]))
    elif facts.is_remote and dice.chance(0.25):
        suffixes.append(dice.one(REMOTE))
    if facts.shift == "weekend" and dice.chance(0.6):
        suffixes.append(", Weekends")
    return suffixes
