"""The one parser of posting records: from what somebody wrote to a `PostingRecord`.

It reports everything that is wrong at once, each as a sentence with the field that it is about.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jobboard import taxonomy
from jobboard.postings import values
from jobboard.postings.problems import Problem, RecordWrong
from jobboard.postings.record import (
    Apply,
    Credentials,
    Pay,
    PlaceGiven,
    PostingRecord,
    Productivity,
    ScreeningQuestion,
    SoftwareAsked,
)
from jobboard.postings.values import Wrong
from jobboard.web.html import plain
from jobboard.web.typed import to_html

TITLE_LIMIT, DESCRIPTION_LIMIT, QUESTION_LIMIT = 160, 60_000, 20


def read(data: Any) -> PostingRecord:
    """Checks the shape of a record and cleans its texts; raises RecordWrong."""
    if not isinstance(data, Mapping):
        raise RecordWrong([Problem("record", "A record is a JSON object with named fields.")])
    reading = _Reading()
    for name in sorted(set(data) - set(READERS), key=str):
        reading.wrong(str(name)[:60], "There is no such field.")
    for name in ("title", "description"):
        if not data.get(name):
            reading.wrong(name, f"A job needs a {name}.")
    given = {
        name: reading.one(name, reader, data[name])
        for name, reader in READERS.items()
        if data.get(name) is not None and data[name] != ""
    }
    if reading.problems:
        raise RecordWrong(reading.problems)
    return PostingRecord(**given)


@dataclass
class _Reading:
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, sentence: str) -> None:
        self.problems.append(Problem(name, sentence))

    def one(self, name: str, reader: Callable[[Any], Any], value: Any) -> Any:
        try:
            return reader(value)
        except ValueError as error:
            self.wrong(name, str(error))
            return None


def _title(value: Any) -> str:
    title = values.line(TITLE_LIMIT)(value)
    if not re.search(r"[^\W\d_]{2}", title):
        raise Wrong("A title needs words.")
    return title


def _description(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("The description should be text.")
    if len(value) > DESCRIPTION_LIMIT:
        raise Wrong(f"Please keep the description to {DESCRIPTION_LIMIT:,} characters.")
    cleaned = to_html(value)
    if not plain(cleaned):
        raise Wrong("The description has no words in it.")
    return cleaned


def _credentials(value: Any) -> Credentials:
    part = values.part("Credentials", ("any_of", "all_of", "preferred", "accept_apprentice"), value)
    several = values.several(values.term(taxonomy.CREDENTIALS, "a credential"))
    apprentice = part.get("accept_apprentice")
    if apprentice not in (None, True, False):
        raise Wrong("Whether apprentices are welcome is true or false.")
    return Credentials(
        any_of=several(part.get("any_of") or ()),
        all_of=several(part.get("all_of") or ()),
        preferred=several(part.get("preferred") or ()),
        accept_apprentice=apprentice,
    )


def _place(value: Any) -> PlaceGiven:
    part = values.part("A place", ("city", "state", "zip"), value)
    state = part.get("state")
    zip_code = str(part.get("zip") or "").strip()
    if zip_code and not re.fullmatch(r"\d{5}(-\d{4})?", zip_code):
        raise Wrong(f"“{values.shown(zip_code)}” is not a ZIP code.")
    place = PlaceGiven(
        city=values.line(80)(part["city"]) if part.get("city") else None,
        state=values.term(taxonomy.STATES, "a state")(state) if state else None,
        zip=zip_code[:5] or None,
    )
    if not (place.city or place.state or place.zip):
        raise Wrong("A place needs a city, a state or a ZIP code.")
    return place


def _pay(value: Any) -> Pay:
    part = values.part("Pay", ("min", "max", "unit", "currency"), value)
    low, high = _amount(part.get("min")), _amount(part.get("max"))
    if low is None and high is None:
        raise Wrong("Pay needs at least one amount.")
    if low is not None and high is not None and low > high:
        raise Wrong("The lower end of the pay is above the upper end.")
    if (part.get("currency") or "USD") != "USD":
        raise Wrong("Pay is stated in US dollars (USD) here.")
    if not part.get("unit"):
        raise Wrong("Pay needs a unit, such as hour or year.")
    return Pay(low, high, values.term(taxonomy.PAY_UNITS, "a unit of pay")(part["unit"]))


def _amount(value: Any) -> float | None:
    if value is None or value == "":
        return None
    number = values.number(value)
    if not 0 < number <= 2_000_000:
        raise Wrong("An amount of pay should be above zero and below two million dollars.")
    return round(number, 2)


def _software(value: Any) -> SoftwareAsked:
    part = values.part("Software", ("name", "slug", "level"), value)
    name = part.get("name") or part.get("slug")
    level = part.get("level")
    return SoftwareAsked(
        slug=values.term(taxonomy.SOFTWARE, "a program")(name),
        level=values.term(taxonomy.SOFTWARE_LEVELS, "a level")(level) if level else None,
    )


def _productivity(value: Any) -> Productivity:
    part = values.part("Productivity", ("value", "unit", "per"), value)
    amount = values.number(part.get("value"))
    if not 0 < amount <= 5000:
        raise Wrong("A productivity standard should be between 0 and 5,000.")
    return Productivity(
        amount,
        values.term(taxonomy.PRODUCTIVITY_UNITS, "a unit of work")(part.get("unit")),
        values.term(taxonomy.PRODUCTIVITY_PERIODS, "a period")(part.get("per")),
    )


def _percent(value: Any) -> float:
    number = values.number(value)
    if not 0 < number <= 100:
        raise Wrong("Accuracy is a percentage between 0 and 100.")
    return number


def _apply(value: Any) -> Apply:
    part = values.part("How to apply", ("by", "url", "email"), value)
    by = part.get("by")
    if by == "board":
        return Apply()
    if by == "url":
        return Apply(by="url", url=values.web_address(part.get("url")))
    if by == "email":
        return Apply(by="email", email=values.mail_address(part.get("email")))
    raise Wrong("Applying is by board, url or email.")


def _question(value: Any) -> ScreeningQuestion:
    part = values.part("A question", ("text", "kind", "required", "choices"), value)
    kind = values.term(taxonomy.QUESTION_KINDS, "a kind of question")(part.get("kind"))
    choices = values.several(values.line(120), 12)(part.get("choices") or ())
    if kind in ("choice", "several") and len(choices) < 2:
        raise Wrong("A question with choices needs at least two of them.")
    text = values.line(300)(part.get("text") or "")
    if not text:
        raise Wrong("A question needs words.")
    required = bool(part.get("required", False))
    return ScreeningQuestion(text, kind, required, choices if kind in ("choice", "several") else ())


READERS: dict[str, Callable[[Any], Any]] = {
    "ref": values.line(120),
    "source": values.line(40),
    "employer": values.line(160),
    "title": _title,
    "description": _description,
    "role": values.term(taxonomy.ROLES, "a role"),
    "level": values.term(taxonomy.LEVELS, "a level"),
    "specialties": values.several(values.term(taxonomy.SPECIALTIES, "a specialty")),
    "setting": values.term(taxonomy.SETTINGS, "a setting"),
    "codes": values.several(values.code_interval),
    "credentials": _credentials,
    "arrangement": values.term(taxonomy.ARRANGEMENTS, "an arrangement"),
    "eligible_states": values.several(values.term(taxonomy.STATES, "a state"), 60),
    "places": values.several(_place, 20),
    "place_text": values.line(160),
    "grade": values.line(40),
    "employment_type": values.term(taxonomy.EMPLOYMENT_TYPES, "an employment type"),
    "shift": values.term(taxonomy.SHIFTS, "a shift"),
    "benefits": values.several(values.term(taxonomy.BENEFITS, "a benefit")),
    "pay": _pay,
    "pay_missing": values.term(taxonomy.PAY_MISSING_REASONS, "a reason"),
    "software": values.several(_software),
    "productivity": _productivity,
    "accuracy_percent": _percent,
    "apply": _apply,
    "questions": values.several(_question, QUESTION_LIMIT),
    "posted_at": values.day,
    "expires_at": values.day,
}
