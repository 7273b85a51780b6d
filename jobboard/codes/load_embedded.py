"""`python -m jobboard.codes.load_embedded`: loads ICD-10-CM in a process of its own.

The library comes first, and gives back what reading its file has needed, before the board is
imported: in the other order both would need their most at the same time.
"""

import ctypes
import gc
from contextlib import suppress

import simple_icd_10_cm  # noqa: F401

gc.collect()
with suppress(AttributeError, OSError):
    ctypes.CDLL(None).malloc_trim(0)


def main() -> None:
    import click

    from jobboard.clock import clock
    from jobboard.codes.imports import embedded
    from jobboard.commands import progress_of, with_app

    @with_app
    def load() -> None:
        if not embedded.is_wanted():
            click.echo("It is loaded already, or a newer edition, or EMBEDDED_CODES is off.")
            return
        with progress_of(embedded.ROWS, "Loading") as progress:
            rows = embedded.load(now=clock(), progress=progress)
        click.echo(
            f"Loaded ICD-10-CM {embedded.edition().name}: {rows} codes, blocks and chapters."
        )

    load()


if __name__ == "__main__":
    main()
