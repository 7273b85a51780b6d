"""`jobboard outbox`: what could not be done, and another try."""

import click

from jobboard.commands import Refused, with_app


@click.group()
def outbox() -> None:
    """What has to happen after a change: look at what failed, and have it tried again."""


@outbox.command()
@with_app
def failed() -> None:
    """List what has used up its attempts, by topic, with its last trouble."""
    from jobboard.db import db
    from jobboard.outbox import overseeing

    rows = db.session.scalars(overseeing.given_up()).all()
    for row in rows:
        about = f" {row.key}" if row.key is not None else ""
        click.echo(f"{row.failed_at:%Y-%m-%d %H:%M} {row.topic}{about}: {_first_line(row.trouble)}")
    if not rows:
        click.echo("Nothing has failed for good.")


@outbox.command("try-again")
@click.argument("topic")
@with_app
def try_again(topic: str) -> None:
    """Give what has failed for good in TOPIC its attempts back; the worker does it then."""
    from jobboard.clock import clock
    from jobboard.db import db
    from jobboard.outbox import bell, overseeing

    again = overseeing.try_again(topic, now=clock())
    if not again:
        raise Refused(f"Nothing of the topic “{topic}” has failed for good.")
    db.session.commit()
    bell.ring([topic])
    click.echo(f"{again} will be tried again.")


def _first_line(trouble: str | None) -> str:
    lines = (trouble or "").strip().splitlines()
    return lines[-1] if lines else "no reason kept"
