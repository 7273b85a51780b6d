"""Keeping résumés, and letting go of them. Nothing of a refused file is stored anywhere."""

import hashlib
import os
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from uuid import uuid4

from werkzeug.datastructures import FileStorage

from jobboard.accounts.models import User
from jobboard.candidates import queries, reading
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.errors import FileRefused
from jobboard.gateways import gateways
from jobboard.web.html import one_line

LARGEST = 5 * 1024 * 1024
MOST_KEPT = 10
FOLDER = "resumes"
# A file without a row may belong to a transaction that has not ended yet.
ORPHAN_AFTER = timedelta(days=1)
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
KINDS_NAMED = {"pdf": "a PDF", "docx": "a Word document (.docx)"}


def keep(person: User, upload: FileStorage, *, now: datetime) -> Resume:
    """Stores the file privately as one of the person's résumés; raises FileRefused.

    The same file again is the résumé that is already there.
    """
    content = _content(upload)
    kind = _kind(content, upload.filename or "")
    digest = hashlib.sha256(content).hexdigest()
    if known := db.session.scalar(queries.resume_like(person, digest)):
        return known
    if queries.resume_count(person) >= MOST_KEPT:
        raise FileRefused(f"You keep {MOST_KEPT} résumés already. Delete one you no longer use.")
    text = reading.text_of(content, kind)
    resume = Resume(
        candidate_id=person.id,
        name=_file_name(upload.filename or "", kind),
        kind=kind,
        size=len(content),
        sha256=digest,
        file_key=f"{FOLDER}/{now:%Y-%m-%d}/{uuid4().hex}.{kind}",
        text=text,
        added_at=now,
    )
    gateways().files.put(resume.file_key, content)
    db.session.add(resume)
    db.session.flush()
    return resume


def content_of(resume: Resume) -> bytes:
    return gateways().files.get(resume.file_key)


def forget(resume: Resume, *, now: datetime) -> None:
    """Takes it off its owner's list. It is erased once no application in play carries it."""
    resume.removed_at = now


def let_go() -> list[str]:
    """Deletes forgotten résumés that nothing carries any more; the keys of their files, which are
    erased after the commit: a row without its file would be a promise broken, a file without its
    row is found by the next `sweep`."""
    free = db.session.scalars(queries.erasable_resumes()).all()
    for resume in free:
        db.session.delete(resume)
    return [resume.file_key for resume in free]


def erase(keys: Iterable[str]) -> None:
    for key in keys:
        gateways().files.remove(key)


def sweep(*, now: datetime) -> int:
    """The timed task: lets go of what can go, and of files without a résumé. Commits by itself."""
    keys = let_go()
    db.session.commit()
    orphans = _orphans(now) - set(keys)
    erase([*keys, *orphans])
    return len(keys) + len(orphans)


def _orphans(now: datetime) -> set[str]:
    all_keys = gateways().files.keys()
    first_safe = f"{FOLDER}/{now - ORPHAN_AFTER:%Y-%m-%d}"
    old = {key for key in all_keys if key.startswith(f"{FOLDER}/") and key < first_safe}
    return old - set(queries.file_keys())


def _content(upload: FileStorage) -> bytes:
    size = upload.stream.seek(0, os.SEEK_END)
    upload.stream.seek(0)
    if size == 0:
        raise FileRefused("This file is empty. Choose the file with your résumé in it.")
    if size > LARGEST:
        raise FileRefused(
            f"This file is {size / 1024 / 1024:.1f} MB; a résumé may have at most 5 MB. "
            "Save it with smaller pictures."
        )
    return upload.stream.read()


def _kind(content: bytes, name: str) -> str:
    """What the file is by its first bytes; a name that says something else is not trusted."""
    kind = _sniffed(content)
    said = PurePosixPath(name).suffix.lower().lstrip(".")
    if said and said != kind:
        raise FileRefused(
            f"This file is named .{said[:10]} but is {KINDS_NAMED[kind]}. Give it its right name, "
            "or save it again as a PDF."
        )
    return kind


def _sniffed(content: bytes) -> str:
    if content.startswith(b"PK\x03\x04"):
        return "docx"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(
            "This is an older Word file (.doc), or one with a password. Save it as a PDF or .docx."
        )
    raise FileRefused("This is neither a PDF nor a Word document (.docx), whatever its name says.")


def _file_name(name: str, kind: str) -> str:
    stem = one_line(re.split(r"[/\\]", name)[-1])
    stem = stem[: -len(kind) - 1] if stem.lower().endswith(f".{kind}") else stem
    return f"{stem.strip('. ')[:180] or 'Resume'}.{kind}"
