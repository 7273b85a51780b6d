"""Postings from files: all checked first, shown at once or not at all, and the same again later."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.errors import Conflict
from jobboard.outbox.models import BULK, OutboxRow
from jobboard.postings import actions, batches, commands, formats, importing, queries
from jobboard.postings.actors import System
from jobboard.postings.batches import DEAD_AFTER
from jobboard.postings.importing import Counts, ImportRefused, Numbered
from jobboard.postings.lifecycle import State, WordingState
from jobboard.postings.models import ImportBatch, Posting, PostingEvent
from jobboard.postings.wording_models import Wording, WordingPlace
from tests.making import NOON, WORDING, a_record, an_employer

IMPORT = System("import")
LATER = NOON + timedelta(days=3)


def a_line(ref: str = "r-1", **given: Any) -> dict[str, Any]:
    """What another source has: little."""
    record = {
        "ref": ref,
        "source": "usajobs",
        "employer": "Veterans Health",
        "title": "Medical Records Technician (Coder)",
        "description": "<p>You code C91.0 and CPT 38240. CCS or RHIT certification is wanted.</p>",
        "apply": {"by": "url", "url": "https://jobs.example.com/1"},
        **given,
    }
    return {name: value for name, value in record.items() if value is not None}


def a_file(folder: Path, *lines: Any, name: str = "jobs.jsonl") -> Path:
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    content = b"\n".join(written) + b"\n"
    path = folder / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def take(
    *records: dict[str, Any],
    company: str | None = None,
    publish: bool = True,
    now: datetime = NOON,
) -> Counts:
    # An import lets go of all that the session holds, so the company is loaded for each.
    employer = db.session.scalar(select(Employer).where(Employer.name == company))
    numbered = [Numbered(at, record) for at, record in enumerate(records, 1)]
    checked = importing.check(numbered, employer=employer, fresh=None)
    assert checked.bad == []
    return importing.write(
        checked.records,
        employer=employer,
        publish=publish,
        actor=IMPORT,
        file="jobs.jsonl",
        format="jsonl",
        now=now,
    )


def public(now: datetime = NOON) -> list[Posting]:
    return list(db.session.scalars(queries.public_postings(now).order_by(Posting.ref)))


def everything() -> tuple[int, ...]:
    return tuple(
        db.session.scalar(select(func.count()).select_from(model)) or 0
        for model in (Posting, Wording, PostingEvent, ImportBatch)
    )


@pytest.fixture
def board(app, monkeypatch):
    """A command's own app would be another one."""
    monkeypatch.setattr("jobboard.commands.create_app", lambda settings: app)
    monkeypatch.setattr("jobboard.commands.settings_or_refuse", lambda: None)
    with stopped_at(NOON):
        yield app


def run(path: Path, *options: str) -> Any:
    return CliRunner().invoke(commands.postings, ["import", str(path), *options])


class Killed(BaseException):
    """The process ends in the midst of an import."""


def killed_after(monkeypatch: pytest.MonkeyPatch, chunks: int, *records: dict[str, Any]) -> None:
    """Leaves what a process leaves that was killed: nothing tidied up."""
    seen: list[int] = []

    def progress(done: int) -> None:
        seen.append(done)
        if len(seen) == chunks:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(importing, "CHUNK", 2)
        patch.setattr(batches, "undo", lambda batch_id: None)
        checked = importing.check(
            [Numbered(at, one) for at, one in enumerate(records, 1)], employer=None, fresh=None
        )
        with pytest.raises(Killed), stopped_at(NOON):
            importing.write(
                checked.records,
                employer=None,
                publish=True,
                actor=IMPORT,
                file="jobs.jsonl",
                format="jsonl",
                now=NOON,
                progress=progress,
            )


def test_a_record_with_little_is_published_as_it_is(app):
    assert take(a_line()) == Counts(added=1)
    (posting,) = public()
    assert posting.is_imported and posting.employer.claimed_at is None
    assert posting.shown.says().role is None
    assert [event.actor for event in posting.events] == ["import"] * 3


def test_codes_and_credentials_of_the_text_are_found_and_kept_apart(app):
    take(a_line())
    (posting,) = public()
    assert {(str(code.interval), code.stated) for code in posting.shown.codes} == {
        ("icd10cm:C91.0", False),
        ("cpt:38240", False),
    }
    mentioned = {tag.value for tag in posting.shown.tags if tag.kind == "credential-mentioned"}
    assert mentioned == {"CCS", "RHIT"}


