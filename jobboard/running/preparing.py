"""What a demo has in it before it opens: tables, reference and sample data, accounts, an index."""

import os

import click

PASSWORD = os.environ.get("DEMO_PASSWORD", "demo-password-1")


def prepare(postings: int) -> None:
    """In a process of its own, because loading takes memory. What is there already stays."""
    from jobboard import create_app
    from jobboard.commands import settings_or_refuse
    from jobboard.db import gather_statistics
    from jobboard.running.migrating import upgrade_tables
    from jobboard.running.setting_up import load_reference

    app = create_app(settings_or_refuse())
    with app.app_context():
        upgrade_tables()
        click.echo(load_reference())
        _sample_once(postings)
        gather_statistics()
        _index_once()
        _ask_once(with_sample=postings > 0)


def _sample_once(postings: int) -> None:
    from jobboard.accounts.demo import create_demo_accounts
    from jobboard.clock import clock
    from jobboard.db import db
    from jobboard.postings.models import Posting

    if postings and db.session.scalar(db.select(Posting.id).limit(1)) is None:
        from jobboard.sample.applicants import send_applications
        from jobboard.sample.making import make_sample

        click.echo(f"Making {postings} sample jobs…")
        make_sample(postings=postings, seed=1, now=clock())
        create_demo_accounts(PASSWORD, now=clock())
        send_applications(now=clock())
    create_demo_accounts(PASSWORD, now=clock())
    db.session.commit()


def _index_once() -> None:
    """A new board is searchable from the first page on; later the worker keeps the index."""
    from jobboard.assistant.passages import indexing as passages
    from jobboard.errors import SearchUnavailable
    from jobboard.gateways import gateways
    from jobboard.gateways.search_engine import Question
    from jobboard.lookup import indexing as reference
    from jobboard.search.rebuild import rebuild

    engine = gateways().search
    try:
        as_in_code = engine.set_up()
        if not as_in_code or engine.ask(Question(limit=1)).total == 0:
            click.echo("Building the search index…")
            rebuild()
        if not reference.is_up_to_date():
            reference.rebuild()
        if passages.check():
            passages.rebuild()
    except SearchUnavailable as error:
        click.echo(f"Jobs will be searched in the database: {error.message}")


def _ask_once(*, with_sample: bool) -> None:
    """The demo's consultants, and questions for them; CasePilot answers these from the index."""
    from jobboard.clock import clock
    from jobboard.db import db
    from jobboard.sample.questions import ask_questions, vouch_for_consultants

    if with_sample:
        ask_questions(clock())
    else:
        vouch_for_consultants(clock())
    db.session.commit()
