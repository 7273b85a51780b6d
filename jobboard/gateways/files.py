"""Private files, by key. Keys are ours (`resumes/2026/ab12….pdf`), never a person's file name."""

from typing import Protocol


class FileStore(Protocol):
    def put(self, key: str, content: bytes) -> None: ...

    def get(self, key: str) -> bytes:
        """The content; raises FileNotFoundError."""
        ...

    def remove(self, key: str) -> None:
        """Removes it; nothing happens when it is gone already."""
        ...

    def keys(self) -> list[str]:
        """All keys, for backups."""
        ...
