"""A job as far as it counts on landing pages, and what is counted for one page. Pure."""

from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

Key = tuple[str, str]
"""A landing page: its facet, and the value of it."""


class Job(NamedTuple):
    """A posting as far as it counts. `mark` changes with what it says."""

    mark: int
    is_live: bool
    pay: float | None
    employer_id: int
    is_remote: bool
    own: tuple[Key, ...]


@dataclass
class Tally:
    """What has been counted for one page."""

    live: int = 0
    marks: int = 0
    pay: "array[float]" = field(default_factory=lambda: array("d"))
    employers: set[int] = field(default_factory=set)

    def add(self, job: Job) -> None:
        if job.is_live:
            self.live += 1
            self.marks += job.mark
        if job.pay is not None:
            self.pay.append(job.pay)
            self.employers.add(job.employer_id)

    def take_in(self, other: "Tally", *, with_pay: bool) -> None:
        self.live += other.live
        self.marks += other.marks
        if with_pay:
            self.pay.extend(other.pay)
            self.employers |= other.employers
