"""Readers of single values: from what somebody wrote to what a record holds. Pure.

A reader raises `Wrong` with a sentence that says what the value should be.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from jobboard.codes.intervals import Interval
from jobboard.taxonomy import Vocabulary
from jobboard.web.html import one_line

LIST_LIMIT = 60
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


class Wrong(ValueError):
    """One value is not what it should be; the sentence says what is."""


def line(limit: int) -> Callable[[Any], str]:
    def read_line(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("This should be text.")
        text = one_line(value)
        if len(text) > limit:
            raise Wrong(f"Please keep this to {limit} characters; it has {len(text)}.")
        return text

    return read_line


def term(vocabulary: Vocabulary[Any], what: str) -> Callable[[Any], str]:
    def read_term(value: Any) -> str:
        found = vocabulary.find(value) if isinstance(value, str) else None
        if found is None:
            raise Wrong(f"“{shown(value)}” is not {what} that this board knows.")
        return str(found.slug)

    return read_term


def several(
    reader: Callable[[Any], Any], limit: int = LIST_LIMIT
) -> Callable[[Any], tuple[Any, ...]]:
    def read_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise Wrong("This should be a list.")
        if len(value) > limit:
            raise Wrong(f"At most {limit} of these, please.")
        return tuple(dict.fromkeys(reader(item) for item in value))

    return read_list


def part(what: str, allowed: Iterable[str], value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Wrong(f"{what} should be an object with {', '.join(allowed)}.")
    if unknown := sorted(set(value) - set(allowed)):
        raise Wrong(f"{what} has no “{shown(unknown[0])}”.")
    return value


def number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong(f"“{shown(value)}” is not a number.")
    return float(value)


def day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise Wrong(f"“{shown(value)}” is not a date; write it as 2026-11-30.") from None


def code_interval(value: Any) -> Interval:
    """`cpt:38204-38243`, `38204-38243`, `CPT 99213` or `C91.0`; raises ValueError."""
    if not isinstance(value, str):
        raise Wrong("A code is text such as cpt:38204-38243.")
    named = SYSTEM_NAMED.fullmatch(value.strip())
    if not named:
        return Interval.parse(value)
    return Interval.parse(f"{SYSTEM_SLUGS[re.sub('[^a-z0-9]', '', named[1].lower())]}:{named[2]}")


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
        raise Wrong(f"“{shown(value)}” is not a web address; it should begin with https://.")
    return text


def with_scheme(address: str) -> str:
    """`example.com/jobs` is meant as https://example.com/jobs."""
    bare = "://" not in address and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", address)
    return f"https://{address}" if bare else address


def mail_address(value: Any) -> str:
    try:
        checked = validate_email(value or "", check_deliverability=False, test_environment=True)
    except (EmailNotValidError, TypeError, AttributeError):
        raise Wrong(f"“{shown(value)}” is not an email address.") from None
    return str(checked.normalized)


def shown(value: Any) -> str:
    return one_line(str(value))[:60]
