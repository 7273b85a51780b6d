"""The source documents' topics are answered on a board with nothing but what the project brings."""

from collections import Counter

import pytest

from jobboard.assistant.answers import Outcome
from jobboard.assistant.evaluation.questions import read
from jobboard.assistant.tools.diagnosis_notes import SAID
from jobboard.codes.placing import NOTES
from tests.assistant.boards import a_reference, asked
from tests.assistant.test_evaluation import FILE

EDITS = ("pair", "units", "add-on")
TOPICS = {
    "codes": ("code-lookup",),
    "guidelines": ("guideline",),
    "modifiers": ("modifier",),
    "crosswalks": ("crosswalk",),
    "NCCI edits": EDITS,
    "compliance": ("compliance",),
    "Medicare coverage": ("coverage",),
}


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_has_ten_questions_that_are_answered_with_citations(app, topic):
    a_reference()
    questions = [
        one
        for one in read(FILE.read_text(encoding="utf-8"))
        if one.kind in TOPICS[topic] and not one.needs and not one.after
    ]
    answers = [asked(one.ask, about=one.about) for one in questions]
    outcomes = Counter(one.outcome for one in answers if one.short and one.evidence)
    assert outcomes[Outcome.ANSWERED] >= 10


def test_what_only_a_table_may_say_stays_not_loaded(app):
    a_reference()
    assert asked("Is 36430 bundled into 38240?").outcome == Outcome.NOT_LOADED
    assert asked("How many units of 38206 can be billed per day?").outcome == Outcome.NOT_LOADED


def test_our_own_words_on_a_pair_do_not_hide_that_its_row_was_not_looked_up(app):
    a_reference()
    answer = asked("Can 38230 and 38232 be billed together?")
    assert answer.outcome == Outcome.ANSWERED
    assert any("not loaded" in said for said in answer.unknown)


def test_a_visit_beside_a_procedure_is_answered_by_its_rule(app):
    a_reference()
    answer = asked("Can I bill 99214 with 38221 on the same day?")
    assert "modifier 25 on the visit" in answer.short[0].text


def test_who_asks_which_code_is_column_2_asks_for_no_code(app):
    a_reference()
    assert asked("How do I know which code is column 2?").understood.topic == "pair"


def test_every_note_of_a_diagnosis_can_be_told():
    assert set(NOTES) <= set(SAID)
