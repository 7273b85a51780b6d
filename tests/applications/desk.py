"""A signed-in browser that fills forms like a person: it reads the page, then sends what is on it."""

import io
import re
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from jobboard.accounts.models import User
from jobboard.clock import stopped_at
from tests.making import NOON
from tests.signing_in import sign_in

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Desk:
    """One person's browser, with the clock at noon. `page` is the last answer's text."""

    def __init__(self, app: Flask, person: User | None = None) -> None:
        self.client = app.test_client()
        self.now = NOON
        self.page = self._token = ""
        if person is not None:
            with stopped_at(self.now):
                sign_in(self.client, person)

    def get(self, path: str, **given: Any) -> TestResponse:
        with stopped_at(self.now):
            return self._seen(self.client.get(path, **given))

    def post(self, path: str, **fields: Any) -> TestResponse:
        """Sends these fields, with the token that the pages carry."""
        data = {"csrf_token": self._token, **fields}
        with stopped_at(self.now):
            return self._seen(self.client.post(path, data=data))

    def send(self, path: str, **changed: Any) -> TestResponse:
        """Reads the page's form, changes these fields, and sends it back; None takes one away."""
        if self.get(path).status_code != 200:
            raise AssertionError(f"{path} has no form to fill")
        return self.again(path, **changed)

    def again(self, path: str, **changed: Any) -> TestResponse:
        """The same with the form of the last page."""
        fields = {**_Inputs.of(self.page), **changed}
        fields = {name: value for name, value in fields.items() if value is not None}
        with stopped_at(self.now):
            return self._seen(self.client.post(path, data=fields))

    def send_move(self, address: str, **changed: Any) -> TestResponse:
        """Opens an applicant's page and sends its form for the next move."""
        self.get(address)
        return self.again(f"{address}/stage", **changed)

    def _seen(self, answer: TestResponse) -> TestResponse:
        # A large body of the test client's lies in a file, which it leaves open.
        answer.request.environ["wsgi.input"].close()
        if answer.mimetype == "text/html":
            self.page = answer.get_data(as_text=True)
            if found := TOKEN.search(self.page):
                self._token = found[1]
        return answer


def a_file(content: bytes, name: str = "resume.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


class _Inputs(HTMLParser):
    """What a form would send if nobody touched it; the last form on the page that has a field."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._area: str | None = None
        self._select: str | None = None

    @classmethod
    def of(cls, page: str) -> dict[str, str]:
        reader = cls()
        # The header's own form, which signs out, is not the one that is meant.
        reader.feed(page.partition("<main")[2])
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") != "file":
            ticked = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if ticked:
                self.found[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.found[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.found[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.found[self._area] = self.found[self._area].removeprefix("\r").removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None
