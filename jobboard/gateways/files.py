"""Private files, by key. Keys are ours (`resumes/2026/ab12….pdf`), never a person's file name."""

import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from jobboard.errors import JobboardError
from jobboard.settings import Settings

# Each part begins with a letter or a figure, so neither ".." nor a hidden name is a key.
KEY = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)*", re.ASCII)
LONGEST_KEY = 120


class FilesUnavailable(JobboardError):
    """The store does not answer; what was to be kept has not been kept."""

    status = 503
    title = "Files cannot be reached just now"


class FileStore(Protocol):
    """A key that is not one of ours is a ValueError: it is a mistake of ours, not a person's."""

    def put(self, key: str, content: bytes) -> None:
        """Keeps it whole or not at all, in the place of what was there."""
        ...

    def get(self, key: str) -> bytes:
        """The content; raises FileNotFoundError."""
        ...

    def remove(self, key: str) -> None:
        """Removes it; nothing happens when it is gone already."""
        ...

    def keys(self) -> list[str]:
        """All keys, for backups."""
        ...


def file_store(settings: Settings) -> FileStore:
    """The store that `FILES_URL` names: `s3://bucket/prefix`, `file:///folder`, or by default
    the folder `files` among the board's data."""
    url = urlsplit(settings.files_url)
    if url.scheme == "s3":
        from jobboard.gateways.s3_files import bucket_at

        return bucket_at(settings.files_url)
    if url.scheme == "file":
        return Folder(Path(unquote(url.path)))
    if settings.files_url:
        raise ValueError("FILES_URL must begin with s3:// or file://")
    return Folder(settings.data / "files")


def checked(key: str) -> str:
    """The key, if it is one that can lead nowhere else."""
    if len(key) > LONGEST_KEY or not KEY.fullmatch(key):
        raise ValueError(f"{key!r} is not a key of a file")
    return key


@dataclass
class Folder:
    """Files below one folder that only the board's own user may read."""

    root: Path

    def put(self, key: str, content: bytes) -> None:
        place = self._place(key)
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.parent.mkdir(parents=True, exist_ok=True)
        # Written beside its place and renamed, so that nobody ever reads half of it. The
        # leading dot is no key's, so a leftover of a crash is never listed.
        handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as half:
                half.write(content)
                half.flush()
                os.fsync(half.fileno())
            Path(beside).replace(place)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise

    def get(self, key: str) -> bytes:
        return self._place(key).read_bytes()

    def remove(self, key: str) -> None:
        self._place(key).unlink(missing_ok=True)

    def keys(self) -> list[str]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        names = (path.relative_to(self.root).as_posix() for path in found)
        return sorted(name for name in names if KEY.fullmatch(name))

    def _place(self, key: str) -> Path:
        return self.root / checked(key)


@dataclass
class Shelf:
    """Keeps files in memory: for tests."""

    files: dict[str, bytes] = field(default_factory=dict)

    def put(self, key: str, content: bytes) -> None:
        self.files[checked(key)] = content

    def get(self, key: str) -> bytes:
        try:
            return self.files[checked(key)]
        except KeyError:
            raise FileNotFoundError(key) from None

    def remove(self, key: str) -> None:
        self.files.pop(checked(key), None)

    def keys(self) -> list[str]:
        return sorted(self.files)
