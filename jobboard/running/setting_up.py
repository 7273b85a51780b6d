"""What a board needs beside its tables before it can be opened: places, codes, articles, roles."""

from jobboard.accounts.models import ROLES, Role
from jobboard.articles.loading import load_articles
from jobboard.clock import clock
from jobboard.codes import loading as codes
from jobboard.codes.imports import embedded
from jobboard.db import db
from jobboard.places import loading as places


def load_reference() -> str:
    """Fills the tables that the project's own data fill; the same again changes nothing."""
    known = set(db.session.scalars(db.select(Role.name)))
    db.session.add_all(Role(name=name) for name in ROLES if name not in known)
    place_count = places.load(db.session())
    code_count = codes.load_reference(db.session(), now=clock())
    article_count = load_articles(db.session(), now=clock())
    coming = " ICD-10-CM follows while the worker runs." if embedded.note_if_wanted() else ""
    db.session.commit()
    return (
        f"Reference data are in place: {place_count} places, {code_count} codes, "
        f"{article_count} articles.{coming}"
    )
