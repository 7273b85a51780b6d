"""One cell of a file as a value. A ValueError says what is wrong with it, for the person who gave
the file."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from jobboard.codes.facts import service
from jobboard.codes.systems import normalize

HUNDREDTH = Decimal("0.01")
# Day 0 of spreadsheets.
SHEETS_BEGIN = date(1899, 12, 30)


def text(cell: str, longest: int | None = None) -> str:
    """Without spaces around it, and with none that nobody sees inside."""
    found = " ".join(cell.split())
    if longest and len(found) > longest:
        raise ValueError(f"“{found[:30]}…” is longer than {longest} characters")
    return found


def code(system: str, cell: str) -> str:
    return normalize(system, cell)


def service_code(cell: str) -> str:
    """A CPT or HCPCS code. Spreadsheets leave marks behind some that nobody sees."""
    try:
        return service(cell.rstrip("\ufffd\u00a0* "))
    except ValueError:
        raise ValueError(f"“{cell.strip()[:20]}” is not a CPT or HCPCS code") from None


def number(cell: str, name: str) -> Decimal:
    try:
        value = Decimal(cell.strip().replace(",", "").removeprefix("$"))
    except InvalidOperation:
        raise ValueError(f"{name} “{cell.strip()[:20]}” is not a number") from None
    if not value.is_finite():
        raise ValueError(f"{name} “{cell.strip()[:20]}” is not a number")
    return value


def amount(cell: str, name: str) -> Decimal | None:
    """A number of hundredths, or None for an empty cell. Some copies of the files carry what a
    computer's binary fractions made of it (7.159999999999999)."""
    return number(cell, name).quantize(HUNDREDTH) if cell.strip() else None


def optional(cell: str, name: str) -> Decimal | None:
    return number(cell, name) if cell.strip() else None


def day(cell: str, name: str) -> date:
    """`20260101`, `2026-01-01`, `01/01/2026`, or the year and the day in it, `2026001`."""
    written = cell.strip()
    try:
        if re.fullmatch(r"\d{8}", written):
            return date(int(written[:4]), int(written[4:6]), int(written[6:]))
        if re.fullmatch(r"\d{7}", written):
            return _day_of_year(int(written[:4]), int(written[4:]))
        if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", written):
            return date(int(found[3]), int(found[1]), int(found[2]))
        return date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{name} “{written[:20]}” is not a date") from None


def fiscal_day(year: int) -> date:
    """The day on which a fiscal year of ICD-10 begins."""
    return date(year - 1, 10, 1)


def sheet_day(cell: str) -> date:
    """As `day`, or the number that a spreadsheet has made of one (45017)."""
    if re.fullmatch(r"[34]\d{4}", cell.strip()):
        return SHEETS_BEGIN + timedelta(days=int(cell))
    return day(cell, "the day of the change")


def last_day(cell: str, name: str) -> date | None:
    """The day after which something ended; None for an empty cell or `*` (still in force)."""
    return None if cell.strip() in ("", "*") else day(cell, name)


def one_of(cell: str, allowed: str, name: str) -> str:
    value = cell.strip()[:1]
    if not value or value not in allowed:
        raise ValueError(f"{name} “{cell.strip()[:20]}” is none of {', '.join(allowed)}")
    return value


def sentences(cell: str) -> list[str]:
    return [found for one in cell.split(" | ") if (found := one.strip())]


def _day_of_year(year: int, day: int) -> date:
    if not 1 <= day <= 366:
        raise ValueError
    found = date(year, 1, 1) + timedelta(days=day - 1)
    if found.year != year:
        raise ValueError
    return found
