"""Tests that read the app itself: pages, templates, tables."""

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from jinja2 import TemplateSyntaxError

from jobboard import access, create_app
from jobboard.db import Base, db
from jobboard.running.migrating import upgrade_tables
from jobboard.settings import ROOT
from tests.conftest import stand_ins, the_settings

ROLES = {
    "public", "signed_in", "candidate", "employer", "editor", "consultant", "moderator", "admin",
    "machine",
}  # fmt: skip


def test_every_page_says_who_may_open_it(session_app: Flask) -> None:
    silent = [
        name
        for name, view in session_app.view_functions.items()
        if name not in access.FOREIGN and getattr(view, "access", None) not in ROLES
    ]
    assert silent == []


def test_every_foreign_page_is_there(session_app: Flask) -> None:
    assert [name for name in access.FOREIGN if name not in session_app.view_functions] == []


def test_a_get_never_shares_its_function_with_a_state_change(session_app: Flask) -> None:
    """A view that answers POST may draw a form on GET; one that only acts must not answer GET."""
    acting = re.compile(r"(approval|closure|submission|removal|withdrawal|rejection|renewal)$")
    loose = [
        rule.rule
        for rule in session_app.url_map.iter_rules()
        if acting.search(rule.rule) and "GET" in (rule.methods or set())
    ]
    assert loose == []


def test_every_template_compiles(session_app: Flask) -> None:
    broken = {}
    for name in session_app.jinja_env.list_templates():
        if name.endswith((".md", ".svg")):
            continue
        try:
            session_app.jinja_env.get_template(name)
        except TemplateSyntaxError as error:
            broken[name] = str(error)
    assert broken == {}


def test_no_template_escapes_the_content_policy() -> None:
    """Neither inline styles nor inline scripts nor handlers, and nothing marked safe."""
    forbidden = re.compile(r"\sstyle=|\son[a-z]+=|\|\s*safe\b|<script(?![^>]*(src=|ld\+json))")
    found = [
        f"{path.relative_to(ROOT)}: {match[0].strip()}"
        for path in (ROOT / "templates").rglob("*.html")
        for match in [forbidden.search(path.read_text())]
        if match and "letters" not in path.parts
    ]
    assert found == []


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile(
        "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npm"))
    )
    names = [
        ROOT / name for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json")
    ]
    names += [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    assert [path.name for path in names if hosts.search(path.read_text())] == []


def test_models_equal_migrations(database_url: str, tmp_path: Path) -> None:
    from tests import databases

    with databases.another(database_url, tmp_path) as url:
        app = create_app(the_settings(url, tmp_path), stand_ins())
        with app.app_context():
            upgrade_tables()
            with db.engine.connect() as connection:
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                differences = compare_metadata(context, Base.metadata)
            db.engine.dispose()
    assert differences == []


def test_every_command_has_help() -> None:
    from click.testing import CliRunner

    from jobboard.cli import COMMANDS, main

    for words in ([], *([name] for name in COMMANDS)):
        done = CliRunner().invoke(main, [*words, "--help"])
        assert done.exit_code == 0, (words, done.output, done.exception)
