"""A small process that runs the tests' engine for as long as somebody uses it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# A killed test run cannot say good-bye; a keeper that outlives the longest run ends itself.
LONGEST_RUN = 3600


def start(data_dir: Path) -> dict[str, Any]:
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.engine_keeper", str(data_dir)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert keeper.stdout is not None
    with keeper.stdout as said:
        url, key = json.loads(said.readline())
    keeper.returncode = 0  # it is nobody's child to wait for: the last worker ends it by its id
    return {"pid": keeper.pid, "url": url, "key": key}


def stop(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)


def main(data_dir: str) -> None:
    from jobboard.gateways.engine_files import HOW_TO_GET, find_program
    from jobboard.gateways.engine_program import EngineProgram

    found = find_program()
    assert found is not None, HOW_TO_GET
    program = EngineProgram(found)
    address = program.start(Path(data_dir))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # which stops the program (atexit)
    sys.stdout.write(json.dumps(address) + "\n")
    sys.stdout.flush()
    sys.stdout.close()
    signal.alarm(LONGEST_RUN)
    signal.pause()


if __name__ == "__main__":
    main(sys.argv[1])
