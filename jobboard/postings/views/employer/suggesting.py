"""What the posting form offers while somebody types or ticks, for `static/js/suggest.js`."""

from dataclasses import asdict
from typing import Any

from flask import jsonify, request

from jobboard import access
from jobboard.postings import offers
from jobboard.postings.views.employer.loading import bp


@bp.get("/suggestions/codes.json")
@access.employer
def suggest_codes() -> Any:
    return _answer(offers.codes_like(request.args.get("q", "")))


@bp.get("/suggestions/credentials.json")
@access.employer
def suggest_credentials() -> Any:
    return _answer(offers.credentials_like(request.args.get("q", "")))


@bp.get("/suggestions/families.json")
@access.employer
def suggest_families() -> Any:
    """The families that go with these specialties."""
    return _answer(offers.families_of(request.args.getlist("specialty")))


def _answer(found: list[offers.Offer]) -> Any:
    return jsonify(hits=[asdict(offer) for offer in found])
