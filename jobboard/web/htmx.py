"""What an htmx request is, and how it is answered."""

from urllib.parse import urlsplit

from flask import Response, request


def wants_fragment() -> bool:
    """Asked by htmx for a part of the page. A visit from its history wants the whole one."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def page_query(path: str) -> str | None:
    """The query of the address that the browser shows now, if it shows this path."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    return shown.query if shown.path == path else None


def show_address(response: Response, address: str) -> Response:
    """The browser shows `address` now. While somebody types, it takes the place of the last one,
    so that one step back leaves the search and not the last letter."""
    typing = request.headers.get("HX-Trigger-Name") == "q"
    response.headers["HX-Replace-Url" if typing else "HX-Push-Url"] = address
    return response
