"""Answers for programs that ask for the same thing again and again: unchanged is all they are told."""

from datetime import datetime

from flask import Response, request


def kept_by_readers(
    response: Response, *, max_age: int, changed: datetime | None = None
) -> Response:
    """May be kept for so many seconds; after that, a 304 where it is still the same."""
    response.cache_control.public = True
    response.cache_control.max_age = max_age
    response.add_etag()
    response.last_modified = changed
    response.make_conditional(request)
    return response