def test_every_event_names_the_wording_that_it_is_about(app):
    take(a_line())
    (posting,) = public()
    decided = [event.wording_id for event in posting.events if event.move != "create"]
    assert decided == [posting.shown_id, posting.shown_id]


def test_the_same_again_changes_nothing(app):
    take(a_line("r-1"), a_line("r-2"))
    before = everything()
    assert take(a_line("r-1"), a_line("r-2"), now=LATER) == Counts(unchanged=2)
    assert everything() == (*before[:3], before[3] + 1)


def test_a_changed_record_becomes_one_new_approved_wording(app):
    take(a_line())
    assert take(a_line(title="Lead Coder"), now=LATER) == Counts(changed=1)
    (posting,) = public(LATER)
    assert [wording.state for wording in posting.wordings] == [
        WordingState.SUPERSEDED,
        WordingState.APPROVED,
    ]
    assert posting.shown.title == "Lead Coder" and posting.shown is posting.latest
    assert posting.revision > 1


def test_a_changed_record_shows_only_when_the_whole_import_is_done(app, monkeypatch):
    take(a_line("r-1"), a_line("r-2"), a_line("r-3"))
    changed = [a_line(ref, title="Lead Coder") for ref in ("r-1", "r-2", "r-3")]
    killed_after(monkeypatch, 1, *changed)
    assert {posting.shown.title for posting in public()} == {a_line()["title"]}


def test_a_new_last_day_is_a_change(app):
    take(a_line(expires_at="2026-12-01"))
    assert take(a_line(expires_at="2026-12-20"), now=LATER) == Counts(changed=1)
    (posting,) = public(LATER)
    assert posting.expires_at == datetime(2026, 12, 21, 5, tzinfo=UTC)


def test_a_later_last_day_puts_an_expired_job_up_again(app):
    take(a_line(expires_at="2026-12-01"))
    (posting,) = db.session.scalars(select(Posting))
    long_after = datetime(2026, 12, 5, 12, tzinfo=UTC)
    actions.expire_due(long_after)
    db.session.commit()
    assert posting.state == State.EXPIRED
    take(a_line(expires_at="2026-12-20"), now=long_after)
    (posting,) = public(long_after)
    assert [event.move for event in posting.events][-2:] == ["renew", "approve"]


def test_a_job_that_its_employer_has_closed_stays_closed(app):
    take(a_line(expires_at="2026-12-01"))
    (posting,) = db.session.scalars(select(Posting))
    actions.close(posting, outcome="filled-here", by=IMPORT, now=NOON)
    db.session.commit()
    take(a_line(expires_at="2026-12-20"), now=LATER)
    assert db.session.scalars(select(Posting.state)).all() == [State.CLOSED]


def test_a_killed_import_leaves_nothing_to_see_and_the_next_one_cleans_up(app, monkeypatch):
    killed_after(monkeypatch, 2, *(a_line(f"r-{n}") for n in range(6)))
    assert public() == []
    assert everything()[0] == 4
    later = NOON + DEAD_AFTER + timedelta(seconds=1)
    assert take(a_line("r-0"), now=later) == Counts(added=1)
    assert [posting.ref for posting in public(later)] == ["r-0"]
    assert everything() == (1, 1, 3, 1)


def test_what_a_killed_import_staged_leaves_no_trace(app, monkeypatch):
    take(a_line("r-1"), a_line("r-2"))
    before = everything()
    killed_after(monkeypatch, 1, a_line("r-1", title="Lead Coder"), a_line("r-2"), a_line("r-3"))
    take(a_line("r-1"), now=NOON + DEAD_AFTER + timedelta(seconds=1))
    assert everything() == (*before[:3], before[3] + 1)


def test_an_import_that_fails_takes_itself_back(app, monkeypatch):
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(batches, "show", fail)
    with pytest.raises(RuntimeError):
        take(a_line())
    assert everything() == (0, 0, 0, 0)


def test_two_imports_do_not_run_at_the_same_time(app):
    with stopped_at(NOON):
        batches.begin("first.jsonl", "jsonl", now=NOON)
        with pytest.raises(Conflict, match="Another import is at work"):
            take(a_line(), now=NOON + timedelta(minutes=1))


