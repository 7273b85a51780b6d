"""Reads the vocabularies from their data files, one TOML file each, a table for each slug."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from jobboard.taxonomy.terms import Term
from jobboard.taxonomy.vocabulary import Vocabulary

DATA = Path(__file__).parent / "data"

T = TypeVar("T", bound=Term)


def read(name: str, kind: type[T], folder: Path = DATA) -> Vocabulary[T]:
    with (folder / f"{name}.toml").open("rb") as file:
        tables = tomllib.load(file)
    return Vocabulary(_term(kind, slug, table, name) for slug, table in tables.items())


def _term(kind: type[T], slug: str, table: dict[str, Any], name: str) -> T:
    fields: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in table.items()
    }
    try:
        return kind(slug=slug, path=fields.pop("path", slug.lower()), **fields)
    except TypeError as error:
        raise ValueError(f"{name}.toml, {slug}: {error}") from None
