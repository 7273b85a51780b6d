"""Runs parts of the board as processes of their own, which a test can kill."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(database_url: str, data: Path, **more: str) -> dict[str, str]:
    """What a process needs to act on the same board as the test."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "DATA": str(data),
        "DEMO": "true",
        # 98,000 codes that no such test needs.
        "EMBEDDED_CODES": "false",
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a-secret-for-tests-only-" + "x" * 32,
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }


@contextmanager
def process(*command: str, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Ended, by its id, when the block ends."""
    with log.open("ab") as out:
        one = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=env, stdout=out, stderr=out
        )
    try:
        yield one
    finally:
        if one.poll() is None:
            one.kill()
        one.wait(60)
