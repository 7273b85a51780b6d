"""Is the database on the version that this code expects? Asked before pages are served."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from jobboard.commands import Refused
from jobboard.settings import ROOT


def must_be_current(database: str) -> None:
    """Raises Refused with what to do: a board without its tables fails on every page."""
    wanted = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    engine = create_engine(database)
    try:
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise Refused(f"The database cannot be opened: {error.orig}") from None
    finally:
        engine.dispose()
    if found != wanted:
        raise Refused(
            f"The database is at version {found or 'none'}, this code at {wanted}. "
            "Run: jobboard database upgrade"
        )
