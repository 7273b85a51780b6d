"""What all commands share: the app around them, refusals as a sentence, progress on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

import click

from jobboard import create_app
from jobboard.errors import JobboardError
from jobboard.settings import Settings, SettingsWrong, read_settings

Command = TypeVar("Command", bound=Callable[..., Any])


class Refused(click.ClickException):
    """The command did not do what it says: one sentence, exit status 1."""


def settings_or_refuse(**given: object) -> Settings:
    try:
        return read_settings(**given)
    except SettingsWrong as wrong:
        raise Refused(f"The settings are not right:\n{wrong}") from None


def with_app(command: Command) -> Command:
    """Runs the command inside the app that the settings name."""

    @wraps(command)
    def inside(*args: Any, **kwargs: Any) -> Any:
        app = create_app(settings_or_refuse())
        with app.app_context():
            try:
                return command(*args, **kwargs)
            except JobboardError as error:
                raise Refused(error.message) from None
            finally:
                from jobboard.db import db

                db.session.remove()
                db.engine.dispose()

    return inside  # type: ignore[return-value]


@contextmanager
def progress_of(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing elsewhere; call what it yields with how many more are done."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield bar.update
