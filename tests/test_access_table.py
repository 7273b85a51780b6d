"""Every role x page x method gives what the page says: the list is read from the app itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, PathConverter

from tests.applications.desk import Desk
from tests.making import a_person

# What stands in an address for something that is not there.
NOTHING = {"int": "999999999", "default": "nothing", "string": "nothing", "path": "nothing"}
WHO_MAY = {
    "public": {"visitor", "candidate", "employer", "editor", "consultant", "moderator", "admin"},
    "signed_in": {"candidate", "employer", "editor", "consultant", "moderator", "admin"},
    **{
        role: {role}
        for role in ("candidate", "employer", "editor", "consultant", "moderator", "admin")
    },
}
TURNED_AWAY = {302, 303, 401, 403}


@dataclass(frozen=True)
class Door:
    """A page and a method, and who may come in."""

    method: str
    path: str
    access: str


def doors(app: Flask) -> Iterator[Door]:
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if access is None or access == "machine":
            continue
        values = {
            name: NOTHING.get(_kind(converter), "nothing")
            for name, converter in rule._converters.items()
        }
        path = rule.build(values, append_unknown=False)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield Door(method, path[1] if path else rule.rule, access)


@pytest.mark.parametrize("who", sorted(WHO_MAY["public"]))
def test_everybody_gets_in_where_they_may_and_nowhere_else(app: Flask, who: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # the token is asked for before the person is
    try:
        wrong = list(_wrong_doors(app, who))
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert wrong == []


def _wrong_doors(app: Flask, who: str) -> Iterator[tuple[Door, int]]:
    desk = Desk(app, None if who == "visitor" else a_person(None, who))
    for door in doors(app):
        if _ends_the_session(door):
            continue
        open_ = getattr(desk.client, door.method.lower())
        answer = open_(door.path)
        if who in WHO_MAY[door.access]:
            sent_to_sign_in = "/account/login" in (answer.location or "")
            fine = answer.status_code < 500 and not (
                answer.status_code == 403 or (sent_to_sign_in and who != "visitor")
            )
        else:
            fine = answer.status_code in TURNED_AWAY
        if not fine:
            yield door, answer.status_code


def _ends_the_session(door: Door) -> bool:
    return door.method == "POST" and door.path.startswith("/account/")


def _kind(converter: Any) -> str:
    if isinstance(converter, IntegerConverter):
        return "int"
    return "path" if isinstance(converter, PathConverter) else "default"
