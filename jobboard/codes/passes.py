"""Links on a live job's page open their codes without counting: they carry a seal.

A seal is good for one code and one job, and only while that job is public.
"""

import hmac
import re
from datetime import datetime

from flask import current_app

from jobboard.codes.naming import code_path
from jobboard.db import db
from jobboard.postings import queries as postings
from jobboard.postings.models import Posting

PARAMETER = "job"
SEAL = re.compile(r"([1-9][0-9]{0,9})\.([0-9a-f]{16})")
HIGHEST_ID = 2**31 - 1


def sealed(system: str, code: str, *, posting_id: int) -> str:
    """The address of a code's page, for this job's page."""
    seal = _seal(f"{system}:{code}", posting_id)
    return f"{code_path(system, code)}?{PARAMETER}={posting_id}.{seal}"


def opens(written: str | None, name: str, *, now: datetime) -> bool:
    """Whether what stands in the address opens the code `name`, such as `cpt:38240`."""
    match = SEAL.fullmatch(written or "")
    if match is None or int(match[1]) > HIGHEST_ID:
        return False
    posting_id = int(match[1])
    if not hmac.compare_digest(match[2], _seal(name, posting_id)):
        return False
    query = postings.public_postings(now).with_only_columns(Posting.id)
    return db.session.scalar(query.where(Posting.id == posting_id)) is not None


def _seal(name: str, posting_id: int) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.digest(secret, f"job {posting_id} opens {name}".encode(), "sha256").hex()[:16]
