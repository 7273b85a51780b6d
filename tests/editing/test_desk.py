"""Editors write and review; readers say what is wrong. Nothing is invented and nothing is lost."""

import re

import pytest

from jobboard.clock import stopped_at
from jobboard.codes.loading import load_reference
from jobboard.codes.models import CodeText, Section
from jobboard.db import db
from jobboard.editing import actions, queries
from jobboard.editing.models import Problem, ProblemState, TextVersion
from tests.codes.reference import a_code, a_code_release
from tests.making import NOON, a_candidate, a_person
from tests.signing_in import send, sign_in

PAGE, EDIT = "/codes/cpt/38240", "/editor/codes/cpt/38240"
BETTER = (
    "A bag of somebody else’s stem cells runs into a vein.\nThe marrow finds its way by itself."
)


@pytest.fixture
def board(app):
    load_reference(db.session, now=NOON)
    db.session.commit()
    with stopped_at(NOON):
        yield app


def an_editor(board, name="Eden Editor"):
    return sign_in(board.test_client(), a_person(None, "editor", name=name))


@pytest.fixture
def editor(board):
    return an_editor(board)


def hidden(answer, name="seen"):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', answer.text)[1]


def write(client, section="plain", body=BETTER, sources="", seen=None):
    address = f"{EDIT}/{section}"
    seen = hidden(client.get(address)) if seen is None else seen
    return send(client, address, body=body, sources=sources, seen=seen)


def review(client):
    seen = hidden(client.get(EDIT))
    return send(client, f"{EDIT}/review", page=EDIT, seen=seen)


def text_of(section=Section.PLAIN):
    query = db.select(CodeText).where(CodeText.key == "38240", CodeText.section == section)
    return db.session.scalars(query).one()


def test_an_editor_writes_a_section_and_both_versions_are_kept(board, editor):
    before = text_of().body
    source = "A work | https://example.org/work | 2026-11-01"
    assert write(editor, sources=source).status_code == 303
    html = board.test_client().get(PAGE).text
    assert "somebody else’s stem cells runs into a vein" in html
    assert "https://example.org/work" in html
    first, second = db.session.scalars(db.select(TextVersion).order_by(TextVersion.number))
    assert (first.body, first.author) == (before, None)
    assert first.origin == "data/cpt/38240.toml"
    assert second.author.name == "Eden Editor"
    assert second.body == text_of().body


def test_a_page_is_reviewed_until_a_section_of_it_changes(board, editor):
    assert "Not yet reviewed" in board.test_client().get(PAGE).text
    assert review(editor).status_code == 303
    html = board.test_client().get(PAGE).text
    assert "read by an editor on November 2, 2026" in html
    assert "Not yet reviewed" not in html
    assert "reviewed November 2, 2026 by Eden Editor" in editor.get(EDIT).text
    write(editor)
    assert "Not yet reviewed" in board.test_client().get(PAGE).text


def test_a_reload_of_the_files_keeps_what_an_editor_wrote(board, editor):
    write(editor)
    db.session.execute(db.text("UPDATE code_releases SET digest = 'older'"))
    db.session.commit()
    load_reference(db.session, now=NOON)
    db.session.commit()
    assert "somebody else’s" in text_of().body[0]["text"]


LINE = "Giving somebody else’s stem cells to a recipient by vein"


def test_a_codes_one_line_is_written_and_kept(board, editor):
    assert "Giving donor stem cells" in editor.get(f"{EDIT}/line").text
    assert write(editor, "line", LINE).status_code == 303
    reader = board.test_client()
    assert LINE in reader.get(PAGE).text
    assert LINE in reader.get("/codes?q=38240").text
    first, second = db.session.scalars(db.select(TextVersion).order_by(TextVersion.number))
    assert first.body[0]["text"].startswith("Giving donor stem cells")
    assert second.author.name == "Eden Editor"
    db.session.execute(db.text("UPDATE code_releases SET digest = 'older'"))
    db.session.commit()
    load_reference(db.session, now=NOON)
    db.session.commit()
    assert LINE in reader.get(PAGE).text


@pytest.mark.parametrize("body", ["One line that is long enough.\nAnd another one.", "x" * 201])
def test_a_codes_one_line_is_one_line(editor, body):
    assert "one line of at most 200" in write(editor, "line", body).text


