"""Whether an edition was made for the day that is asked about. Pure."""

from datetime import date

# After how many months the next edition of a file comes. Of the fee schedule there are four a year, but
# its prices are made for a year.
MONTHS = {"ptp": 3, "mue": 3, "addon": 12, "rvu": 12, "gpci": 12}


def next_edition(dataset: str, begins: date) -> date | None:
    """The first day of the month in which the edition after this one begins."""
    months = MONTHS.get(dataset)
    if months is None:
        return None
    years, month = divmod(begins.month - 1 + months, 12)
    return date(begins.year + years, month + 1, 1)


def caution(dataset: str, begins: date | None, on: date) -> str:
    """What must be said where an edition answers for a day after its time; else nothing."""
    ends = next_edition(dataset, begins) if begins else None
    if ends is None or on < ends:
        return ""
    return (
        f"That edition was made for the time before {ends:%B} {ends.day}, {ends.year}. A later one, "
        "which is not loaded here, may answer otherwise."
    )
