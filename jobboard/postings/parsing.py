"""The one parser of posting records: from what somebody wrote to a `PostingRecord`.

It reports everything that is wrong at once, each as a sentence with the field that it is about.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.errors import JobboardError
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
from jobboard.taxonomy import Vocabulary
from jobboard.web.html import one_line, plain
from jobboard.web.typed import to_html

# The names that people write before a code, for the slugs that records use.
SYSTEM_SLUGS = {
    "cpt": "cpt",
    "hcpcs": "hcpcs",
    "hcpcslevelii": "hcpcs",
    "icd10cm": "icd10cm",
    "icd10": "icd10cm",
    "icd10pcs": "icd10pcs",
    "msdrg": "msdrg",
    "drg": "msdrg",
}
SYSTEM_NAMED = re.compile(
    r"(cpt|hcpcs(?: level ii)?|icd-?10(?:-?cm|-?pcs)?|ms-?drg|drg)[\s:]+(\S.*)", re.IGNORECASE
)

TITLE_LIMIT, DESCRIPTION_LIMIT, LIST_LIMIT, QUESTION_LIMIT = 160, 60_000, 60, 20


@dataclass(frozen=True)
class Problem:
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.field}: {self.sentence}"


class RecordWrong(JobboardError):
    """`problems` has every one of them."""

    title = "This job cannot be taken as it is"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(map(str, problems)))
        self.problems = problems


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


class Wrong(ValueError):
    """One value is not what it should be; the sentence says what is."""


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


def _line(limit: int) -> Callable[[Any], str]:
    def read_line(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("This should be text.")
        text = one_line(value)
        if len(text) > limit:
            raise Wrong(f"Please keep this to {limit} characters; it has {len(text)}.")
        return text

    return read_line


def _title(value: Any) -> str:
    title = _line(TITLE_LIMIT)(value)
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


def _term(vocabulary: Vocabulary[Any], what: str) -> Callable[[Any], str]:
    def read_term(value: Any) -> str:
        term = vocabulary.find(value) if isinstance(value, str) else None
        if term is None:
            raise Wrong(f"“{_shown(value)}” is not {what} that this board knows.")
        return str(term.slug)

    return read_term


def _list(
    reader: Callable[[Any], Any], limit: int = LIST_LIMIT
) -> Callable[[Any], tuple[Any, ...]]:
    def read_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise Wrong("This should be a list.")
        if len(value) > limit:
            raise Wrong(f"At most {limit} of these, please.")
        return tuple(dict.fromkeys(reader(item) for item in value))

    return read_list


def code_interval(value: Any) -> Interval:
    """`cpt:38204-38243`, `38204-38243`, `CPT 99213` or `C91.0`; raises ValueError."""
    if not isinstance(value, str):
        raise Wrong("A code is text such as cpt:38204-38243.")
    named = SYSTEM_NAMED.fullmatch(value.strip())
    if not named:
        return Interval.parse(value)
    return Interval.parse(f"{SYSTEM_SLUGS[re.sub('[^a-z0-9]', '', named[1].lower())]}:{named[2]}")


def _part(what: str, allowed: Iterable[str], value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Wrong(f"{what} should be an object with {', '.join(allowed)}.")
    if unknown := sorted(set(value) - set(allowed)):
        raise Wrong(f"{what} has no “{_shown(unknown[0])}”.")
    return value


def _credentials(value: Any) -> Credentials:
    part = _part("Credentials", ("any_of", "all_of", "preferred", "accept_apprentice"), value)
    several = _list(_term(taxonomy.CREDENTIALS, "a credential"))
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
    part = _part("A place", ("city", "state", "zip"), value)
    state = part.get("state")
    zip_code = str(part.get("zip") or "").strip()
    if zip_code and not re.fullmatch(r"\d{5}(-\d{4})?", zip_code):
        raise Wrong(f"“{_shown(zip_code)}” is not a ZIP code.")
    place = PlaceGiven(
        city=_line(80)(part["city"]) if part.get("city") else None,
        state=_term(taxonomy.STATES, "a state")(state) if state else None,
        zip=zip_code[:5] or None,
    )
    if not (place.city or place.state or place.zip):
        raise Wrong("A place needs a city, a state or a ZIP code.")
    return place


def _pay(value: Any) -> Pay:
    part = _part("Pay", ("min", "max", "unit", "currency"), value)
    low, high = _amount(part.get("min")), _amount(part.get("max"))
    if low is None and high is None:
        raise Wrong("Pay needs at least one amount.")
    if low is not None and high is not None and low > high:
        raise Wrong("The lower end of the pay is above the upper end.")
    if (part.get("currency") or "USD") != "USD":
        raise Wrong("Pay is stated in US dollars (USD) here.")
    if not part.get("unit"):
        raise Wrong("Pay needs a unit, such as hour or year.")
    return Pay(low, high, _term(taxonomy.PAY_UNITS, "a unit of pay")(part["unit"]))


def _amount(value: Any) -> float | None:
    if value is None or value == "":
        return None
    number = _number(value)
    if not 0 < number <= 2_000_000:
        raise Wrong("An amount of pay should be above zero and below two million dollars.")
    return round(number, 2)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong(f"“{_shown(value)}” is not a number.")
    return float(value)


def _software(value: Any) -> SoftwareAsked:
    part = _part("Software", ("name", "slug", "level"), value)
    name = part.get("name") or part.get("slug")
    level = part.get("level")
    return SoftwareAsked(
        slug=_term(taxonomy.SOFTWARE, "a program")(name),
        level=_term(taxonomy.SOFTWARE_LEVELS, "a level")(level) if level else None,
    )


def _productivity(value: Any) -> Productivity:
    part = _part("Productivity", ("value", "unit", "per"), value)
    amount = _number(part.get("value"))
    if not 0 < amount <= 5000:
        raise Wrong("A productivity standard should be between 0 and 5,000.")
    return Productivity(
        amount,
        _term(taxonomy.PRODUCTIVITY_UNITS, "a unit of work")(part.get("unit")),
        _term(taxonomy.PRODUCTIVITY_PERIODS, "a period")(part.get("per")),
    )


def _percent(value: Any) -> float:
    number = _number(value)
    if not 0 < number <= 100:
        raise Wrong("Accuracy is a percentage between 0 and 100.")
    return number


def _apply(value: Any) -> Apply:
    part = _part("How to apply", ("by", "url", "email"), value)
    by = part.get("by")
    if by == "board":
        return Apply()
    if by == "url":
        return Apply(by="url", url=web_address(part.get("url")))
    if by == "email":
        return Apply(by="email", email=_mail_address(part.get("email")))
    raise Wrong("Applying is by board, url or email.")


def web_address(value: Any) -> str:
    """A http(s) address without a password in it; raises ValueError with a sentence."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        public = re.fullmatch(r"[\w-]+(\.[\w-]+)+\.?", parts.hostname or "")
        # Asking for the port raises ValueError where there is none to be had.
        fine = (
            parts.scheme in ("http", "https") and public and not parts.username and parts.port != 0
        )
    except ValueError:
        fine = False
    if not fine or len(text) > 500 or re.search(r"[\s<>\"\x00-\x1f]", text):
        raise Wrong(f"“{_shown(value)}” is not a web address; it should begin with https://.")
    return text


