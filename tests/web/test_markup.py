"""What holds of the markup of every page, whoever wrote it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from jobboard.settings import ROOT
from tests.applications.desk import Desk
from tests.making import a_person
from tests.markup import troubles
from tests.test_access_table import WHO_MAY, doors

CLASSES = re.compile(r'\bclass="((?:[^"{]|\{%.*?%\}|\{\{.*?\}\})*)"')
# Search engines are told by its class which part of a page is locked; a button's plain tone is no rule.
BARE = {"metered", "button-secondary"}


@pytest.mark.parametrize("who", sorted(WHO_MAY["public"]))
def test_every_page_can_be_read_without_being_seen(app: Flask, who: str) -> None:
    """One first heading and none left out below it, ids that are one thing's, fields with names."""
    desk = Desk(app, None if who == "visitor" else a_person(None, who))
    found = {}
    for door in doors(app):
        if door.method == "GET" and who in WHO_MAY[door.access]:
            answer = desk.client.get(door.path)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                found[door.path] = list(troubles(answer.text))
    assert len(found) > 10
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_class_in_a_template_has_a_rule_or_a_script() -> None:
    """One that is misspelled looks like nothing at all: the sentence beside a field was plain text."""
    written = "".join(
        file.read_text() for kind in ("css", "js") for file in (ROOT / "static" / kind).iterdir()
    )
    ruled = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", written))
    bare = {name for file in ROOT.glob("templates/**/*.html") for name in _classes(file)}
    assert bare - ruled - BARE == set()


def _classes(template: Path) -> Iterator[str]:
    """Those that are written out; what Jinja puts together is left to whoever looks."""
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.DOTALL)
    for value in CLASSES.findall(text):
        plain = re.sub(r"[\w-]*\{\{.*?\}\}[\w-]*|\{%.*?%\}", " ", value)
        yield from plain.split()
