"""Where a search is near to: the place chosen among the filters, or the one that its words name."""

from dataclasses import replace

from jobboard.places import queries as places
from jobboard.places.cities import city_called, place_called
from jobboard.search.asking import Around, Asked
from jobboard.search.criteria import Search
from jobboard.search.typed_places import NOWHERE, Gazetteer
from jobboard.search.understanding import Understood

USUAL_MILES = 50
EVERYWHERE = Gazetteer(city_called, place_called)
# Who has chosen a place means nothing by a city's name but the word; "25 miles of" it is clear.
ANNOUNCED = Gazetteer(NOWHERE.city, place_called)

Notes = tuple[str, ...]


def known_to(search: Search) -> Gazetteer:
    return ANNOUNCED if search.near else EVERYWHERE


def located(asked: Asked) -> tuple[Asked, Notes]:
    """With the place to be near, if there is one, and a sentence about what it could not be."""
    if asked.search.near:
        return _as_chosen(asked)
    near, miles = _typed(asked, "near"), _typed(asked, "miles")
    if near:
        return _around(asked, near.value, int(miles.value) if miles else USUAL_MILES)
    if miles:
        return asked, (f"“{miles.words}” needs a place: add a city with its state, or a ZIP code.",)
    return asked, ()


def _as_chosen(asked: Asked) -> tuple[Asked, Notes]:
    search, typed = asked.search, [_typed(asked, "miles"), _typed(asked, "near")]
    if words := " ".join(one.words for one in typed if one):
        left = tuple(one for one in asked.understood if one.parameter not in ("near", "miles"))
        asked = replace(asked, understood=left)
    asked, notes = _around(asked, search.near, search.miles or USUAL_MILES)
    said = (f"The place chosen among the filters counts, so “{words}” was left out.",)
    return asked, (*said, *notes) if words else notes


def _typed(asked: Asked, parameter: str) -> Understood | None:
    return next((one for one in asked.understood if one.parameter == parameter), None)


def _around(asked: Asked, wanted: str, miles: int) -> tuple[Asked, Notes]:
    place = places.find(wanted)
    if place is None:
        note = f"We know no place called “{wanted}”; try a city with its state, or a ZIP code."
        return asked, (note,)
    return replace(asked, around=Around(place.label, place.point, miles)), ()
