import logging

import pytest
from sqlalchemy import MetaData, select

from jobboard.db import db
from jobboard.lookup import indexing
from jobboard.lookup.typed import LONGEST_NOTE
from jobboard.lookup.views import looking
from jobboard.web.limits import Limit

NOTE = "61 y/o with AML in remission, s/p BMT.\nNo evidence of pneumonia. R/o appendicitis."
PATIENT = "Jane Roe, DOB 3/4/1964, MRN 1234567\nAML in remission"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def visitor(client, reference):
    indexing.rebuild()
    return client


def typed(visitor, text, headers=None, **more):
    return visitor.post("/codes", data={"q": text, **more}, headers=headers)


def test_a_short_question_gets_an_address_of_its_own(visitor):
    answer = typed(visitor, "AML", system="icd10cm")
    assert (answer.status_code, answer.location) == (303, "/codes?q=AML&system=icd10cm")
    assert 'href="/codes/icd10cm/C92.0"' in visitor.get(answer.location).text


@pytest.mark.parametrize(
    ("text", "slug"), [("cpt 38241-26", "cpt-38240-38243"), ("DRG 014", "msdrg-014-018")]
)
def test_the_families_are_those_of_the_code_and_its_system(visitor, text, slug):
    families = visitor.get("/codes.json", query_string={"q": text}).json["families"]
    assert slug in [one["slug"] for one in families]
    assert len({one["slug"].partition("-")[0] for one in families}) == 1


def test_while_somebody_types_only_what_was_found_is_sent(visitor):
    answer = typed(visitor, "3824", HTMX)
    assert answer.text.lstrip().startswith('<div id="found"')
    assert 'href="/codes/cpt/38240"' in answer.text
    assert answer.headers["HX-Replace-Url"] == "/codes?q=3824"


def test_a_note_is_answered_at_once_and_never_stands_in_an_address(visitor):
    answer = typed(visitor, NOTE)
    assert answer.status_code == 200
    assert 'href="/codes/icd10cm/C92.01"' in answer.text
    assert "Candidate, verify" in answer.text
    assert "No evidence of" in answer.text
    assert NOTE.split("\n")[0] in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "HX-Replace-Url" not in typed(visitor, NOTE, HTMX).headers


def test_a_note_in_an_address_is_not_read(visitor):
    html = visitor.get("/codes", query_string={"q": NOTE}).text
    assert "never" in html or "not read from an address" in html
    assert "AML in remission" not in html
    assert visitor.get("/codes.json", query_string={"q": NOTE}).json == {"hits": [], "families": []}


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize("text", [PATIENT, "Jane Roe 3/4/2025", "MRN 1234567"])
def test_patient_data_is_refused_with_the_text_without_it(visitor, text, headers):
    answer = typed(visitor, text, headers)
    assert answer.status_code == (200 if headers else 422)
    assert "This looks like patient data" in answer.text
    assert "/codes/icd10cm/" not in answer.text
    assert "HX-Replace-Url" not in answer.headers


def test_nothing_that_was_typed_is_lost_when_it_is_refused(visitor):
    html = typed(visitor, PATIENT).text
    assert PATIENT in html
    assert "[name], DOB [date of birth], MRN [record number]\nAML in remission" in html
    again = typed(visitor, "[name], DOB [date of birth], MRN [record number]\nAML in remission")
    assert "C92.01" in again.text


def test_a_note_that_is_too_long_is_refused_in_a_sentence_and_kept_in_the_box(visitor):
    note = "AML in remission.\n" * (LONGEST_NOTE // 10)
    answer = typed(visitor, note)
    assert answer.status_code == 422
    assert "longer than 10,000 characters" in answer.text
    assert answer.text.count("AML in remission.") >= LONGEST_NOTE // 10


def test_nothing_of_a_note_is_in_the_logs_the_database_or_a_cookie(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    secret = "zebrafishleukemia"
    for text in (f"{NOTE}\n{secret}", f"{PATIENT} {secret}"):
        answer = typed(visitor, text)
        assert secret in answer.text
        assert answer.headers.getlist("Set-Cookie") == []
    assert secret not in caplog.text
    assert "1234567" not in caplog.text
    assert secret not in everything_in_the_database()


def everything_in_the_database():
    tables = MetaData()
    tables.reflect(db.engine)
    with db.engine.connect() as connection:
        return repr([connection.execute(select(t)).all() for t in tables.tables.values()])


def test_a_visitor_needs_no_session_to_look_a_code_up(visitor):
    assert typed(visitor, "38240").headers.getlist("Set-Cookie") == []


def test_notes_are_limited_by_the_hour(visitor, monkeypatch):
    monkeypatch.setattr(looking, "NOTES", Limit("case-note", by_address="2 per hour"))
    assert [typed(visitor, NOTE).status_code for _ in range(3)] == [200, 200, 429]
    assert typed(visitor, "38240").status_code == 303


def test_the_json_of_words_has_the_contracts_fields(visitor):
    hit = visitor.get("/codes.json?q=bevacizumab").json["hits"][0]
    assert hit == {
        "system": "hcpcs",
        "code": "J9035",
        "summary": "Bevacizumab injection",
        "url": "/codes/hcpcs/J9035",
        "jobs": 0,
    }


@pytest.mark.parametrize("text", ["", " ", "\x00", "–", "'\n", "<script>\nx", "a" * 9999])
def test_whatever_stands_in_the_box_is_answered(visitor, text):
    assert typed(visitor, text).status_code in (200, 303)
    assert "<script>\nx" not in typed(visitor, text).text
