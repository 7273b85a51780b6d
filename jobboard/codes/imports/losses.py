"""When a new release leaves out more of the one before than a year's changes do. Pure.

A file that was cut off between two lines is right line by line: only what is missing tells.
"""

from jobboard.codes.imports.counts import Counts
from jobboard.errors import JobboardError

UNUSUAL, FAR_TOO_MUCH = 0.02, 1 / 3
# Of a handful, one more or less says nothing.
LEAST_BEFORE = 50
AGREE = "If it is whole and they are really gone, say --retire-many."


class LossRefused(JobboardError):
    """So much would be retired that the file is hardly whole."""

    def __init__(self, counts: Counts) -> None:
        super().__init__(f"Nothing was written: {_lacking(counts)} {AGREE}")


def share_lost(counts: Counts) -> float:
    """How much of the release before the new one does not have."""
    return counts.retired / counts.before if counts.before >= LEAST_BEFORE else 0.0


def is_far_too_much(counts: Counts) -> bool:
    return share_lost(counts) >= FAR_TOO_MUCH


def warning(counts: Counts, *, agreed: bool) -> str | None:
    """A sentence where more is lost than usual; `agreed` is for who has said that it may be."""
    if share_lost(counts) <= UNUSUAL:
        return None
    if is_far_too_much(counts) and not agreed:
        return f"{_lacking(counts)} An import would be refused. {AGREE}"
    return f"{_lacking(counts)} If the file is not whole, import the whole one under the same name."


def _lacking(counts: Counts) -> str:
    return (
        f"{counts.retired:,} entries of the release before ({share_lost(counts):.0%}) are not in "
        f"this file, which has {counts.total:,}."
    )
