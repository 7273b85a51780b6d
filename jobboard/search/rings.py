"""The jobs that plainly are what was asked for come before those that only mention it.

The engine cannot rank by a filter, so each ring of a plan is a question of its own, without the
rings inside it; no job is in two. The total and the counts are asked once, of all of them, beside
the jobs: also where there are no rings, because counting takes longer than finding twenty.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from jobboard.gateways.search_engine import Answer, Document, Not, Question, SearchEngine, nothing
from jobboard.search.asking import PAGE, Plan

Begin = Callable[[Sequence[Document]], object]


def ring_by_ring(plan: Plan, *, engine: SearchEngine, begin: Begin = nothing) -> list[Answer]:
    """The answers to the plan. The innermost ring mostly fills the first page, and then the others
    are not asked. Pages behind the first take a second round trip: where each ring's part begins
    depends on how many jobs are in those before it. `begin` is given the page's hits where they are
    known before all is counted."""
    main, *others = plan.questions
    rings = list(_questions(plan))
    inner, outer = rings[0], rings[1:]
    is_behind = bool(main.offset and outer)
    asked = [replace(one, limit=0, offset=0) for one in rings] if is_behind else [inner]
    counting = replace(main, offset=0, limit=0, sort=(), highlight=())

    def meanwhile(answers: Sequence[Answer]) -> None:
        hits = answers[0].hits
        if hits and not is_behind and (len(hits) == PAGE or not outer):
            begin(hits)

    counted, *answers = engine.ask_many([counting, *asked, *others], meanwhile=meanwhile)
    found, rest = answers[: len(asked)], answers[len(asked) :]
    if is_behind:
        hits = _behind(main.offset, rings, [one.total for one in found], engine=engine)
    else:
        hits = _first(found[0], outer, counted.total, engine=engine)
    return [replace(counted, hits=hits), *rest]


def _questions(plan: Plan) -> Iterator[Question]:
    main = replace(plan.questions[0], facets=())
    inside: tuple[Not, ...] = ()
    for ring in plan.rings:
        yield replace(main, conditions=(*main.conditions, ring, *inside))
        inside = (Not(ring),)
    yield replace(main, conditions=(*main.conditions, *inside))


def _first(
    inner: Answer, outer: Sequence[Question], total: int, *, engine: SearchEngine
) -> list[Document]:
    hits = list(inner.hits)
    if len(hits) < min(PAGE, total):
        hits += [hit for one in engine.ask_many(outer) for hit in one.hits]
    return hits[:PAGE]


def _behind(
    offset: int, rings: Sequence[Question], totals: Sequence[int], *, engine: SearchEngine
) -> list[Document]:
    wanted, left = [], PAGE
    for ring, total in zip(rings, totals, strict=True):
        if offset < total and left:
            take = min(left, total - offset)
            wanted.append(replace(ring, offset=offset, limit=take))
            left -= take
        offset = max(0, offset - total)
    return [hit for one in engine.ask_many(wanted) for hit in one.hits] if wanted else []
