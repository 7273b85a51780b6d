"""When Python looks for garbage, for work that makes very many objects at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_once() -> Iterator[None]:
    """A chunk of rows makes some hundred thousand objects that die together: looking for garbage
    again and again meanwhile would take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def staying() -> Iterator[None]:
    """What is made here is there for as long as the process: it is never looked through, neither
    now nor while somebody waits for a page."""
    with collecting_once():
        yield
    gc.freeze()
