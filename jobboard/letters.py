"""Letters to people: rendered when they are written, kept in the outbox, carried by the worker.

A letter is one text, `templates/letters/<name>.txt`: `Subject: …` in the first line, then the body.
Its HTML is made from that text, so the two cannot disagree. Addresses come from the settings, never
from what a request says our name is: `link("security.login")`, or `settings.site_url` and a path.
"""

import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from flask import Flask, current_app
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from jobboard.errors import MailUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.mail import Letter, LetterDelayed, LetterRefused
from jobboard.outbox import note
from jobboard.outbox.draining import Claim, Topic
from jobboard.settings import current_settings
from jobboard.web.html import UNWANTED, one_line

LONGEST_SUBJECT = 180
# What follows the site's name in an address; the full stop of a sentence is not part of it.
PATH = r"[/?#](?:[^\s<>\"]*[^\s<>\".,;:!?)])?"


def write(
    *,
    to: str,
    template: str,
    reply_to: str | None = None,
    bounces_to: str | None = None,
    **values: Any,
) -> None:
    """Notes a letter in this transaction: it goes out after the commit, or not at all."""
    subject, text = rendered(template, **values)
    note(
        "mail",
        to=to,
        subject=subject,
        text=text,
        html=as_html(subject, text),
        reply_to=reply_to,
        bounces_to=bounces_to,
        # The same at every attempt, so that a letter sent twice can be recognized.
        id=uuid4().hex,
    )


def carry(claims: Sequence[Claim]) -> None:
    """Sends what was noted. A letter that nobody will ever take is dropped, not tried for ever."""
    for claim in claims:
        try:
            gateways().mail.send(made(claim.payload))
        except LetterRefused:
            current_app.logger.warning("letter refused for good", extra={"row": claim.id})


# About two days of attempts for one letter; as long as it takes while the mail server is away.
TOPIC = Topic(
    act=carry,
    gives_up_after=56,
    patient_with=lambda error: (
        isinstance(error, MailUnavailable) and not isinstance(error, LetterDelayed)
    ),
)


def rendered(template: str, **values: Any) -> tuple[str, str]:
    """Subject and text. A value that the template asks for and nobody has given is an error."""
    environment = _environment(current_app._get_current_object())  # type: ignore[attr-defined]
    source = environment.get_template(f"letters/{template}.txt")
    head, _, body = source.render(settings=current_settings(), link=link, **values).partition("\n")
    if not head.startswith("Subject:"):
        raise ValueError(f"The letter {template} does not begin with its subject.")
    subject = one_line(head.removeprefix("Subject:"))[:LONGEST_SUBJECT]
    return subject, re.sub(r"\n{3,}", "\n\n", UNWANTED.sub("", body)).strip() + "\n"


def link(endpoint: str, **values: Any) -> str:
    """The whole address of one of our pages."""
    path = current_app.url_map.bind("board.invalid").build(endpoint, values)
    return current_settings().site_url + path


def as_html(subject: str, text: str) -> str:
    """The text in one layout: blank lines part paragraphs, and only our own addresses are links."""
    template = current_app.jinja_env.get_template("letters/layout.html")
    return template.render(settings=current_settings(), subject=subject, blocks=blocks_of(text))


def blocks_of(text: str) -> list[Markup]:
    """The paragraphs and lists of a letter, ready to be drawn."""
    return [_block(block) for block in text.strip().split("\n\n")]


def made(payload: dict[str, Any]) -> Letter:
    """The letter that was noted so; `headers` stand beside the usual ones."""
    domain = current_settings().sender.rpartition("@")[2].rstrip(">")
    return Letter(
        to=payload["to"],
        subject=payload["subject"],
        text=payload["text"],
        html=payload["html"],
        reply_to=payload["reply_to"],
        bounces_to=payload.get("bounces_to"),
        headers={"Message-ID": f"<{payload['id']}@{domain}>", **payload.get("headers", {})},
    )


def _environment(app: Flask) -> Environment:
    """The app's templates as plain text, strict about values."""
    if "letters" not in app.extensions:
        app.extensions["letters"] = app.jinja_env.overlay(
            autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
    found: Environment = app.extensions["letters"]
    return found


def _block(block: str) -> Markup:
    lines = block.split("\n")
    if all(line.startswith("- ") for line in lines):
        items = Markup("").join(Markup("<li>{}</li>").format(_linked(line[2:])) for line in lines)
        return Markup("<ul>{}</ul>").format(items)
    return Markup("<p>{}</p>").format(Markup("<br>\n").join(_linked(line) for line in lines))


def _linked(line: str) -> Markup:
    """What a stranger typed must not become a link in a letter that we sign."""
    site = re.escape(current_settings().site_url)
    ours = re.compile(rf"({site}(?:{PATH}|(?![\w.:@-])))")
    parts = ours.split(line)
    return Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
