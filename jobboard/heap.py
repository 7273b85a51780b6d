"""What the C library keeps of the memory that our processes have needed once. Where it is not glibc,
nothing is asked of it.
"""

import ctypes
from contextlib import suppress

M_ARENA_MAX = -8


def keep_one() -> None:
    """One heap for all threads that begin later. Each would otherwise get its own and keep what its
    largest page needed; Python lets one thread work at a time, so they hardly wait for each other."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Gives the system what is free at the moment."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
