"""`jobboard postings …`"""

from datetime import date
from pathlib import Path

import click

from jobboard.clock import clock
from jobboard.commands import Refused, progress_of, with_app
from jobboard.db import db
from jobboard.employers import queries as employers
from jobboard.employers.models import Employer
from jobboard.postings import actions, formats, importing
from jobboard.postings.actors import System
from jobboard.settings import current_settings


@click.group()
def postings() -> None:
    """Postings in bulk: import and expire."""


@postings.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "format", type=click.Choice(list(formats.FORMATS)), default="jsonl")
@click.option("--employer", "slug", help="The company that all records belong to.")
@click.option("--publish", is_flag=True, help="Submit and approve them, by the system actor.")
@click.option("--dry-run", is_flag=True, help="Check and count only; write nothing.")
@click.option("--skip-bad", is_flag=True, help="List the bad records and take the others.")
@click.option("--fresh", is_flag=True, help="Date the records from today, for trying things out.")
@with_app
def import_(
    file: Path,
    format: str,
    slug: str | None,
    publish: bool,
    dry_run: bool,
    skip_bad: bool,
    fresh: bool,
) -> None:
    """Take postings from FILE: all is checked first, and it shows all at once or not at all."""
    employer = _employer(slug) if slug else None
    today: date | None = clock().astimezone(current_settings().zone).date() if fresh else None
    checked = importing.check(formats.read_file(file, format), employer=employer, fresh=today)
    _tell_bad(checked, format)
    if checked.bad and not skip_bad:
        raise Refused(f"Nothing was written: {len(checked.bad)} of the records are wrong.")
    if not checked.records:
        raise Refused("Nothing was written: there is no record to take.")
    if dry_run:
        counts = importing.foresee(checked.records, employer)
        click.echo(f"Dry run, nothing written: {counts}, {len(checked.bad)} bad.")
        return
    with progress_of(len(checked.records), "Importing") as progress:
        counts = importing.write(
            checked.records,
            employer=employer,
            publish=publish,
            actor=System("import"),
            file=file.name,
            format=format,
            now=clock(),
            progress=progress,
        )
    click.echo(f"Imported {file.name}: {counts}, {len(checked.bad)} left out.")


@postings.command()
@with_app
def expire() -> None:
    """Move the postings whose last day is over to their end. The worker does this by itself."""
    total = 0
    while done := actions.expire_due(clock()):
        db.session.commit()
        total += done
    click.echo(f"{total} postings expired.")


def _employer(slug: str) -> Employer:
    found = db.session.scalar(employers.by_slug(slug))
    if found is None:
        raise Refused(f"There is no company “{slug}”.")
    return found


def _tell_bad(checked: importing.Checked, format: str) -> None:
    what = "line" if format == "jsonl" else "record"
    for number, problems in checked.bad[:200]:
        for problem in problems:
            click.echo(f"{what} {number}: {problem}", err=True)
    if len(checked.bad) > 200:
        click.echo(f"… and {len(checked.bad) - 200} more.", err=True)
