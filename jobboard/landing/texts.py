"""What landing pages say in our own words, read once from `data/`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jobboard import taxonomy
from jobboard.taxonomy import Vocabulary

DATA = Path(__file__).parent / "data"
Texts = Mapping[str, str]


def read(name: str, vocabulary: Vocabulary[Any], *, complete: bool = True) -> Texts:
    """A text for each term; a ValueError names those that are missing, and those of no term."""
    with (DATA / f"{name}.toml").open("rb") as file:
        texts = tomllib.load(file)
    unknown = set(texts) - set(vocabulary)
    missing = set(vocabulary) - set(texts) if complete else set()
    if unknown or missing:
        wrong = ", ".join(sorted(unknown | missing))
        raise ValueError(f"landing/data/{name}.toml does not agree with the taxonomy: {wrong}.")
    return MappingProxyType(texts)


SPECIALTIES = read("specialties", taxonomy.SPECIALTIES)
CREDENTIALS = read("credentials", taxonomy.CREDENTIALS)
SETTINGS = read("settings", taxonomy.SETTINGS)
ROLES = read("roles", taxonomy.ROLES)
LEVELS = read("levels", taxonomy.LEVELS)
