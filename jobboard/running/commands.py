"""`jobboard serve`, `worker`, `demo`, `database`, `backup` and `restore`."""

import os
import signal
import threading
from pathlib import Path

import click

from jobboard import create_app
from jobboard.commands import Refused, settings_or_refuse, with_app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), type=int)
@click.option("--workers", default=1, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads of each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages with granian, which slow clients cannot stall."""
    from jobboard.running import serving
    from jobboard.running.schema import must_be_current

    must_be_current(settings_or_refuse().database)
    command = serving.command(host=host, port=port, workers=workers, threads=threads)
    os.execv(command[0], command)  # noqa: S606 - our own command


@click.command()
def worker() -> None:
    """Do what the outbox holds, and what the clock asks for, until told to stop."""
    app = create_app(settings_or_refuse())
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    from jobboard.worker import run

    run(app, stop)
    click.echo("The worker has stopped.")


@click.command()
@click.option("--postings", default=300, show_default=True, help="Sample postings to begin with.")
def demo(postings: int) -> None:
    """Set everything up in $DATA and run the whole board until Ctrl-C."""
    from jobboard.running.demo import run

    run(
        data=Path(os.environ.get("DATA", "instance")),
        port=int(os.environ.get("PORT", "8000")),
        postings=postings,
    )


@click.command(hidden=True)
@click.option("--postings", default=300)
def prepare_demo(postings: int) -> None:
    """The demo's first steps, which `jobboard demo` runs in a process of their own."""
    from jobboard.running.preparing import prepare

    prepare(postings)


@click.group()
def database() -> None:
    """The database: bring its tables up to date, and load the reference data."""


@database.command()
@with_app
def upgrade() -> None:
    """Bring the tables to this version, and load places and codes that the project ships."""
    from jobboard.running.migrating import upgrade_tables
    from jobboard.running.setting_up import load_reference

    upgrade_tables()
    click.echo(load_reference())


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_app
def backup(file: Path) -> None:
    """Write the database and the private files into FILE, a .tar.gz. The index is rebuilt later."""
    from jobboard.running.backing_up import back_up

    rows, files = back_up(file)
    click.echo(f"Backed up {rows} rows and {files} files to {file}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace what is there without asking.")
@with_app
def restore(file: Path, yes: bool) -> None:
    """Put back what a backup holds, in place of what is there; then rebuild the index."""
    from jobboard.running.backing_up import restore_from
    from jobboard.running.migrating import upgrade_tables

    if not yes and not click.confirm("This replaces the whole board by the backup. Go on?"):
        raise Refused("Nothing was changed.")
    upgrade_tables()  # an empty database takes a backup, too
    rows, files = restore_from(file)
    click.echo(f"Restored {rows} rows and {files} files. The worker rebuilds the search index.")