def test_a_long_import_that_still_beats_is_not_taken_for_dead(app):
    begun = batches.begin("first.jsonl", "jsonl", now=NOON)
    with stopped_at(NOON + timedelta(hours=1)):
        batches.beat(begun)
        db.session.commit()
    with pytest.raises(Conflict):
        take(a_line(), now=NOON + timedelta(hours=1, minutes=1))


def test_what_is_imported_waits_behind_peoples_changes_in_the_outbox(app):
    take(a_line())
    assert set(db.session.scalars(select(OutboxRow.urgency))) == {BULK}


def test_native_records_are_known_by_their_employer(app):
    an_employer("Acme Health"), an_employer("Other Health")
    record = {**WORDING, "ref": "42"}
    assert take(record, company="Acme Health") == Counts(added=1)
    assert take(record, company="Other Health") == Counts(added=1)
    assert take(record, company="Acme Health") == Counts(unchanged=1)


def test_one_reference_may_stand_under_two_employers_of_a_file(app):
    lines = [a_line(source=None, employer=name) for name in ("Acme", "Other")]
    assert take(*lines) == Counts(added=2)
    assert {posting.employer.name for posting in public()} == {"Acme", "Other"}


def test_without_publishing_they_are_drafts_that_can_change(app):
    an_employer("Acme Health")
    take({**WORDING, "ref": "42"}, company="Acme Health", publish=False)
    again = {**WORDING, "ref": "42", "title": "Lead Inpatient Coder"}
    assert take(again, company="Acme Health", publish=False) == Counts(changed=1)
    (posting,) = db.session.scalars(select(Posting))
    assert (posting.state, len(posting.wordings)) == (State.DRAFT, 1)
    assert posting.latest.title == "Lead Inpatient Coder"


def test_what_moderators_read_is_not_changed_under_their_eyes(app):
    an_employer("Acme Health")
    take({**WORDING, "ref": "42"}, company="Acme Health", publish=False)
    (posting,) = db.session.scalars(select(Posting))
    actions.submit(posting, by=IMPORT, now=NOON)
    db.session.commit()
    again = {**WORDING, "ref": "42", "title": "Lead Inpatient Coder"}
    assert take(again, company="Acme Health") == Counts(unchanged=1)


def test_a_text_in_work_beside_the_one_on_show_is_not_put_aside(app):
    an_employer("Acme Health")
    take({**WORDING, "ref": "42"}, company="Acme Health")
    (posting,) = public()
    actions.write(posting, a_record(ref="42", title="Senior Coder"), by=IMPORT, now=NOON)
    actions.submit(posting, by=IMPORT, now=NOON)
    db.session.commit()
    again = {**WORDING, "ref": "42", "title": "Lead Inpatient Coder"}
    assert take(again, company="Acme Health") == Counts(unchanged=1)
    assert [one.title for one in db.session.scalars(queries.review_queue())] == ["Senior Coder"]


def test_many_are_written_in_chunks(app, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 3)
    assert take(*(a_line(f"r-{n}") for n in range(8))) == Counts(added=8)
    assert len(public()) == 8


