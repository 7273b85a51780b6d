"""Screening questions as fields, and what was typed as answers that can be kept and read."""

import json

import pytest
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from jobboard.applications.answers import answer, in_short, spoken
from jobboard.applications.questions import answer_of, field_for, named
from jobboard.postings.record import ScreeningQuestion

CHOICES = ("Epic", "Cerner", "None of them")


def judged(question, *typed):
    """The field after judging, with these values sent for it."""
    name = next(iter(named([question])))
    form = type("OneQuestion", (FlaskForm,), {name: field_for(question)})
    filled = form(MultiDict([(name, value) for value in typed]), meta={"csrf": False})
    filled.validate()
    return filled[name]


def asked(kind, *, required=False):
    choices = CHOICES if kind in ("choice", "several") else ()
    return ScreeningQuestion("Well?", kind, required, choices)


ANSWERS = [
    ("yes-no", ["yes"], True, "Yes"),
    ("yes-no", ["no"], False, "No"),
    ("choice", ["Cerner"], "Cerner", "Cerner"),
    ("several", ["Epic", "Cerner"], ["Epic", "Cerner"], "Epic, Cerner"),
    ("number", ["6"], 6, "6"),
    ("number", ["2.5"], 2.5, "2.5"),
    ("number", [" 1,200 "], 1200, "1,200"),
    ("number", ["0"], 0, "0"),
    ("text", [" At home.\r\nIn peace. "], "At home.\r\nIn peace.", "At home.\r\nIn peace."),
    ("date", ["2026-11-30"], "2026-11-30", "November 30, 2026"),
    ("credential", ["CCS"], "CCS", "CCS – Certified Coding Specialist"),
    ("credential", ["none"], "none", "None of those listed"),
    ("credential", ["other"], "other", "Another one"),
]


@pytest.mark.parametrize(("kind", "typed", "kept", "read"), ANSWERS)
def test_an_answer_is_kept_as_a_plain_value_and_read_as_words(app, kind, typed, kept, read):
    for required in (True, False):
        field = judged(asked(kind, required=required), *typed)
        assert field.errors in ([], ())
        given = answer_of(asked(kind), field)
        assert given == {"question": "Well?", "kind": kind, "answer": kept}
        assert json.loads(json.dumps(given)) == given
        assert spoken(given) == read


KINDS = ["yes-no", "choice", "several", "number", "text", "date", "credential"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", [(), ("",), ("   ",)])
def test_a_required_question_must_be_answered(app, kind, typed):
    field = judged(asked(kind, required=True), *typed)
    assert len(field.errors) == 1
    assert field.errors[0].endswith(".")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", [(), ("",)])
def test_another_question_may_stay_open(app, kind, typed):
    field = judged(asked(kind), *typed)
    assert not field.errors
    assert answer_of(asked(kind), field)["answer"] is None
    assert spoken(answer_of(asked(kind), field)) == ""


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("yes-no", "maybe"),
        ("choice", "Meditech"),
        ("several", "Meditech"),
        ("number", "six"),
        ("number", "-7"),
        ("number", "NaN"),
        ("number", "-Infinity"),
        ("number", "1e400"),
        ("number", "9" * 400),
        ("text", "x" * 2001),
        ("date", "tomorrow"),
        ("date", "0001-01-01"),
        ("date", "9999-12-31"),
        ("credential", "XYZ"),
    ],
)
@pytest.mark.parametrize("required", [True, False])
def test_nonsense_is_told_in_a_sentence_and_stays_as_typed(app, kind, typed, required):
    field = judged(asked(kind, required=required), typed)
    assert len(field.errors) == 1
    if kind in ("number", "text", "date"):
        assert typed in field()


def test_a_field_is_named_after_its_question_and_not_its_place():
    first, second = asked("number"), ScreeningQuestion("Other?", "text")
    assert list(named([first, second])) == list(named([second, first]))[::-1]
    assert len(named([first, first])) == 1


def test_a_card_has_room_for_the_first_few_answers():
    long = answer("Why " + "so " * 30 + "long?", "text", "Because " + "x" * 100)
    said = in_short([answer("Open?", "text", None), long, *[answer("A?", "yes-no", True)] * 5])
    assert len(said) == 3
    assert all(len(question) <= 48 and len(text) <= 48 for question, text in said)
    assert said[1] == ("A?", "Yes")


def test_a_credential_that_the_vocabulary_has_lost_is_still_read():
    assert spoken(answer("Held?", "credential", "OLD-1")) == "OLD-1"
