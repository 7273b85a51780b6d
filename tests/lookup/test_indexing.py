import pytest

from jobboard.codes.models import Code
from jobboard.codes.queries import current_codes
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import AnyOf, Question
from jobboard.lookup import indexing
from jobboard.outbox.models import OutboxRow
from jobboard.outbox.writing import note
from jobboard.worker import settle
from tests.codes.reference import a_code, a_code_release

CODES = AnyOf("kind", ("code",))


def codes_for(words):
    hits = gateways().reference.ask(Question(words, (CODES,), matching="all", limit=50)).hits
    return [hit["code"] for hit in hits]


def test_a_rebuild_holds_every_current_code(either_engine, reference):
    built = indexing.rebuild()
    there = {(code.system, code.shown) for code in db.session.scalars(current_codes())}
    hits = either_engine.ask(Question(conditions=(CODES,), limit=1000)).hits
    assert {(hit["system"], hit["code"]) for hit in hits} == there
    assert built.documents == len(there) == indexing.in_index()


def test_a_code_is_found_by_what_files_and_our_pages_say_of_it(either_engine, reference):
    indexing.rebuild()
    assert codes_for("congestive") == ["I50.9"]
    assert codes_for("neck femur") == ["S72.001A"]
    assert "38221" in codes_for("marrow core")


def test_a_new_release_is_found_after_the_worker_was_told(either_engine, reference):
    indexing.rebuild()
    release = a_code_release("hcpcs", name="newer")
    a_code(release, "J9999", "Unlikely drug")
    note("reference")
    db.session.commit()
    settle()
    assert codes_for("unlikely") == ["J9999"]
    assert codes_for("bevacizumab") == []


def test_an_index_that_was_built_from_something_else_is_noticed(either_engine, reference):
    indexing.rebuild()
    assert indexing.check()
    a_code(a_code_release("hcpcs", name="newer"), "J9999", "Unlikely drug")
    db.session.commit()
    assert not indexing.check()
    db.session.commit()
    settle()
    assert indexing.check()


def test_an_engine_that_lost_everything_is_filled_again(reference):
    assert not indexing.check()
    db.session.commit()
    settle()
    assert codes_for("resection appendix") == ["0DTJ4ZZ"]


def test_a_rebuild_that_fails_leaves_the_old_index_and_no_other(reference, monkeypatch):
    indexing.rebuild()
    engine = gateways().reference

    def fill(pages, *, index):
        raise SearchUnavailable("The engine went away.")

    monkeypatch.setattr(engine, "fill", fill)
    with pytest.raises(SearchUnavailable):
        indexing.rebuild()
    assert engine.fresh_ones() == []
    assert codes_for("resection appendix") == ["0DTJ4ZZ"]


def test_what_waits_for_an_engine_that_is_away_is_done_when_it_is_back(reference):
    gateways().reference.away = True
    indexing.note_rebuild()
    db.session.commit()
    settle()
    assert db.session.scalar(db.select(OutboxRow.topic)) == "reference"
    gateways().reference.away = False
    db.session.execute(db.update(OutboxRow).values(not_before=OutboxRow.noted_at))
    db.session.commit()
    settle()
    assert codes_for("resection appendix") == ["0DTJ4ZZ"]


def test_one_document_is_put_and_removed_by_itself(reference):
    indexing.rebuild()
    code = db.session.scalar(db.select(Code).where(Code.code == "J9035"))
    code.summary = "Renamed drug"
    indexing.note_document("code", code.id)
    db.session.commit()
    settle()
    assert codes_for("renamed") == ["J9035"]
    indexing.note_document("code", code.id)
    db.session.delete(code)
    db.session.commit()
    settle()
    assert codes_for("renamed") == []


def test_two_do_not_write_at_once(reference):
    with indexing._alone(), pytest.raises(indexing.RebuildRunning):
        indexing.rebuild()
    assert indexing.rebuild().documents
