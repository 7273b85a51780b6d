"""What is wrong with a record, field by field, in sentences. Pure."""

from dataclasses import dataclass

from jobboard.errors import JobboardError


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
