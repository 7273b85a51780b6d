"""A command on a leash: it ends when the process that started it is gone, however that ended.

Only a process itself can ask the kernel for that, so the command is started through this file, which asks
and then becomes the command. Asking in `preexec_fn` would run our code between fork and exec, where a
process with threads may stand still for ever.

Start it from the main thread: Linux ends a child with the *thread* that made it.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1


def on_a_leash(command: Sequence[str], *, ends_by: signal.Signals) -> list[str]:
    """The command that runs `command` so. Other systems than Linux have no such thing: as it is."""
    if sys.platform != "linux":
        return list(command)
    # Neither the site nor the environment is read: this takes about ten milliseconds.
    ours = [sys.executable, "-I", "-S", __file__, str(os.getpid()), str(int(ends_by))]
    return [*ours, *command]


def main(parent: str, ends_by: str, *command: str) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(ends_by))
    if os.getppid() != int(parent):  # it was gone before we could ask
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606 - our own commands


if __name__ == "__main__":
    main(*sys.argv[1:])
