"""Suggestions of places for the forms that ask where."""

from typing import Any

from flask import Blueprint, jsonify, request

from jobboard import access
from jobboard.places import queries

bp = Blueprint("places", __name__)

KEPT_FOR = 3600


@bp.get("/places.json")
@access.public
def suggestions() -> Any:
    found = queries.suggest(request.args.get("q", ""))
    answer = jsonify(places=[{"label": place.label, "value": place.value} for place in found])
    answer.cache_control.public = True
    answer.cache_control.max_age = KEPT_FOR
    return answer