def with_scheme(address: str) -> str:
    """`example.com/jobs` is meant as https://example.com/jobs."""
    bare = "://" not in address and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", address)
    return f"https://{address}" if bare else address


def _mail_address(value: Any) -> str:
    try:
        return str(
            validate_email(
                value or "", check_deliverability=False, test_environment=True
            ).normalized
        )
    except (EmailNotValidError, TypeError, AttributeError):
        raise Wrong(f"“{_shown(value)}” is not an email address.") from None


def _question(value: Any) -> ScreeningQuestion:
    part = _part("A question", ("text", "kind", "required", "choices"), value)
    kind = _term(taxonomy.QUESTION_KINDS, "a kind of question")(part.get("kind"))
    choices = _list(_line(120), 12)(part.get("choices") or ())
    if kind in ("choice", "several") and len(choices) < 2:
        raise Wrong("A question with choices needs at least two of them.")
    text = _line(300)(part.get("text") or "")
    if not text:
        raise Wrong("A question needs words.")
    required = bool(part.get("required", False))
    return ScreeningQuestion(text, kind, required, choices if kind in ("choice", "several") else ())


def _date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise Wrong(f"“{_shown(value)}” is not a date; write it as 2026-11-30.") from None


def _shown(value: Any) -> str:
    return one_line(str(value))[:60]


READERS: dict[str, Callable[[Any], Any]] = {
    "ref": _line(120),
    "source": _line(40),
    "employer": _line(160),
    "title": _title,
    "description": _description,
    "role": _term(taxonomy.ROLES, "a role"),
    "level": _term(taxonomy.LEVELS, "a level"),
    "specialties": _list(_term(taxonomy.SPECIALTIES, "a specialty")),
    "setting": _term(taxonomy.SETTINGS, "a setting"),
    "codes": _list(code_interval),
    "credentials": _credentials,
    "arrangement": _term(taxonomy.ARRANGEMENTS, "an arrangement"),
    "eligible_states": _list(_term(taxonomy.STATES, "a state"), 60),
    "places": _list(_place, 20),
    "place_text": _line(160),
    "grade": _line(40),
    "employment_type": _term(taxonomy.EMPLOYMENT_TYPES, "an employment type"),
    "shift": _term(taxonomy.SHIFTS, "a shift"),
    "benefits": _list(_term(taxonomy.BENEFITS, "a benefit")),
    "pay": _pay,
    "pay_missing": _term(taxonomy.PAY_MISSING_REASONS, "a reason"),
    "software": _list(_software),
    "productivity": _productivity,
    "accuracy_percent": _percent,
    "apply": _apply,
    "questions": _list(_question, QUESTION_LIMIT),
    "posted_at": _date,
    "expires_at": _date,
}
