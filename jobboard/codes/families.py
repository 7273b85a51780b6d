"""The board's families, read once from `data/families/`: what each is called and what it spans."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jobboard.codes.family_graph import TOPIC, Family, FamilyGraph
from jobboard.codes.intervals import Interval

__all__ = ["FAMILIES", "TOPIC", "Family", "FamilyGraph", "read_families"]

FILES = Path(__file__).parent / "data" / "families"


def read_families(folder: Path = FILES) -> FamilyGraph:
    """The graph of all data files; a ValueError names the file that does not hold together."""
    families = [family for path in sorted(folder.glob("*.toml")) for family in _families_of(path)]
    graph = FamilyGraph(families)
    if len(graph) != len(families):
        raise ValueError("Two families have the same interval.")
    for family in graph:
        for slug in (family.parent, *(interval.slug for interval in family.related)):
            if slug and graph.get(slug) is None:
                raise ValueError(f"Family {family.slug} names {slug}, which is not a family.")
    return graph


def _families_of(path: Path) -> Iterator[Family]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for entry in content["families"]:
        try:
            yield _family(content["system"], entry)
        except (KeyError, TypeError, ValueError) as trouble:
            raise ValueError(f"{path.name}: {entry.get('range')}: {trouble}") from trouble


def _family(system: str, entry: dict[str, Any]) -> Family:
    fields = dict(entry)
    interval = Interval.parse(f"{system}:{fields.pop('range')}")
    parent = fields.pop("parent", None)
    return Family(
        interval=interval,
        parent=Interval.parse(f"{system}:{parent}").slug if parent else None,
        words=tuple(fields.pop("words", "").split()),
        related=tuple(Interval.parse(text) for text in fields.pop("related", ())),
        **fields,
    )


FAMILIES = read_families()
