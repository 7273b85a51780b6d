"""How migrations run: inside the app, on its engine, against the metadata of all models."""

from alembic import context
from flask import current_app

from jobboard.db import Base

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


def run() -> None:
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            user_module_prefix="jobboard.db.",
            compare_type=True,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
