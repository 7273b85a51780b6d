"""A real Chromium, and the whole board running as `make demo` runs it, for the journeys.

Without a Chromium the browser tests are skipped, loudly; REQUIRE_BROWSER=1 makes that a failure.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import urllib3
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.ports import free_port

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "demo-password-1"
SAMPLE = 0
# For what a page or a letter takes on a machine with other things to do; mostly it is there at once.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class LiveBoard:
    address: str
    data: Path

    def letter_to(self, email: str, about: str, within: float = PATIENCE_MS / 1000) -> str:
        """The text of the newest letter to somebody whose subject has these words."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            # One that is being written has a dot before its name.
            for file in sorted((self.data / "letters").glob("[!.]*.eml"), reverse=True):
                letter: Any = message_from_bytes(file.read_bytes(), policy=policy.default)
                if letter["To"] == email and about.lower() in str(letter["Subject"]).lower():
                    return str(letter.get_body(("plain",)).get_content())
            _pause()
        raise AssertionError(f"No letter about “{about}” reached {email}.")

    def link_in(self, letter: str) -> str:
        found = re.search(rf"{re.escape(self.address)}\S+", letter)
        assert found, letter
        return found[0]

    def run(self, *command: str, typed: str = "") -> str:
        """A `jobboard` command on this board, from another shell; `typed` is its standard input."""
        done = subprocess.run(
            [sys.executable, "-m", "jobboard.cli", *command],
            env={**os.environ, "DATA": str(self.data)},
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if program is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, and there is no Chromium on the PATH.")
        pytest.skip("NO BROWSER: the journeys need Chromium on the PATH, and were not tested.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveBoard]:
    """`jobboard demo` with a small sample: engine, worker and web server, each a process."""
    data, port = tmp_path_factory.mktemp("live"), free_port()
    quick = {"ARGON2_MEMORY_KIB": "1024", "EMBEDDED_CODES": "false"}
    environment = {**os.environ, "DATA": str(data), "PORT": str(port), **quick}
    with (data / "demo.log").open("wb") as log:
        demo = subprocess.Popen(
            [sys.executable, "-m", "jobboard.cli", "demo", "--postings", str(SAMPLE)],
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        board = LiveBoard(f"http://127.0.0.1:{port}", data)
        _wait_until_ready(board, demo)
        yield board
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(60)


@pytest.fixture
def page(chromium: Browser, live_board: LiveBoard) -> Iterator[Page]:
    """A fresh visitor; an error in a page's scripts or policy fails the test."""
    with visitor(chromium, live_board) as page:
        yield page


# Chromium reports the 4xx pages that a test asks for on purpose, and htmx each answer that it no
# longer waits for because somebody typed on. What goes wrong after a request has a line of its own
# ("htmx:sendError", "htmx:timeout"), so nothing is missed with the first line of an abort.
HARMLESS = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")


class visitor:
    """A browser of somebody's own, without cookies: `with visitor(chromium, board) as page`."""

    def __init__(self, chromium: Browser, board: LiveBoard, **options: Any) -> None:
        self.context = chromium.new_context(base_url=board.address, **options)
        self.complaints: list[str] = []

    def __enter__(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        return page

    def __exit__(self, kind: Any, *_: Any) -> None:
        self.context.close()
        if kind is None:
            assert self.complaints == []

    def _listen(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith(HARMLESS):
            self.complaints.append(message.text)


def somebody_new(board: LiveBoard, email: str, role: str = "candidate") -> str:
    """An account that no other journey uses: what they did does not count against it."""
    board.run(
        "accounts", "create", email, "--role", role, "--password-stdin", typed=f"{PASSWORD}\n"
    )
    return email


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/account/login")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


def _wait_until_ready(board: LiveBoard, demo: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 120
    with urllib3.PoolManager(retries=False, timeout=2) as http:
        while time.monotonic() < end:
            assert demo.poll() is None, (board.data / "demo.log").read_text()
            try:
                if http.request("GET", f"{board.address}/readyz").json()["ok"]:
                    return
            except (urllib3.exceptions.HTTPError, ValueError):
                pass
            _pause()
    raise AssertionError((board.data / "demo.log").read_text())


def _pause() -> None:
    time.sleep(0.1)
