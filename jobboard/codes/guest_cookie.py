"""A guest's opened codes, in one small signed cookie. Nothing about the guest is kept here.

Two tabs that load at once each write the cookie, and the last one wins. So each leaves a crumb of its
own beside it for some minutes, from which the next page puts together what both have opened.
"""

from flask import Request, Response, current_app
from itsdangerous import BadData, URLSafeSerializer

from jobboard.codes.metering import Opened

NAME = "code-pages"
CRUMB = f"{NAME}-"
# The cookies only go to the pages that count.
PATH = "/codes"
LASTS_SECONDS, CRUMB_LASTS_SECONDS = 400 * 24 * 3600, 600
# A cookie has 4 kB of room; the oldest of the uncounted go first.
MOST_GIVEN, MOST_COUNTED = 40, 100


def read(request: Request) -> Opened:
    """What the cookies say; one that is forged, torn or of another board says nothing."""
    opened = _said(request.cookies.get(NAME))
    for crumb in _crumbs(request):
        opened = _with(opened, crumb)
    return opened


def is_whole(request: Request) -> bool:
    """Whether the cookie itself has what the crumbs have."""
    opened = _said(request.cookies.get(NAME))
    return all(_with(opened, crumb) == opened for crumb in _crumbs(request))


def write(response: Response, opened: Opened, *, newest: str) -> Response:
    """All that is opened, and a crumb of the newest, such as `cpt:38240`."""
    crumb = Opened(
        tuple(code for code in opened.counted if code == newest),
        tuple(code for code in opened.given if code == newest),
    )
    _set(response, NAME, opened, LASTS_SECONDS)
    return _set(response, CRUMB + newest.replace(":", "-"), crumb, CRUMB_LASTS_SECONDS)


def _crumbs(request: Request) -> list[Opened]:
    return [_said(value) for name, value in request.cookies.items() if name.startswith(CRUMB)]


def _with(opened: Opened, more: Opened) -> Opened:
    counted = (*opened.counted, *(code for code in more.counted if code not in opened))
    given = (*opened.given, *(code for code in more.given if code not in opened))
    return Opened(counted, given)


def _said(written: str | None) -> Opened:
    if not written:
        return Opened()
    try:
        counted, given = _serializer().loads(written)
        return Opened(tuple(map(str, counted)), tuple(map(str, given)))
    except (BadData, TypeError, ValueError):
        return Opened()


def _set(response: Response, name: str, opened: Opened, lasts: int) -> Response:
    response.set_cookie(
        name,
        _serializer().dumps([opened.counted[-MOST_COUNTED:], opened.given[-MOST_GIVEN:]]),
        max_age=lasts,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config.get("SESSION_COOKIE_SECURE")),
    )
    return response


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="opened code pages")
