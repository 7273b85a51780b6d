"""Migrations, apart from `create_app`: what they need takes a web server a fifth of its start.

`flask --app jobboard.running.migrating db migrate -m "…"` writes one.
"""

from flask import Flask, current_app
from flask_migrate import Migrate, upgrade

import jobboard
from jobboard.db import db
from jobboard.settings import ROOT, read_settings


def make_app() -> Flask:
    """The app as `flask db` loads it."""
    app = jobboard.create_app(read_settings())
    _can_migrate(app)
    return app


def upgrade_tables() -> None:
    """Runs the migrations that have not run, for the running app."""
    _can_migrate(current_app)
    upgrade()


def _can_migrate(app: Flask) -> None:
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
