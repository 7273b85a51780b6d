"""What a load adds, changes and retires of the release before. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        return self.added + self.changed + self.unchanged

    @property
    def before(self) -> int:
        return self.changed + self.unchanged + self.retired

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.retired} retired"
