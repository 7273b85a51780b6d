"""What a job's sentences may speak of, by the names that the templates use.

A value that the job does not have is left out, and with it every sentence that asks for it.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from html import escape

from jobboard import taxonomy
from jobboard.postings.record import Pay
from jobboard.sample import reading
from jobboard.sample.dice import Dice
from jobboard.sample.facts import LEARNING, Facts
from jobboard.sample.phrases import capital, counted, in_words, listed, plural, with_article
from jobboard.sample.templates import Values

YEARS = {
    "coder-1": (1, 2),
    "coder-2": (2, 3),
    "coder-3": (4, 5),
    "senior": (5, 7),
    "lead": (5, 6),
    "supervisor": (5, 7),
    "manager": (6, 8),
    "director": (8, 10),
    "consultant": (6, 9),
}
TYPES = {
    "per-diem": "PRN",
    "contractor": "contract",
    "volunteer": "practicum",
    "internship": "training",
}
BOSSES = {
    "manager": "director of revenue cycle",
    "director": "chief financial officer",
    "supervisor": "coding director",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")
CAPITALS = ("rate", "years", "pay", "accuracy")


def values_of(facts: Facts, dice: Dice, today: date) -> Values:
    """Ready for HTML: of all values only names of companies have signs to escape."""
    company, role = facts.company, facts.role
    values = {
        "employer": escape(company.name, quote=False),
        "role": role.noun,
        "roles": role.plural or plural(role.noun),
        "a_role": with_article(role.noun),
        "field": role.trade.field,
        "setting": reading.settings()[facts.setting].noun,
        "a_setting": with_article(reading.settings()[facts.setting].noun),
        "specialty": reading.specialties()[facts.specialties[0]].noun,
        "city": facts.seat.city,
        "state": taxonomy.STATES[facts.seat.state].label,
        "a_size": with_article(company.size),
        "type": TYPES.get(facts.employment, facts.employment),
        "boss": BOSSES.get(facts.level, dice.one(("coding manager", "coding supervisor"))),
        "zone": _zone(facts.seat.state),
        **_cases(facts, dice),
        **_asked(facts),
        **_stated(facts, dice),
        **_numbers(dice),
        **_dates(today),
    }
    values.update({capital(name): capital(values[name]) for name in CAPITALS if name in values})
    return values


def _cases(facts: Facts, dice: Dice) -> dict[str, str]:
    """Things coded, from all of the job's specialties, and the papers they are coded from."""
    all_of = [case for one in facts.specialties for case in reading.specialties()[one].cases]
    cases = dice.some(all_of, 3)
    papers = dice.some(facts.role.documents, 2)
    return {
        "case1": cases[0],
        "case2": cases[1],
        "case3": cases[2],
        "doc1": papers[0],
        "doc2": papers[1],
    }


def _asked(facts: Facts) -> dict[str, str]:
    asked, values = facts.credentials, {}
    if names := asked.any_of or asked.all_of:
        values["creds"] = listed(names, "or")
    if with_mark := [one for one in names if one in ("CPC", "COC")]:
        values["first"] = with_mark[0]
    if asked.preferred:
        values["preferred"] = listed(asked.preferred, "or")
    for tool in facts.tools:
        records = taxonomy.SOFTWARE[tool.slug].group == "Health records and practice management"
        values["ehr" if records else "encoder"] = tool.name
        if taxonomy.SOFTWARE[tool.slug].group == "Risk adjustment tools":
            values["ratool"] = tool.name
    liked = [tool.name for tool in facts.tools if tool.level == "preferred"]
    if liked:
        values["software"] = liked[0]
    return values


def _stated(facts: Facts, dice: Dice) -> dict[str, str]:
    values = {}
    if len(facts.specialties) == 2:
        nouns = [reading.specialties()[one].noun for one in facts.specialties]
        values["specialties"] = _both(*nouns)
    if facts.level not in LEARNING:
        years = dice.between(*YEARS[facts.level])
        values["years"] = f"{in_words(years)} year{'' if years == 1 else 's'}"
    if facts.output is not None:
        made = counted(float(str(facts.output["value"])), str(facts.output["unit"]))
        values["rate"] = f"{made} {with_article(str(facts.output['per']))}"
    if facts.accuracy:
        values["accuracy"] = f"{facts.accuracy} percent"
    if facts.offer.pay:
        values["pay"] = Pay(**facts.offer.pay).text
    if facts.offer.grade:
        values["grade"] = facts.offer.grade
    if facts.states and len(facts.states) < 20:
        values["states"] = listed([taxonomy.STATES[one].label for one in facts.states], "or")
    return values


def _both(one: str, other: str) -> str:
    """Two nouns that may have an "and" of their own."""
    return f"{one} as well as {other}" if " and " in one + other else f"{one} and {other}"


def _numbers(dice: Dice) -> dict[str, str]:
    """Small facts about the team and the first weeks, nothing that a record states."""
    between = dice.between
    return {
        "team": in_words(between(4, 38)),
        "small": in_words(between(2, 5)),
        "number": in_words(between(3, 8)),
        "long": in_words(between(11, 29)),
        "days": in_words(between(2, 5)),
        "weeks": in_words(dice.one((4, 6, 8, 10, 12))),
        "months": dice.one(("three", "six", "nine")),
        "hours": in_words(between(3, 9)),
        "volume": f"{between(24, 98)},000",
        "percent": str(between(42, 71)),
        "clean": str(between(93, 98)),
        "percent_small": in_words(between(30, 80)),
        "days90": dice.one(("sixty", "ninety", "thirty")),
        "audited": in_words(dice.one((10, 15, 20, 25, 30, 40))),
        "cycle": dice.one(("month", "quarter")),
        "day": dice.one(WEEKDAYS),
        "evening": dice.one(("five in the afternoon", "six in the evening", "eight at night")),
        "speed": dice.one(("25", "50", "100")),
        "minutes": dice.one(("thirty", "forty", "forty-five", "sixty")),
        "apply_minutes": dice.one(("five", "six", "eight", "ten")),
        "reply": dice.one(("three", "five", "seven", "ten")),
        "test": dice.one(("ten", "fifteen", "twenty", "twenty-five")),
        "first_day": dice.one(("1st", "10th", "15th", "20th")),
        "prn": dice.one(("sixteen", "twenty", "twenty-four", "thirty")),
        "part": dice.one(("twenty", "twenty-four", "thirty")),
    }


@lru_cache(maxsize=4)
def _dates(today: date) -> dict[str, str]:
    before, later = today - timedelta(days=50), today + timedelta(days=45)
    return {"month": f"{before:%B}", "next_month": f"{later:%B}"}


@cache
def _zone(state: str) -> str:
    zones = reading.table("regions")["zones"]
    return next(str(name) for name, states in zones.items() if state in states)
