"""Our own pages as passages: articles, the table of modifiers, credentials, roles.

Built once for each state of the articles and kept in the process; the database is asked for a
stamp of two numbers, not for the texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jobboard import taxonomy
from jobboard.articles import queries
from jobboard.articles.models import Article
from jobboard.articles.text import MODIFIER_TABLE, anchor_of
from jobboard.assistant.retrieval import Library, Passage
from jobboard.codes.modifiers import MODIFIERS, Modifier
from jobboard.taxonomy import Credential

UNREVIEWED = "our own summary, not yet reviewed"
OWN_TABLE = "our own table, not yet reviewed"


def library() -> Library:
    return _library(queries.stamp())


def modifier_passage(modifier: Modifier) -> Passage:
    text = f"{modifier.use} {modifier.avoid}".strip()
    return Passage(
        text=text,
        title=f"Modifier {modifier.code}",
        heading=modifier.name,
        words=f"modifier {modifier.code} {modifier.words}",
        url=f"{MODIFIER_TABLE}#{modifier.anchor}",
        subject="modifiers",
        source=OWN_TABLE,
        page="modifier-table",
    )


def credential_passage(credential: Credential) -> Passage:
    return Passage(
        text=_credential_text(credential),
        title=f"Credential {credential.label}",
        heading=credential.name or credential.label,
        words=f"credential certification {credential.label} {' '.join(credential.synonyms)}",
        url=f"/jobs?credential={credential.slug}",
        subject="careers",
        source="our list of credentials",
        page="credentials",
        # A name and an issuer: an article that speaks of it says more.
        weight=0.6,
    )


@lru_cache(maxsize=2)
def _library(_stamp: tuple[int, str]) -> Library:
    return Library([*own_passages(), *_articles()])


def own_passages() -> Iterator[Passage]:
    """What belongs to no article."""
    yield from _modifiers()
    yield from _credentials()


def passages_of(article: Article) -> list[Passage]:
    return [_passage(article, section) for section in article.body]


def _articles() -> Iterator[Passage]:
    return (passage for article in queries.with_codes() for passage in passages_of(article))


def _passage(article: Article, section: dict[str, str]) -> Passage:
    return Passage(
        text=section["text"],
        title=article.title,
        url=f"{article.url}#{anchor_of(section['heading'])}",
        heading=section["heading"],
        words=f"{section.get('words', '')} {article.words}",
        subject=article.subject,
        source=_source_of(article),
        page=article.slug,
    )


def _source_of(article: Article) -> str:
    works = "; ".join(source["title"] for source in article.sources[:2])
    standing = "reviewed" if article.is_reviewed else UNREVIEWED
    return f"{standing}; after {works}" if works else standing


def _modifiers() -> Iterator[Passage]:
    return (modifier_passage(one) for one in MODIFIERS.values())


def _credentials() -> Iterator[Passage]:
    return (credential_passage(one) for one in taxonomy.CREDENTIALS.values())


def _credential_text(credential: Credential) -> str:
    name = f" ({credential.name})" if credential.name else ""
    said = f"{credential.label}{name} is a credential of {credential.issuer}."
    if credential.area:
        said += f" Its field is {credential.area[0].lower()}{credential.area[1:]}."
    if credential.apprentice:
        said += f" Without experience it is first held as {credential.apprentice}."
    return said
