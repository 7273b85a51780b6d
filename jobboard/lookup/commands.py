"""`jobboard lookup rebuild`, `check` and `status`."""

import click
from sqlalchemy import func, select

from jobboard.codes.models import Code
from jobboard.codes.queries import current_codes
from jobboard.commands import Refused, progress_of, with_app
from jobboard.db import db
from jobboard.lookup import indexing


@click.group()
def lookup() -> None:
    """The reference index, in which codes are found by words."""


@lookup.command()
@with_app
def rebuild() -> None:
    """Build the index anew beside the live one and swap. The lookup goes on meanwhile."""
    with progress_of(_code_count(), "Indexing codes") as done:
        built = indexing.rebuild(on_page=done)
    click.echo(f"Rebuilt the reference index: {built.documents} documents in {built.seconds} s.")


@lookup.command()
@with_app
def check() -> None:
    """Compare what the index was built from with the database. Exits 1 when it differs."""
    is_right = indexing.check()
    db.session.commit()
    if not is_right:
        raise Refused("The reference index is not up to date; the worker has been told.")
    click.echo("The reference index is built from what the database holds.")


@lookup.command()
@with_app
def status() -> None:
    """Say how many codes there are and how many can be found by words."""
    click.echo(f"codes: {_code_count()}")
    click.echo(f"The engine is well: {indexing.in_index()} codes in the reference index.")


def _code_count() -> int:
    query = current_codes().with_only_columns(func.count(Code.id))
    return db.session.scalar(select(query.scalar_subquery())) or 0
