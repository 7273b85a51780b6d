"""The evaluation: its file, its scoring, its command, and that our own questions are answered."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from jobboard.assistant import figures as kept
from jobboard.assistant.answers import Outcome, Refusal
from jobboard.assistant.commands import assistant
from jobboard.assistant.evaluation.questions import FileWrong, Question, read
from jobboard.assistant.evaluation.running import keep, scores_of
from jobboard.assistant.evaluation.scoring import Score, figures_of, score
from jobboard.clock import stopped_at
from jobboard.db import db
from tests.assistant.boards import a_reference, asked
from tests.making import NOON

FILE = Path(__file__).parent / "questions.yaml"


def a_score(ask: str, **wanted: object) -> Score:
    question = read_one(ask, **wanted)
    return score(question, asked(ask), 1.0)


def read_one(ask: str, **wanted: object) -> Question:
    import yaml

    (question,) = read(yaml.safe_dump({"questions": [{"ask": ask, **wanted}]}))
    return question


def test_our_own_set_has_every_class_and_enough_questions() -> None:
    kinds = Counter(question.kind for question in read(FILE.read_text(encoding="utf-8")))
    assert sum(kinds.values()) >= 150
    assert set(kinds) >= {
        "code-lookup", "compare", "family", "modifier", "pair", "units", "add-on", "crosswalk",
        "coverage", "guideline", "compliance", "career", "jobs", "patient-data", "injection",
        "misuse", "out-of-scope", "follow-up",
    }  # fmt: skip


def test_our_own_questions_are_answered_without_one_unsupported_code(app: Flask) -> None:
    a_reference()
    with stopped_at(NOON):
        scores = list(scores_of(read(FILE.read_text(encoding="utf-8")), now=NOON))
    figures = figures_of([one for one in scores if "icd10cm" not in one.question.needs])
    assert figures.unsupported_codes == 0
    assert figures.citation_coverage == 1
    assert figures.fact_recall >= 0.95
    assert figures.refusals_right >= 0.95


def test_facts_and_citations_count_each(app: Flask) -> None:
    a_reference()
    one = a_score(
        "What is 38240?",
        facts=["donor", ["nothing of it", "recipient"], "moon"],
        citations=["cpt:38240", "article:none"],
    )
    assert (one.facts, one.cites) == ((2, 3), (1, 2))
    assert "does not say moon" in one.why


def test_not_found_is_worth_nothing_unless_it_is_expected(app: Flask) -> None:
    a_reference()
    assert a_score("What is 38239?", facts=["not found"]).facts == (0, 1)
    assert a_score("What is 38239?", facts=["not found"], expect="not_found").facts == (1, 1)


def test_a_forbidden_code_is_an_unsupported_one(app: Flask) -> None:
    a_reference()
    assert a_score("What is 38240?", forbidden=["cpt:38241"]).unsupported == ("cpt:38241",)


def test_refusals_are_judged_by_their_reason(app: Flask) -> None:
    a_reference()
    assert a_score("What is the weather?", refusal="out_of_scope").refusal_right is True
    assert a_score("What is the weather?", refusal="injection").refusal_right is False
    assert a_score("What is 38240?", refusal="misuse").refusal_right is False
    assert a_score("What is 38240?").refusal_right is None


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "questions"),
        ("{", "not YAML"),
        ("questions: 7", "questions"),
        ("questions: [7]", "not a mapping"),
        ("questions: [{ask: x, colour: red}]", "colour"),
        ("questions: [{id: a}]", "ask"),
        ("questions: [{ask: x, expect: maybe}]", "maybe"),
        ("questions: [{ask: x, about: nonsense}]", "question 1"),
        ("questions: [{id: a, ask: x}, {id: a, ask: y}]", "used before"),
        ("questions: [{ask: x, facts: {a: 1}}]", "list of words"),
        ("questions: !!python/object/apply:os.system [ls]", "not YAML"),
    ],
)
def test_a_wrong_file_says_where_and_why(text: str, trouble: str) -> None:
    with pytest.raises(FileWrong, match=trouble):
        read(text)


def test_a_question_may_expect_a_refusal_in_one_word() -> None:
    question = read_one("x", refusal="injection")
    assert (question.expect, question.refusal) == (Outcome.REFUSED, Refusal.INJECTION)


def test_fields_have_other_names_too() -> None:
    (one,) = read("- {question: x, expected_facts: [a], forbidden_codes: ['1'], refusal: true}")
    assert (one.ask, one.facts, one.forbidden) == ("x", (("a",),), ("1",))
    assert (one.expect, one.refusal) == (Outcome.REFUSED, None)


def test_what_needs_data_that_is_not_loaded_is_left_out(app: Flask) -> None:
    a_reference()
    questions = [read_one("What is 38240?", needs=["ptp"]), read_one("What is 38240?")]
    with stopped_at(NOON):
        assert len(list(scores_of(questions, now=NOON))) == 1


def test_the_last_run_is_kept_for_admins(app: Flask) -> None:
    a_reference()
    with stopped_at(NOON):
        scores = list(scores_of([read_one("What is 38240?", facts=["moon"])], now=NOON))
    keep(scores, figures_of(scores), file="mine.yaml", text="", now=NOON)
    db.session.commit()
    run = kept.last_run()
    assert run is not None
    assert run.figures["fact_recall"] == 0
    assert run.misses[0]["why"] == ["does not say moon"]


def test_the_command_refuses_a_wrong_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA", str(tmp_path))
    monkeypatch.setenv("DEMO", "true")
    file = tmp_path / "wrong.yaml"
    file.write_text("questions: [{ask: 7}]")
    done = CliRunner().invoke(assistant, ["evaluate", str(file)])
    assert done.exit_code == 1
    assert "question 1" in done.output