def test_the_line_of_an_official_file_is_not_ours_to_write(board, editor):
    a_code(a_code_release("hcpcs"), "J9035", "Bevacizumab injection")
    db.session.commit()
    assert editor.get("/editor/codes/hcpcs/J9035/plain").status_code == 200
    assert editor.get("/editor/codes/hcpcs/J9035/line").status_code == 404


def test_two_editors_do_not_overwrite_each_other(board, editor):
    other = an_editor(board, "Edgar Editor")
    seen = hidden(editor.get(f"{EDIT}/plain"))
    write(other, body="What the other editor wrote in the meantime.")
    answer = write(editor, seen=seen)
    assert answer.status_code == 409
    assert "What the other editor wrote" in answer.text
    assert "somebody else’s stem cells" in answer.text
    assert text_of().body == [{"text": "What the other editor wrote in the meantime."}]
    assert (
        send(editor, f"{EDIT}/plain", body=BETTER, sources="", seen=hidden(answer)).status_code
        == 303
    )


def test_nobody_reviews_a_text_that_has_changed(board, editor):
    seen = hidden(editor.get(EDIT))
    write(an_editor(board))
    answer = send(editor, f"{EDIT}/review", page=EDIT, seen=seen)
    assert answer.status_code == 409
    assert "changed while you were reading" in answer.text
    assert text_of().reviewed_at is None


@pytest.mark.parametrize(
    ("section", "body", "sources", "trouble"),
    [
        ("plain", "", "", "at least one line"),
        ("plain", "It is rare for . and so on", "", "a hole that was never filled"),
        ("differences", "38241", "", "Line 1: write it as code"),
        ("plain", BETTER, "A title alone", "Source 1: write it as"),
    ],
)
def test_what_is_not_right_is_said_and_kept_in_the_form(editor, section, body, sources, trouble):
    answer = write(editor, section, body, sources)
    assert answer.status_code == 422
    assert trouble in answer.text
    assert db.session.scalars(db.select(TextVersion)).all() == []


@pytest.mark.parametrize("path", ["cpt/99999", "snomed/1", "cpt/x", "cpt/38240/nonsense"])
def test_what_is_not_there_is_404_for_an_editor(editor, path):
    assert editor.get(f"/editor/codes/{path}").status_code == 404


def test_a_readers_report_lands_in_the_queue_and_leaves_it_answered(board, editor):
    reader = board.test_client()
    assert "/codes/report?about=cpt:38240" in reader.get(PAGE).text
    address = "/codes/report?about=cpt:38240"
    answer = send(reader, address, words="The dose is wrong.", website="")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "The dose is wrong." in editor.get("/editor/").text
    assert "The dose is wrong." in editor.get(EDIT).text
    (problem,) = db.session.scalars(db.select(Problem)).all()
    page = f"/editor/problems/{problem.id}"
    assert 'href="/editor/codes/cpt/38240"' in editor.get(page).text
    send(editor, f"{page}/answer", page=page, state="mended", words="It was; mended.")
    assert queries.open_problem_count() == 0
    assert "It was; mended." in editor.get(page).text
    again = editor.post(f"{page}/answer", data={"state": "mended", "words": "x"})
    assert again.status_code == 400  # without the page's token


def test_a_report_is_answered_once(board):
    editor = a_person(None, "editor")
    problem = actions.report_problem(
        "answer", "7", "It made that up.", label="An answer", by=None, now=NOON
    )
    actions.answer(problem, ProblemState.MENDED, words="Mended.", by=editor, now=NOON)
    with pytest.raises(Exception, match="Another editor"):
        actions.answer(problem, ProblemState.MENDED, words="Again.", by=editor, now=NOON)


def test_a_machine_that_fills_everything_reports_nothing(board):
    send(board.test_client(), "/codes/report?about=cpt:38240", words="Buy now", website="x")
    assert queries.open_problem_count() == 0


def test_reports_are_limited_by_network(board):
    reader = board.test_client()
    address = "/codes/report?about=cpt:38240"
    answers = [send(reader, address, words="Wrong again.").status_code for _ in range(11)]
    assert answers == [303] * 10 + [429]


@pytest.mark.parametrize("about", ["", "cpt:99999", "nonsense", "cpt:" + "9" * 99, "%00"])
def test_a_report_about_nothing_is_404(board, about):
    assert board.test_client().get(f"/codes/report?about={about}").status_code == 404


def test_readers_have_no_edit_link_and_editors_do(board, editor):
    assert "Edit this page" in editor.get(PAGE).text
    assert "Edit this page" not in sign_in(board.test_client(), a_candidate()).get(PAGE).text
