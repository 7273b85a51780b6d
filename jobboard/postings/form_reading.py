"""What is wrong with a posting form, sentence by sentence, each beside its field.

Values that stand in rows or lists are judged one by one with the same readers that `parsing.read`
uses, so that a sentence lands on the row it is about.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import FieldList, FormField

from jobboard.postings.form_fields import amount, several, text
from jobboard.postings.parsing import READERS
from jobboard.postings.parsing import read as read_record
from jobboard.postings.policy import last_day_over
from jobboard.postings.problems import Problem, RecordWrong
from jobboard.postings.record import PostingRecord

if TYPE_CHECKING:
    from jobboard.postings.forms import PostingForm

# Where the sentence about a part of the record stands, if not beside a field of its name.
BESIDE = {
    "pay": "pay_min",
    "credentials": "credentials_any",
    "productivity": "productivity_value",
    "apply": "apply_by",
}
MINUS = ("-", "−", "–")
PLACE_OF_APPLY = {"url": "apply_url", "email": "apply_email"}
STALE = "This page stood open for a long time. Nothing is lost: look over it and send it again."


def read(form: "PostingForm", *, before: PostingRecord | None, today: date) -> PostingRecord | None:
    if not form.validate() and "csrf_token" in form:
        form.csrf_token.errors = [STALE]
    said = form.said(before)
    _judge_rows(form)
    _judge_lists(form, said)
    _judge_amounts(form)
    _judge_pairs(form)
    record = _record(form, said)
    if record is not None:
        complain(form, last_day_over(record, today))
    return None if any(complaints(form)) else record


def complain(form: "PostingForm", problems: list[Problem]) -> None:
    """A field that has its own sentence already keeps that one."""
    for problem in problems:
        field = _field_for(form, problem.field)
        if not _has_complaint(form, problem.field):
            _say(field, problem.sentence)


def complaints(form: "PostingForm") -> Iterator[tuple[str, str, str]]:
    for field in form:
        if isinstance(field, FieldList):
            yield from _of_rows(field)
            continue
        named = field.name != "csrf_token"
        for sentence in field.errors:
            yield (field.id, field.label.text, sentence) if named else ("", "", sentence)


def _record(form: "PostingForm", said: dict[str, Any]) -> PostingRecord | None:
    try:
        return read_record(said)
    except RecordWrong as wrong:
        complain(form, wrong.problems)
        return None


def _judge_rows(form: "PostingForm") -> None:
    for name in ("places", "software", "questions"):
        for row in form[name]:
            said = row.form.said()
            if said and (sentence := _sentence(name, [said])):
                _say(_first_blamed(name, row.form, sentence), sentence)


def _judge_lists(form: "PostingForm", said: dict[str, Any]) -> None:
    wrong = [sentence for code in said["codes"] if (sentence := _sentence("codes", [code]))]
    _say(form.codes, " ".join(wrong))
    for part in ("any", "all", "preferred"):
        field = form[f"credentials_{part}"]
        name = {"any": "any_of", "all": "all_of"}.get(part, part)
        typed = several(field)
        wrong = [s for one in typed if (s := _sentence("credentials", {name: [one]}))]
        _say(field, " ".join(wrong))


def _judge_amounts(form: "PostingForm") -> None:
    for name in ("pay_min", "pay_max", "productivity_value", "accuracy_percent"):
        typed = text(form[name]).rstrip("% ")
        if isinstance(amount(typed), str):
            _say(form[name], _not_an_amount(typed))


def _not_an_amount(typed: str) -> str:
    if typed[:1] in MINUS and isinstance(amount(typed[1:].lstrip()), float):
        return f"“{typed[:40]}” is below zero; write a number above zero."
    return f"“{typed[:40]}” is not a number; write it as 28.50 or 60,000."


def _judge_pairs(form: "PostingForm") -> None:
    """Fields that only mean something together."""
    stated = text(form.pay_min) or text(form.pay_max)
    if stated and not form.pay_unit.data:
        _say(form.pay_unit, "Choose what the amounts are for, such as an hour or a year.")
    if stated and form.pay_missing.data:
        _say(form.pay_missing, "You state the pay above, so there is no reason to give here.")
    for name in ("productivity_unit", "productivity_per"):
        if text(form.productivity_value) and not form[name].data:
            _say(form[name], "Choose what is counted, and in which time.")
    place = PLACE_OF_APPLY.get(form.apply_by.data or "")
    if place and not text(form[place]):
        _say(form[place], "Say where people should apply.")
    elif place and (sentence := _sentence("apply", form.apply_said())):
        _say(form[place], sentence)


def _sentence(name: str, value: Any) -> str | None:
    try:
        READERS[name](value)
    except ValueError as wrong:
        return str(wrong)
    return None


def _first_blamed(name: str, row: Any, sentence: str) -> Any:
    """The field of a row that a sentence is about."""
    if name == "places" and "ZIP" in sentence:
        return row.zip
    if name == "questions" and "choices" in sentence:
        return row.choices
    return next(iter(row))


def _field_for(form: "PostingForm", name: str) -> Any:
    wanted = BESIDE.get(name, name)
    field = form[wanted if wanted in form else "title"]
    if isinstance(field, FieldList):
        return next(iter(field[0].form))
    return field


def _has_complaint(form: "PostingForm", name: str) -> bool:
    """Whether the part of the record has a sentence anywhere among its fields."""
    mine = [f for f in form if f.name == name or f.name.startswith(f"{name}_")]
    return any(list(_of_rows(f)) if isinstance(f, FieldList) else f.errors for f in mine)


def _of_rows(rows: Any) -> Iterator[tuple[str, str, str]]:
    for number, row in enumerate(rows, start=1):
        assert isinstance(row, FormField)
        for field in row.form:
            for sentence in field.errors:
                yield field.id, f"{rows.label.text}, {number}", sentence


def _say(field: Any, sentence: str) -> None:
    if sentence:
        field.errors = [*field.errors, sentence]