def test_a_place_is_looked_up_once_in_a_run(app, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr("jobboard.places.queries.find", lambda text: asked.append(text))
    take(*(a_line(f"r-{n}", places=[{"city": "Salina", "state": "KS"}]) for n in range(5)))
    assert asked == ["Salina, KS"]
    assert db.session.scalar(select(func.count()).select_from(WordingPlace)) == 5


def test_the_command_takes_a_compressed_file_and_says_what_it_did(board, tmp_path):
    path = a_file(tmp_path, a_line("r-1"), a_line("r-2"), name="jobs.jsonl.gz")
    result = run(path, "--publish")
    assert result.output == "Imported jobs.jsonl.gz: 2 added, 0 changed, 0 unchanged, 0 left out.\n"
    assert len(public()) == 2


def test_a_bad_line_is_named_by_its_number_and_nothing_is_written(board, tmp_path):
    wrong = a_line("r-2", role="astronaut", salary=5)
    result = run(a_file(tmp_path, a_line(), wrong, b"{not json"), "--publish")
    assert result.exit_code == 1
    assert "line 2: role: “astronaut” is not a role" in result.output
    assert "line 2: salary: There is no such field." in result.output
    assert "line 3: record: The line is not JSON" in result.output
    assert "Nothing was written: 2 of the records are wrong." in result.output
    assert everything() == (0, 0, 0, 0)


def test_bad_lines_can_be_left_out(board, tmp_path):
    path = a_file(tmp_path, a_line(), a_line("r-2", title=""))
    result = run(path, "--publish", "--skip-bad")
    assert result.exit_code == 0
    assert "1 added, 0 changed, 0 unchanged, 1 left out" in result.output
    assert len(public()) == 1


def test_a_reference_that_stands_twice_is_bad(board, tmp_path):
    result = run(a_file(tmp_path, a_line("same"), a_line("other"), a_line("same")))
    assert "line 3: ref: “same” stands at 1 already." in result.output
    assert everything() == (0, 0, 0, 0)


def test_text_that_is_not_utf8_is_bad(board, tmp_path):
    result = run(a_file(tmp_path, '{"ref": "Café"}'.encode("latin-1")))
    assert "line 1: record: The line is not UTF-8 text." in result.output


def test_a_byte_order_mark_is_no_trouble(board, tmp_path):
    result = run(a_file(tmp_path, b"\xef\xbb\xbf" + json.dumps(a_line()).encode()))
    assert result.exit_code == 0


def test_a_line_of_two_megabytes_is_refused(board, tmp_path):
    path = a_file(tmp_path, b'{"ref": "' + b"x" * formats.LINE_LIMIT + b'"}')
    result = run(path)
    assert result.exit_code == 1 and "Line 1 of jobs.jsonl is longer than 2 MB." in result.output


def test_a_file_that_only_calls_itself_compressed_is_refused(tmp_path):
    path = tmp_path / "jobs.jsonl.gz"
    path.write_bytes(json.dumps(a_line()).encode())
    with pytest.raises(ImportRefused, match="cannot be read"):
        list(formats.read_file(path, "jsonl"))


def test_an_empty_file_is_refused(board, tmp_path):
    result = run(a_file(tmp_path, b""))
    assert result.exit_code == 1 and "there is no record to take" in result.output


def test_a_dry_run_counts_and_writes_nothing(board, tmp_path):
    take(a_line("r-1"), a_line("r-2"))
    before = everything()
    path = a_file(tmp_path, a_line("r-1"), a_line("r-2", title="Lead Coder"), a_line("r-3"))
    result = run(path, "--publish", "--dry-run")
    assert "Dry run, nothing written: 1 added, 1 changed, 1 unchanged, 0 bad." in result.output
    assert everything() == before


def test_fresh_dates_begin_today(board, tmp_path):
    old = a_line(posted_at="2025-01-02", expires_at="2025-01-05")
    run(a_file(tmp_path, old), "--publish", "--fresh")
    (posting,) = public()
    assert posting.published_at == datetime(2026, 11, 2, 5, tzinfo=UTC)
    assert posting.expires_at > NOON + timedelta(days=29)


def test_an_employer_that_is_not_there_is_refused(board, tmp_path):
    result = run(a_file(tmp_path, a_line()), "--employer", "nobody")
    assert result.exit_code == 1 and "There is no company “nobody”." in result.output


def test_a_record_without_a_reference_or_an_employer_is_bad(app):
    checked = importing.check(
        [Numbered(1, a_line(ref=None)), Numbered(2, a_line(employer=None))],
        employer=None,
        fresh=None,
    )
    assert [problems[0].field for _, problems in checked.bad] == ["ref", "employer"]


def test_594_federal_vacancies_are_taken_and_the_same_again_is_unchanged(
    board, shared_data, monkeypatch
):
    file = shared_data / "jobs" / "federal_coder_postings.jsonl.gz"
    result = run(file, "--fresh", "--publish")
    assert "594 added, 0 changed, 0 unchanged, 0 left out" in result.output, result.output
    assert len(public()) == 594
    mentioned = select(Wording.id).where(Wording.tags.any(kind="credential-mentioned", value="CCS"))
    assert len(list(db.session.scalars(mentioned))) > 50
    again = run(file, "--fresh", "--publish")
    assert "0 added, 0 changed, 594 unchanged" in again.output
