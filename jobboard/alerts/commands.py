"""`jobboard alerts feedback`: what people say about jobs that were not for them."""

from datetime import timedelta

import click

from jobboard import taxonomy
from jobboard.alerts import queries
from jobboard.clock import clock
from jobboard.commands import with_app
from jobboard.db import db


@click.group()
def alerts() -> None:
    """Alerts: what people say of the jobs that they were told about."""


@alerts.command()
@click.option("--days", default=30, show_default=True, help="How far back.")
@with_app
def feedback(days: int) -> None:
    """Say why jobs were not relevant, the latest first: the reason, the job, the search, the note.
    Never who said it."""
    said = db.session.execute(queries.feedback_since(clock() - timedelta(days=days))).all()
    for one, posting, alert in said:
        title = posting.shown.title if posting.shown else posting.latest.title
        reason = taxonomy.IRRELEVANT_REASONS[one.reason].label
        note = f": {one.note}" if one.note else ""
        click.echo(f"{one.at:%Y-%m-%d}  {reason}  [{posting.id} {title}]  [{alert.name}]{note}")
    number = "1 answer" if len(said) == 1 else f"{len(said)} answers"
    click.echo(f"{number} within {days} days.")
