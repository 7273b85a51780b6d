"""Keeps a few child processes alive, and ends them all when it ends."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jobboard.leash import on_a_leash

PATIENCE = 8.0


@dataclass
class Child:
    name: str
    command: Sequence[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0

    def start(self) -> None:
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands
                on_a_leash(self.command, ends_by=signal.SIGTERM),
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A Ctrl-C on the terminal reaches the supervisor only, which ends them in order.
                start_new_session=True,
            )

    @property
    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None


@dataclass
class Supervisor:
    """Starts children again when they die, with growing pauses."""

    children: list[Child] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def add(self, child: Child) -> None:
        self.children.append(child)
        child.start()

    def stop_on_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())

    def run_once(self) -> bool:
        """Waits a moment and looks after the children; True when it is time to end."""
        if self.stopping.wait(0.25):
            return True
        for child in self.children:
            if child.is_dead:
                self._again(child)
        return False

    def end(self) -> None:
        """Ends the children in the reverse order of their starting."""
        running = [child.process for child in reversed(self.children) if child.process]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for process in running:
            _end_family(process.pid)

    def _again(self, child: Child) -> None:
        lived = time.monotonic() - child.started
        child.failures = 0 if lived > 30 else child.failures + 1
        if not self.stopping.wait(min(0.2 * 2**child.failures, 10)):
            child.start()


def _end_family(process_id: int) -> None:
    """A child may leave children of its own when it dies early; each child leads a group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process_id, signal.SIGKILL)
