"""What the posting form is made of: choices from the vocabularies, rows, and typed amounts."""

import re
from collections.abc import Iterator
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from jobboard import taxonomy
from jobboard.taxonomy import Vocabulary
from jobboard.web.choosing import choices

# More than any rule allows, so that the rule's sentence is read; fewer than would cost time.
ROWS_AT_MOST = 80
AMOUNT = re.compile(
    r"\$?\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,9})(?P<cents>\.\d+)?\s*(?P<k>k)?", re.I
)


def pick(
    label: str, vocabulary: Vocabulary[Any], blank: str = "Choose…", default: str | None = None
) -> Any:
    options = choices(vocabulary, blank)
    return SelectField(label, choices=options, default=default, validate_choice=False)


def ticks(label: str, vocabulary: Vocabulary[Any]) -> Any:
    return SelectMultipleField(label, choices=choices(vocabulary), validate_choice=False)


class Rows(FieldList):
    """Rows of a small form. Names of rows come from outside, so only plain numbers count."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        shape = re.compile(re.escape(prefix) + r"-([0-9]{1,4})-")
        found = {int(hit[1]) for name in formdata if (hit := shape.match(name))}
        return iter(sorted(found)[:ROWS_AT_MOST])


class PlaceRow(Form):
    city = StringField("City")
    state = SelectField("State", choices=choices(taxonomy.STATES, "Choose…"), validate_choice=False)
    zip = StringField("ZIP code")

    def said(self) -> dict[str, Any] | None:
        """None for a row that is empty. “Houston, TX” may stand in the city's field alone."""
        city, state = text(self.city), self.state.data or None
        if state is None and "," in city:
            name, _, rest = city.rpartition(",")
            if found := taxonomy.STATES.find(rest):
                city, state = name.strip(), found.slug
        given = {"city": city, "state": state, "zip": text(self.zip)}
        return {name: value for name, value in given.items() if value} or None


class SoftwareRow(Form):
    name = pick("Program", taxonomy.SOFTWARE)
    level = pick("Experience", taxonomy.SOFTWARE_LEVELS, "Not said")

    def said(self) -> dict[str, Any] | None:
        if not self.name.data:
            return None
        return {"name": self.name.data, "level": self.level.data or None}


class QuestionRow(Form):
    text = StringField("Question")
    kind = SelectField(
        "Answer", choices=choices(taxonomy.QUESTION_KINDS), default="yes-no", validate_choice=False
    )
    required = BooleanField("Must be answered")
    choices = TextAreaField("Choices, one on each line")

    def said(self) -> dict[str, Any] | None:
        lines = [line.strip() for line in (self.choices.data or "").splitlines() if line.strip()]
        if not text(self.text) and not lines:
            return None
        return {
            "text": text(self.text),
            "kind": self.kind.data or "text",
            "required": self.required.data,
            "choices": lines,
        }


def rows(label: str, row: type[Form], at_least: int = 1) -> Any:
    return Rows(FormField(row), label, min_entries=at_least)


def text(field: Any) -> str:
    return (field.data or "").strip()


def several(field: Any) -> list[str]:
    """The values of a text field that takes several, apart by commas, semicolons or lines."""
    return [value.strip() for value in re.split(r"[,;\n]", field.data or "") if value.strip()]


def amount(typed: str) -> float | str | None:
    """`$28.50`, `60,000` and `60k` as numbers; what is no amount comes back as it is."""
    if not typed:
        return None
    found = AMOUNT.fullmatch(typed)
    if not found:
        return typed
    number = float(found["digits"].replace(",", "") + (found["cents"] or ""))
    return number * 1000 if found["k"] else number
