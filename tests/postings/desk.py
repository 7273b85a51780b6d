"""Somebody at the company's desk: opens pages, changes fields that are drawn, presses buttons."""

from typing import Any

import lxml.html
from flask.testing import FlaskClient
from lxml.html import FormElement, HtmlElement
from werkzeug.test import TestResponse

from jobboard.accounts.models import User
from tests.signing_in import sign_in


class Desk:
    """What `press` sends is what a browser would: the fields of the form as they are drawn, with
    what the person has changed, and the button."""

    def __init__(self, client: FlaskClient, person: User) -> None:
        self.client = sign_in(client, person)
        self.answer: TestResponse | None = None

    def open(self, address: str) -> "Desk":
        self.answer = self.client.get(address)
        return self

    @property
    def status(self) -> int:
        assert self.answer is not None
        return self.answer.status_code

    @property
    def text(self) -> str:
        """The words of the page, single-spaced."""
        return " ".join(" ".join(self.page.body.itertext()).split())

    @property
    def page(self) -> HtmlElement:
        assert self.answer is not None
        return lxml.html.fromstring(self.answer.text)

    def form(self) -> FormElement:
        """The longest form of the page: the others are single buttons."""
        return max(self.page.forms, key=lambda form: len(form.inputs.keys()))

    def values(self) -> dict[str, Any]:
        """What a browser would send, each name with its value or list of values."""
        sent: dict[str, Any] = {}
        for name, value in self.form().form_values():
            value = value.replace("\r\n", "\n").removeprefix("\n")
            if name in sent:
                sent[name] = [*_listed(sent[name]), value]
            else:
                sent[name] = value
        return sent

    def press(self, button: tuple[str, str] = ("then", "draft"), **changed: Any) -> "Desk":
        """Changes fields (None takes one away) and sends the form by a button."""
        form = self.form()
        sent = {**self.values(), **changed, button[0]: button[1]}
        kept = {name: value for name, value in sent.items() if value is not None}
        assert self.answer is not None
        self.answer = self.client.post(form.get("action") or self.answer.request.path, data=kept)
        return self

    def follow(self) -> "Desk":
        assert self.answer is not None
        assert self.answer.status_code in (302, 303), self.text
        return self.open(self.answer.location)

    def click(self, label: str) -> "Desk":
        """Presses a button that stands in a small form of its own."""
        for form in self.page.forms:
            if any(label == " ".join(b.text_content().split()) for b in form.xpath(".//button")):
                self.answer = self.client.post(form.get("action"), data=dict(form.form_values()))
                return self
        raise AssertionError(f"no button “{label}” on this page; there are {self.buttons()}")

    def buttons(self) -> list[str]:
        """The labels of the buttons and links that look like buttons, in the page's own part."""
        found = [one for one in self.page.xpath("//main//*") if "button" in one.classes]
        return [" ".join(one.text_content().split()) for one in found]

    def errors(self) -> dict[str, str]:
        """Each refused field's id with the sentence beside it."""
        return {
            one.get("id").removesuffix("-error"): " ".join(one.text_content().split())
            .removeprefix("Error:")
            .strip()
            for one in self.page.xpath("//*[contains(@class, 'error') and @id]")
        }

    def summary(self) -> list[str]:
        return [
            " ".join(one.text_content().split()) for one in self.page.xpath("//*[@data-errors]//li")
        ]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
