"""`jobboard accounts`: what the operator does for people."""

import sys

import click

from jobboard.accounts.models import ROLES, User
from jobboard.commands import Refused, with_app


@click.group()
def accounts() -> None:
    """Accounts: make one, give one a role, suspend one."""


@accounts.command()
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--name", default="", help="The person's name.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@with_app
def create(email: str, role: str, name: str, password_stdin: bool) -> None:
    """Make an account for EMAIL. Without a password, a letter asks the person to choose one."""
    from jobboard.accounts import actions
    from jobboard.clock import clock
    from jobboard.db import db

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    person = actions.create(email, role=role, name=name, password=password, now=clock())
    if password is None:
        actions.invite(person)
    db.session.commit()
    what_next = "" if password_stdin else "; an email asks them to choose a password"
    click.echo(f"Made the {role} account {person.email}{what_next}.")


@accounts.command()
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@with_app
def grant(email: str, role: str) -> None:
    """Give the person with EMAIL one more role."""
    from jobboard.accounts import actions
    from jobboard.db import db

    person = _person(email)
    actions.grant(person, role)
    db.session.commit()
    click.echo(
        f"{person.email} now has the roles {', '.join(sorted(r.name for r in person.roles))}."
    )


@accounts.command()
@click.argument("email")
@click.option("--reason", required=True, help="Why, for the operator's own records.")
@with_app
def suspend(email: str, reason: str) -> None:
    """Sign the person with EMAIL out everywhere and let them sign in no more."""
    from jobboard.accounts import actions
    from jobboard.clock import clock
    from jobboard.db import db

    person = _person(email)
    if not person.active:
        raise Refused(f"{person.email} is suspended already.")
    actions.suspend(person, reason=reason, now=clock())
    db.session.commit()
    click.echo(f"{person.email} is signed out everywhere and can sign in no more.")


@accounts.command()
@click.argument("email")
@with_app
def reinstate(email: str) -> None:
    """Let the suspended person with EMAIL sign in again."""
    from jobboard.accounts import actions
    from jobboard.db import db

    person = _person(email)
    if person.active:
        raise Refused(f"{person.email} is not suspended.")
    actions.reinstate(person)
    db.session.commit()
    click.echo(f"{person.email} can sign in again.")


def _person(email: str) -> User:
    from jobboard.accounts import queries
    from jobboard.accounts.adapters import normal_address

    person = queries.by_email(normal_address(email) or email)
    if person is None:
        raise Refused(f"There is no account for {email}.")
    return person
