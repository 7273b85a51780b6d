"""Runs the child that reads résumés, and says in words what it answers.

No library that parses these files is ever imported in this process. A file that crashes, swells or
stalls its reader costs one child; two may run at once, and who comes later waits a moment.
"""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from jobboard.errors import FileRefused

CHILD = Path(__file__).with_name("reading_child.py")
WALL_SECONDS = 15.0
ANSWER_BYTES = 1_000_000
AT_ONCE = 2
PATIENCE_SECONDS = 10.0

SENTENCES = {
    "encrypted": "This file is locked with a password. Save it without one and send it again.",
    "unreadable": "This file is damaged or incomplete, so nobody can open it. Save it again.",
    "not-a-document": "This is no Word document, whatever its name says. Send a PDF or .docx file.",
    "too-big": "This file unpacks to far more than a résumé needs. Save it again as a PDF.",
    "macros": "This document contains macros, which employers cannot accept. Save it as a PDF.",
    "embedded": "This document has other programs’ objects inside. Save it as a PDF.",
    "entities": "This document has parts that no word processor writes. Save it as a PDF.",
    "reaches-out": "This document loads things from the internet when opened. Save it as a PDF.",
    "script": "This PDF runs a script when it is opened. Print it to a new PDF and send that.",
    "slow": "This file takes too long to read. Save it again as a simpler PDF.",
    "busy": "Many résumés are arriving just now. Please send yours again in a minute.",
}

_seats = threading.BoundedSemaphore(AT_ONCE)


def text_of(content: bytes, kind: str) -> str:
    """The words of a résumé (`kind`: pdf or docx), empty for a scan; raises FileRefused."""
    if not _seats.acquire(timeout=PATIENCE_SECONDS):
        raise FileRefused(SENTENCES["busy"])
    try:
        answer = _answer(_run(content, kind))
    finally:
        _seats.release()
    if reason := answer.get("refused"):
        raise FileRefused(SENTENCES[reason])
    return answer["text"]


def _answer(said: tuple[int, bytes]) -> dict[str, str]:
    """What the child said; its end, where it was killed before it could say anything."""
    code, output = said
    if code < 0:
        return {"refused": "slow"}
    try:
        answer = json.loads(output)
        return answer if {*answer} in ({"text"}, {"refused"}) else {"refused": "unreadable"}
    except (ValueError, TypeError):
        return {"refused": "unreadable"}


def _run(content: bytes, kind: str) -> tuple[int, bytes]:
    # -I and an empty environment: the child shall know neither our settings nor our folders.
    child = subprocess.Popen(  # noqa: S603 - our own file, by our own interpreter
        [sys.executable, "-I", "-B", str(CHILD), kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
        cwd="/",
    )
    assert child.stdin is not None and child.stdout is not None
    alarm = threading.Timer(WALL_SECONDS, child.kill)
    feeder = threading.Thread(target=_feed, args=(child.stdin, content), daemon=True)
    alarm.start()
    feeder.start()
    try:
        # Never more than this: a child that was taken over shall not fill our memory.
        output = child.stdout.read(ANSWER_BYTES)
        if len(output) == ANSWER_BYTES:
            child.kill()
        return child.wait(), output
    finally:
        child.kill()
        alarm.cancel()
        child.wait()
        feeder.join()
        child.stdout.close()


def _feed(pipe: IO[bytes], content: bytes) -> None:
    try:
        with pipe:
            pipe.write(content)
    except OSError:
        # The child ended before it had read all; what it said counts.
        return
