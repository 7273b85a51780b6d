"""Where a search is near to: the place chosen among the filters, or those that its words name."""

from collections.abc import Iterable
from dataclasses import replace

from jobboard.places import queries as places
from jobboard.places.cities import city_called, has_zip, place_called
from jobboard.search.asking import Around, Asked
from jobboard.search.criteria import Search
from jobboard.search.typed_miles import USUAL_MILES
from jobboard.search.typed_places import NOWHERE, Gazetteer
from jobboard.search.understanding import Understood

EVERYWHERE = Gazetteer(city_called, place_called, has_zip)
# Who has chosen a place means nothing by a city's name but the word; "25 miles of" it is clear.
ANNOUNCED = Gazetteer(NOWHERE.city, place_called, NOWHERE.has_zip)

Notes = tuple[str, ...]


def known_to(search: Search) -> Gazetteer:
    return ANNOUNCED if search.near else EVERYWHERE


def located(asked: Asked) -> tuple[Asked, Notes]:
    """With the places to be near, if there are any, and a sentence about what they could not be."""
    if asked.search.near:
        return _as_chosen(asked)
    near, miles = _typed(asked, "near"), _typed(asked, "miles")
    if near:
        wanted = dict.fromkeys(one.value for one in near)
        return _around(asked, wanted, int(miles[0].value) if miles else USUAL_MILES)
    if miles:
        words = miles[0].words
        return asked, (f"“{words}” needs a place: add a city with its state, or a ZIP code.",)
    return asked, ()


def _as_chosen(asked: Asked) -> tuple[Asked, Notes]:
    search, typed = asked.search, [*_typed(asked, "miles"), *_typed(asked, "near")]
    if words := " ".join(one.words for one in typed):
        left = tuple(one for one in asked.understood if one.parameter not in ("near", "miles"))
        asked = replace(asked, understood=left)
    asked, notes = _around(asked, [search.near], search.miles or USUAL_MILES)
    said = (f"The place chosen among the filters counts, so “{words}” was left out.",)
    return asked, (*said, *notes) if words else notes


def _typed(asked: Asked, parameter: str) -> list[Understood]:
    return [one for one in asked.understood if one.parameter == parameter]


def _around(asked: Asked, wanted: Iterable[str], miles: int) -> tuple[Asked, Notes]:
    """Any of the places will do."""
    found = {value: places.find(value) for value in wanted}
    around = tuple(
        Around(value, place.label, place.point, miles) for value, place in found.items() if place
    )
    notes = (
        f"We know no place called “{value}”; try a city with its state, or a ZIP code."
        for value, place in found.items()
        if place is None
    )
    return replace(asked, around=around), tuple(notes)
