"""ICD-10-CM as it comes with the board: the one test that loads all of it, as the worker does."""

import csv
import gzip
import random
import sys
from datetime import date
from subprocess import run

from sqlalchemy import func, select

from jobboard.codes.imports import embedded
from jobboard.codes.models import Code, CodeGroup, CodeRelease, Kind
from jobboard.codes.placing import code_get, groups_of, parents_of
from jobboard.codes.queries import nearest
from jobboard.db import db
from jobboard.outbox.models import OutboxRow
from tests import board_process
from tests.codes.reference import a_code_release

TODAY = date(2026, 11, 20)
MOST_KIB = 300 * 1024
# Between us and the child: Linux counts the size of whoever starts a process as that process's own.
MEASURING = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_all_of_icd_10_cm_loads_apart_and_says_what_the_public_table_says(
    app, database_url, tmp_path, shared_data
):
    environment = board_process.environment(database_url, tmp_path, EMBEDDED_CODES="true")
    done = run(
        [sys.executable, "-c", MEASURING, *embedded.COMMAND],
        env=environment,
        cwd=board_process.ROOT,
        capture_output=True,
        text=True,
    )
    assert "98505 codes, blocks and chapters" in done.stdout, done.stderr
    assert int(done.stdout.split()[-1]) < MOST_KIB
    assert "simple_icd_10_cm" not in sys.modules
    rows = rows_of(shared_data / "codes" / "icd10cm_2026_april.csv.gz")
    codes = {row["code"] for row in rows if "-" not in row["code"] and not row["code"].isdigit()}
    assert db.session.scalar(select(func.count()).select_from(Code)) == len(codes) == 98_186
    assert db.session.scalar(select(func.count()).select_from(CodeGroup)) == 22 + 297
    drawn = random.Random(1).sample([row for row in rows if row["code"] in codes], 50)
    for row in drawn:
        code = code_get("icd10cm", row["code"], on=TODAY)
        notes = code.notes or {}
        assert code.summary == row["description"]
        assert (code.kind == Kind.BILLABLE) == (row["billable"] == "1")
        assert " | ".join(notes.get("excludes1", [])) == row["excludes1"]
        assert " | ".join(notes.get("inclusion_terms", [])) == row["inclusion_terms"]
    leukemia = code_get("icd10cm", "C91.00", on=TODAY)
    assert [one.shown for one in parents_of(leukemia)] == ["C91", "C91.0"]
    assert [one.label for one in groups_of(leukemia)] == ["2", "C00-C96", "C81-C96"]
    assert [one.shown for one in nearest("icd10cm", "C9103", each_way=1)] == ["C91.02", "C91.1"]
    assert not embedded.note_if_wanted()


def test_the_set_up_asks_the_worker_for_it_once(app, monkeypatch):
    assert embedded.note_if_wanted()
    db.session.flush()
    assert [row.topic for row in db.session.scalars(select(OutboxRow))] == ["codes"]
    ours = embedded.edition()
    a_code_release(
        "icd10cm", name=ours.name, effective_from=ours.effective_from, digest=ours.digest
    )
    assert not embedded.note_if_wanted()


def test_a_newer_edition_of_the_operator_s_is_left_in_place(app):
    a_code_release("icd10cm", name="2027", effective_from=date(2026, 10, 1))
    assert not embedded.is_wanted()
    release = db.session.scalar(select(CodeRelease))
    release.effective_from = date(2024, 10, 1)
    assert embedded.is_wanted()


def rows_of(path):
    return list(csv.DictReader(gzip.decompress(path.read_bytes()).decode().splitlines()))
