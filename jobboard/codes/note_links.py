"""Links for the codes that a note of ICD-10-CM names: they stand in parentheses, as in `(Z16.-)`."""

import re

from flask import Flask
from markupsafe import Markup, escape

from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval

IN_PARENTHESES = re.compile(r"\(([^()]{3,60})\)")
NAMED = re.compile(
    r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?:-[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)?\.?-?"
)


def init_app(app: Flask) -> None:
    app.add_template_filter(note_links)


def note_links(sentence: str) -> Markup:
    """The sentence, escaped, with its codes as links. A parenthesis or comma beside a code stays
    with it at the end of a line."""
    pieces, at = [], 0
    for group in IN_PARENTHESES.finditer(sentence):
        for named in NAMED.finditer(sentence, *group.span(1)):
            if url := _address(named[0]):
                start = named.start() - (sentence[named.start() - 1] == "(")
                end = named.end() + (sentence[named.end()] in "),;")
                pieces += [escape(sentence[at:start]), _link(sentence[start:end], named[0], url)]
                at = end
    return Markup("").join([*pieces, escape(sentence[at:])])


def _link(written: str, code: str, url: str) -> Markup:
    before, after = written.split(code)
    link = Markup('<a class="code" href="{}">{}</a>').format(url, code)
    return Markup('<span class="nowrap">{}{}{}</span>').format(before, link, after)


def _address(named: str) -> str | None:
    try:
        interval = Interval.parse(f"icd10cm:{named}")
    except ValueError:
        return None
    if interval.is_single:
        return f"/codes/icd10cm/{interval.text()}"
    return f"/codes/families/{interval.slug}" if FAMILIES.around(interval) else None
