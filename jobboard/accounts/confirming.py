"""Links in letters open a page with one button. Mail programs follow links to look for dangers, and
a GET changes nothing: what the link is for happens when its owner presses the button."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, render_template, request

View = Callable[..., Any]


def init_app(app: Flask) -> None:
    for endpoint in ("security.confirm_email", "security.change_email_confirm"):
        app.view_functions[endpoint] = _by_button(app.view_functions[endpoint])
    app.add_url_rule(
        "/account/email/<token>", endpoint="security.change_email_confirm", methods=["POST"]
    )


def _by_button(view: View) -> View:
    @wraps(view)
    def pressed(token: str) -> Any:
        if request.method != "POST":
            return render_template("accounts/press.html")
        return view(token)

    return pressed
