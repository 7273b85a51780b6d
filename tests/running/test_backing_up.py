"""The drill: a backup of a board is restored on an empty one, and it is the same board."""

import json
import tarfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from jobboard import create_app
from jobboard.clock import stopped_at
from jobboard.db import Base, db
from jobboard.gateways import gateways
from jobboard.outbox.models import OutboxRow
from jobboard.postings.models import Posting
from jobboard.running.backing_up import LEFT_OUT, BackupRefused, back_up, restore_from
from jobboard.running.migrating import upgrade_tables
from tests import databases
from tests.conftest import stand_ins, the_settings
from tests.making import NOON, a_published_posting


def counted() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
        if table.name not in LEFT_OUT
    }


def test_a_restored_board_is_the_same_board(database_url: str, tmp_path: Path) -> None:
    archive = tmp_path / "board.tar.gz"
    with databases.another(database_url, tmp_path) as url:
        app = create_app(the_settings(url, tmp_path), stand_ins())
        with app.app_context(), stopped_at(NOON):
            upgrade_tables()
            posting = a_published_posting()
            gateways().files.put("resumes/one.pdf", b"%PDF-1.7")
            said, before = posting.shown.record, counted()
            back_up(archive)
            a_published_posting(title="Made After The Backup")
            gateways().files.put("resumes/two.pdf", b"later")
            restore_from(archive)
            assert counted() == before
            assert db.session.scalars(select(Posting)).one().shown.record == said
            assert gateways().files.keys() == ["resumes/one.pdf"]
            # Nothing that waited then is done again: the letter to the employer went out long ago.
            assert db.session.scalars(select(OutboxRow.topic)).all() == ["rebuild"]
            a_published_posting(title="Life goes on after a restore")
            db.session.remove()
            db.engine.dispose()


def test_a_damaged_backup_changes_nothing(app: Flask, tmp_path: Path) -> None:
    a_published_posting()
    before = counted()
    archive = tmp_path / "half.tar.gz"
    back_up(archive)
    archive.write_bytes(archive.read_bytes()[:-400])
    with pytest.raises(BackupRefused):
        restore_from(archive)
    assert counted() == before


def test_a_backup_of_another_version_is_refused(app: Flask, tmp_path: Path) -> None:
    archive, about = tmp_path / "other.tar.gz", tmp_path / "about.json"
    about.write_text(json.dumps({"format": 1, "schema": "0000"}))
    with tarfile.open(archive, "w:gz") as made:
        made.add(about, "about.json")
    with pytest.raises(BackupRefused, match="schema 0000"):
        restore_from(archive)


def test_nobody_else_may_read_a_backup(app: Flask, tmp_path: Path) -> None:
    back_up(tmp_path / "board.tar.gz")
    assert (tmp_path / "board.tar.gz").stat().st_mode & 0o077 == 0
