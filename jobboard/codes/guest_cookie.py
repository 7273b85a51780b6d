"""A guest's opened codes, in one small signed cookie. Nothing about the guest is kept here."""

from flask import Request, Response, current_app
from itsdangerous import BadData, URLSafeSerializer

from jobboard.codes.metering import Opened

NAME = "code-pages"
# The cookie only goes to the pages that count.
PATH = "/codes"
LASTS_SECONDS = 400 * 24 * 3600
# A cookie has 4 kB of room; the oldest of the uncounted go first.
MOST_GIVEN, MOST_COUNTED = 40, 100


def read(request: Request) -> Opened:
    """What the cookie says; one that is forged, torn or of another board says nothing."""
    written = request.cookies.get(NAME)
    if not written:
        return Opened()
    try:
        counted, given = _serializer().loads(written)
        return Opened(tuple(map(str, counted)), tuple(map(str, given)))
    except (BadData, TypeError, ValueError):
        return Opened()


def write(response: Response, opened: Opened) -> Response:
    response.set_cookie(
        NAME,
        _serializer().dumps([opened.counted[-MOST_COUNTED:], opened.given[-MOST_GIVEN:]]),
        max_age=LASTS_SECONDS,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config.get("SESSION_COOKIE_SECURE")),
    )
    return response


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="opened code pages")
