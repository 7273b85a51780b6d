"""Who may act on a posting: a person, or the board itself under a name."""

from dataclasses import dataclass

from jobboard.accounts.models import User


@dataclass(frozen=True)
class System:
    """The board itself, under the name that the events show: "import", "sample", "time"."""

    name: str
    id: None = None

    @property
    def display_name(self) -> str:
        return self.name


Actor = User | System
TIME = System("time")
