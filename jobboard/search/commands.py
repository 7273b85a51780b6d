"""`jobboard search rebuild`, `check` and `status`."""

import click
from sqlalchemy import func, select

from jobboard.clock import clock
from jobboard.commands import Refused, progress_of, with_app
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import Question
from jobboard.outbox.overseeing import NOTHING_WAITS, lag
from jobboard.postings.models import Posting
from jobboard.postings.queries import public_postings
from jobboard.search import checking, indexer
from jobboard.search import rebuild as rebuilding
from jobboard.search.listener import TOPIC


@click.group()
def search() -> None:
    """The search index: build it anew, compare it with the database, see how it stands."""


@search.command()
@with_app
def rebuild() -> None:
    """Build the index anew beside the live one and swap. Search goes on meanwhile."""
    with progress_of(_public_count(), "Indexing jobs") as done:
        built = rebuilding.rebuild(on_page=done)
    click.echo(f"Rebuilt the index: {built.documents} jobs in {built.seconds} s.")


@search.command()
@with_app
def check() -> None:
    """Compare the index with the database, and note what differs for the worker to put right.

    Exits 1 when anything differed.
    """
    found = checking.check()
    db.session.commit()
    if found:
        raise Refused(f"{found} of {found.public} jobs; the worker has been told.")
    click.echo(f"The index equals the database: {found.public} jobs.")


@search.command()
@with_app
def status() -> None:
    """Say what the index holds and what waits for it. Exits 1 when the engine is away."""
    now = clock()
    waiting = lag(now).get(TOPIC, NOTHING_WAITS)
    click.echo(f"public jobs: {_public_count()}")
    click.echo(f"waiting changes: {waiting['waiting']}, oldest {waiting['oldest_seconds']} s")
    click.echo(f"changes given up: {waiting['failed']}")
    click.echo(f"rebuild at work: {indexer.index_being_filled(now) or 'none'}")
    engine = gateways().search
    in_index = engine.ask(Question(limit=0)).total
    settings = "as in the code" if engine.set_up() else "other than the code's: rebuild"
    click.echo(f"The engine is well: {in_index} jobs in the index, settings {settings}.")


def _public_count() -> int:
    query = public_postings(clock()).with_only_columns(func.count(Posting.id))
    return db.session.scalar(select(query.scalar_subquery())) or 0
