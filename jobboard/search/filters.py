"""The filters of a page of results: choices with their counts, and chips of what is chosen."""

from collections.abc import Callable, Collection, Mapping
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.search import drawing
from jobboard.search.answering import Results
from jobboard.search.asking import FACETS, WayOut
from jobboard.search.criteria import Search
from jobboard.search.page import Page
from jobboard.search.parameters import CHOICES
from jobboard.search.understanding import Understood, taken_off

LEGENDS = {
    "arrangement": "Remote or on-site",
    "specialty": "Specialty",
    "credential": "Credential",
    "setting": "Setting",
    "role": "Role",
    "level": "Level",
    "type": "Employment",
    "software": "Software",
}
OPEN = ("arrangement", "specialty", "credential")
KEPT = ("family", "code", "employer", "hidden")
# A longer list helps nobody: what is rarer is found by typing it.
UNFOLDED, MOST_CHOICES = 7, 24
MILES = (10, 25, 50, 100, 200)
POSTED = {
    1: "Last 24 hours",
    3: "Last 3 days",
    7: "Last 7 days",
    14: "Last 14 days",
    30: "Last 30 days",
}
LABELS: dict[str, dict[str, str]] = {
    name: {slug: term.label for slug, term in vocabulary.items()}
    for name, (vocabulary, _) in CHOICES.items()
}
STATES = sorted(LABELS["state"], key=LABELS["state"].__getitem__)


def facet_lists(results: Results) -> list[Markup]:
    """Each filter drawn, the most useful first; a facet without values is left out."""
    counted = ((name, _counted(name, results)) for name in LEGENDS)
    return [_drawn(name, values, results) for name, values in counted if values]


def _drawn(name: str, counted: list[drawing.Counted], results: Results) -> Markup:
    chosen, typed = getattr(results.asked.search, name), _typed(name, results)
    first, more = _folded(counted, chosen)
    frame = drawing.Fold(
        LEGENDS[name],
        chosen=len(chosen) + len(typed),
        typed=tuple(typed),
        open=bool(name in OPEN or chosen or typed),
        more_count=len(more),
    )
    return drawing.fold(frame, drawing.boxes(name, first, chosen), drawing.boxes(name, more))


def states(results: Results) -> dict[str, Any]:
    """The list of states, by name. The list itself holds one; `others` are chosen, too."""
    counts = results.counts.get("state")
    chosen = results.asked.search.state
    if counts is None:
        counted = [(slug, "") for slug in STATES]
    else:
        counted = [(slug, f" ({counts[slug]:,})") for slug in STATES if slug in counts]
        counted += [(slug, "") for slug in chosen[:1] if slug not in counts]
    return {
        "lines": drawing.lines("state", counted, chosen[:1]),
        "others": chosen[1:],
        "typed": _typed("state", results),
    }


def _typed(name: str, results: Results) -> list[str]:
    """What the words name of a facet: it holds as a tick would, and is taken off as a chip."""
    understood = results.asked.understood
    return [_typed_label(one, results) for one in understood if one.parameter == name]


def facets_json(results: Results) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [
            {"value": value, "label": LABELS[name].get(value, value), "count": count}
            for value, count in _commonest_first(results.counts[name])
        ]
        for name in FACETS
        if name in results.counts
    }


def chips(page: Page) -> list[dict[str, str]]:
    """Everything that is chosen, also by typing a code, each with the address without it."""
    search, understood = page.asked.search, page.asked.understood
    typed = [
        {
            "label": _typed_label(one, page),
            "remove_url": search.with_words(taken_off(search.q, one, understood)).address(),
        }
        for one in understood
        # The chip of the place says how far, too.
        if one.parameter != "miles"
    ]
    chosen = [
        {"label": label, "remove_url": search.without(name, value).address()}
        for name, value in search.chosen()
        if (label := label_of(name, value, page))
    ]
    return typed + chosen


def ways_out(results: Results) -> list[dict[str, str]]:
    """Where nothing was found: what would find something, and how much."""
    return [
        {"label": _way_label(way, results), "url": way.search.address(), "count": f"{way.count:,}"}
        for way in results.ways
    ]


def _way_label(way: WayOut, results: Results) -> str:
    if way.gone is None:
        return way.label
    name, value = way.gone
    label = f"the words “{value}”" if name == "q" else label_of(name, value, results) or value
    return f"Without {label}"


def kept(search: Search) -> list[tuple[str, str]]:
    """What is chosen and has no field of its own: the form carries it along."""
    return [pair for pair in search.to_args() if pair[0] in KEPT]


def _counted(name: str, results: Results) -> list[drawing.Counted]:
    """The commonest, and whatever is chosen; all of them, uncounted, where nobody has counted."""
    labels, counts = LABELS[name], results.counts.get(name)
    if counts is None:
        return [(value, "") for value in labels]
    shown = dict(_commonest_first(counts)[:MOST_CHOICES])
    for value in getattr(results.asked.search, name):
        shown.setdefault(value, counts.get(value, 0))
    return [(value, f"{count:,}") for value, count in shown.items() if value in labels]


def _folded(
    counted: list[drawing.Counted], chosen: Collection[str]
) -> tuple[list[drawing.Counted], list[drawing.Counted]]:
    """Those on show and those behind "more". What is chosen is never folded away."""
    first, more = counted[:UNFOLDED], counted[UNFOLDED:]
    if chosen:
        first += [one for one in more if one[0] in chosen]
        more = [one for one in more if one[0] not in chosen]
    return first, more


def _commonest_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Equally common ones in the order of their names."""
    return sorted(sorted(counts.items()), key=itemgetter(1), reverse=True)


def _typed_label(one: Understood, page: Page) -> str:
    if one.idea:
        return one.idea.label
    return label_of(one.parameter, one.value, page) or one.words


def label_of(name: str, value: str, page: Page) -> str | None:
    """What a chosen value is called; None where it means nothing."""
    if name in LABELS:
        return LABELS[name][value]
    return WORDED[name](value, page)


def _near(value: str, page: Page) -> str | None:
    around = next((one for one in page.asked.around if one.value == value), None)
    if around is None:
        return f"Near {value}"
    return f"Within {around.miles} miles of {around.label}"


def _employer(slug: str, page: Page) -> str:
    names: Mapping[str, str] = {
        hit["employer_slug"]: hit["employer"] for hit in page.hits if "employer_slug" in hit
    }
    return names.get(slug) or slug.replace("-", " ").title()


def _family(slug: str, page: Page) -> str:
    family = FAMILIES.get(slug)
    interval = Interval.from_slug(slug)
    return f"{family.name}, {interval.text()}" if family else interval.label


WORDED: dict[str, Callable[[str, Page], str | None]] = {
    "near": _near,
    "pay_min": lambda value, _: f"${float(value):,.2f} an hour or more".replace(".00", ""),
    "family": _family,
    "code": lambda value, _: Interval.parse(value).label,
    "apprentice": lambda *_: "Apprentices welcome",
    "employer": _employer,
    "posted": lambda value, _: POSTED.get(int(value), f"Last {value} days"),
    "qualify": lambda *_: "Jobs I qualify for",
    "hidden": lambda *_: "With the jobs I hid",
}
