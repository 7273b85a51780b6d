"""`jobboard codes …`"""

import re
from datetime import datetime
from pathlib import Path

import click

from jobboard.clock import clock
from jobboard.codes import licensed, licensed_readers, releases
from jobboard.codes.datasets import DATASETS, SETTINGS
from jobboard.codes.imports import embedded, losses
from jobboard.codes.imports.checking import FilesWrong
from jobboard.codes.imports.importing import Imported, import_files
from jobboard.commands import Refused, progress_of, with_app

SYSTEMS = [slug for slug in DATASETS if slug != "cpt-text"]
# A row is read twice, to check it and to write it; a line of a file is about so long.
BYTES_PER_ROW = 60


def month(_context: click.Context, _option: click.Parameter, given: str) -> str:
    if given and not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", given):
        raise click.BadParameter("write a month as 2026-01")
    return given


@click.group()
def codes() -> None:
    """The code reference: import releases from official files, and list what is loaded."""


@codes.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--system", type=click.Choice(SYSTEMS), required=True, help="What the file is of.")
@click.option("--release", required=True, help="Its name, such as “2026 April” or “2026Q2”.")
@click.option("--setting", type=click.Choice(list(SETTINGS)), help="For edits: whom they are for.")
@click.option("--effective", type=click.DateTime(["%Y-%m-%d"]), help="Since when it is in force.")
@click.option("--dry-run", is_flag=True, help="Check and compare only; write nothing.")
@click.option(
    "--retire-many",
    is_flag=True,
    help="Also where a third of the release before, or more, is gone.",
)
@with_app
def import_(
    files: tuple[Path, ...],
    system: str,
    release: str,
    setting: str | None,
    effective: datetime | None,
    dry_run: bool,
    retire_many: bool,
) -> None:
    """Take a release from its FILES: all is checked first, and it shows all at once or not at all.

    Large releases come in several files; give them together. The layout is recognized by the
    header: docs/code-imports.md lists those that are known.
    """
    if not release.strip():
        raise Refused("The release needs a name.")
    rows = sum(path.stat().st_size for path in files) // BYTES_PER_ROW
    try:
        with progress_of(rows * (1 if dry_run else 2), "Importing") as progress:
            done = import_files(
                files,
                system=system,
                release=release.strip(),
                setting=setting or "",
                begins=effective.date() if effective else None,
                dry_run=dry_run,
                may_retire_many=retire_many,
                now=clock(),
                progress=progress,
            )
    except FilesWrong as wrong:
        for trouble in wrong.troubles:
            click.echo(trouble.message, err=True)
        more = " The rest was not read." if wrong.more else ""
        count = len(wrong.troubles)
        wrong_lines = "1 line is wrong" if count == 1 else f"{count} lines are wrong"
        raise Refused(f"Nothing was written: {wrong_lines}.{more}") from None
    if warning := losses.warning(done.counts, agreed=retire_many):
        click.echo(f"Note: {warning}", err=True)
    click.echo(_summary(done, dry_run))


@codes.command("load-embedded")
@with_app
def load_embedded() -> None:
    """Load ICD-10-CM as it comes with the board. The worker does this by itself, once."""
    click.echo(embedded.load_apart())


@codes.command("list")
@with_app
def list_() -> None:
    """List the releases that are loaded, newest first."""
    found = releases.shown()
    for one in found:
        since = f"since {one.effective_from}" if one.effective_from else "without a date"
        setting = f" ({one.setting})" if one.setting else ""
        click.echo(f"{one.system}{setting}  {one.name}  {since}  {one.row_count} rows")
    click.echo(f"{len(found)} releases are loaded.")


@codes.command("licensed-readers")
@click.option("--first", default="", callback=month, help="The first month, such as 2026-01.")
@click.option("--last", default="", callback=month, help="The last month, such as 2026-12.")
@with_app
def licensed_readers_(first: str, last: str) -> None:
    """Count the distinct users who have seen the AMA's own text, for what the license asks.

    A user is an account or, without one, a network. Who reads in several months is one user of the
    whole time.
    """
    for one in licensed_readers.by_month(first, last):
        click.echo(
            f"{one.month}  {one.users} users: {one.members} accounts, {one.guests} networks of guests"
        )
    total = licensed_readers.distinct_users(first, last)
    click.echo(licensed_readers.in_words(total, licensed.operators_license()))


def _summary(done: Imported, dry_run: bool) -> str:
    edition = done.edition
    what = f"{edition.source} {edition.name}" + (f", {edition.setting}" if edition.setting else "")
    if done.already_there:
        return f"{what} is loaded already, from the same files: {done.counts}."
    begins = f"in force from {edition.effective_from}, layout “{edition.layout}”"
    if dry_run:
        return f"Dry run, nothing written: {what}, {begins}: {done.counts}."
    return f"Imported {what}, {begins}: {done.counts}."
