"""Jobs near a place.

The index has no map: writing one costs more than everything else. It has *spots*, the points where
a job is, as text (`29.7604,-95.3698`). Counting the spots within a box says which of them lie
within the radius; these are then a filter like any other, so hits, total and counts are exact.
Nearest first means spot by spot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from jobboard.gateways.search_engine import (
    Answer,
    AnyOf,
    Between,
    Condition,
    Document,
    Either,
    Question,
    SearchEngine,
)
from jobboard.places.geometry import Box, bounding_box, distance_miles
from jobboard.search.asking import PAGE, Around, Asked, Plan, public_at

Spots = Mapping[str, float]


def spots_around(
    middles: Sequence[Around], *, engine: SearchEngine, now: datetime
) -> dict[str, float]:
    """The spots with jobs within the radius of a middle, and how far the nearest one is."""
    boxes = [bounding_box(*around.point, around.miles) for around in middles]
    answers = engine.ask_many(
        [
            Question(conditions=(*public_at(now), *_within(box)), facets=("spots",), limit=0)
            for box in boxes
        ]
    )
    found: dict[str, float] = {}
    for around, answer in zip(middles, answers, strict=True):
        for spot in answer.facets["spots"]:
            miles = distance_miles(around.point, point_of(spot))
            if miles <= around.miles:
                found[spot] = min(miles, found.get(spot, miles))
    return found


def nearest_first(asked: Asked, plan: Plan, *, engine: SearchEngine) -> list[Answer]:
    """The answers to the plan, its page of hits in order of distance."""
    main, *others = plan.questions
    counting = replace(main, facets=(*main.facets, "spots"), limit=0, offset=0)
    first, *rest = engine.ask_many([counting, *others])
    spots = asked.spots or {}
    wanted = _page_of(spots, first.facets["spots"], asked.offset)
    hits: dict[int, Document] = {}
    if wanted:
        for answer in engine.ask_many([_at(main, *one) for one in wanted]):
            hits.update({hit["id"]: hit for hit in answer.hits})
    return [replace(first, hits=list(hits.values())[:PAGE]), *rest]


def miles_to(document: Document, spots: Spots | None) -> float | None:
    """How far the nearest place of the job is; None where nobody asked."""
    spot = nearest_spot(document, spots or {})
    return None if spot is None else (spots or {})[spot]


def nearest_spot(document: Document, spots: Spots) -> str | None:
    known = [spot for spot in document.get("spots") or () if spot in spots]
    return min(known, key=lambda spot: spots[spot], default=None)


def middle_of(spot: str, middles: Sequence[Around]) -> Around:
    """The nearest of the places that were asked for."""
    return min(middles, key=lambda around: distance_miles(around.point, point_of(spot)))


def point_of(spot: str) -> tuple[float, float]:
    lat, _, lng = spot.partition(",")
    return float(lat), float(lng)


def _within(box: Box) -> tuple[Condition, ...]:
    lat = Between("lat", low=box.south, high=box.north)
    if box.west <= box.east:
        return (lat, Between("lng", low=box.west, high=box.east))
    # Across the 180th meridian: Guam's neighbors, and the end of Alaska.
    return (lat, Either(((Between("lng", low=box.west),), (Between("lng", high=box.east),))))


def _page_of(spots: Spots, counts: Mapping[str, int], offset: int) -> list[tuple[str, int, int]]:
    """Which spots the page takes its jobs from: (spot, offset within it, how many)."""
    wanted: list[tuple[str, int, int]] = []
    skip, left = offset, PAGE
    for spot in sorted(spots, key=lambda one: (spots[one], one)):
        there = counts.get(spot, 0)
        if skip < there and left:
            take = min(left, there - skip)
            wanted.append((spot, skip, take))
            left -= take
        skip = max(0, skip - there)
    return wanted


def _at(main: Question, spot: str, offset: int, limit: int) -> Question:
    conditions = (*main.conditions, AnyOf("spots", (spot,)))
    newest = ("posted:desc", "id:desc")
    return replace(main, conditions=conditions, facets=(), sort=newest, offset=offset, limit=limit)
