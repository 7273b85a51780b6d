"""What every page that takes a résumé does around the upload."""

from contextlib import closing
from datetime import datetime

from flask import Blueprint, request
from werkzeug.datastructures import FileStorage

from jobboard.accounts.models import User
from jobboard.candidates import resumes
from jobboard.candidates.models import Resume
from jobboard.web.limits import Limit

# Reading a file costs far more than a form: counted also when the form is sent back.
LIMIT = Limit("resume", by_account="60 per hour", by_address="200 per hour")

# A file that is somewhat too large is refused in a sentence, with everything typed still there.
ROOM = 12 * 1024 * 1024


def make_room(bp: Blueprint) -> None:
    """Lets this blueprint's forms be larger than others."""

    # Before everything else: the check for forged forms reads the body already.
    @bp.url_value_preprocessor
    def _room(_endpoint: str | None, _values: dict[str, object] | None) -> None:
        request.max_content_length = ROOM


def was_sent(upload: FileStorage | None) -> bool:
    return upload is not None and bool(upload.filename)


def keep(person: User, upload: FileStorage, *, now: datetime) -> Resume:
    """`resumes.keep`, counted; raises FileRefused or TooManyTries."""
    LIMIT.count(f"person {person.id}")
    with closing(upload):
        return resumes.keep(person, upload, now=now)
