"""The public addresses of jobs: `/jobs/<id>/<slug>`. The id finds it; the slug is for people."""

import re
import unicodedata

SLUG_LIMIT = 70


def slug_of(title: str) -> str:
    """`Inpatient Coder – BMT` as `inpatient-coder-bmt`; "job" where nothing can be written so."""
    plain = unicodedata.normalize("NFKD", title.replace("&", " and ")).encode("ascii", "ignore")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")
    return slug[:SLUG_LIMIT].rstrip("-") or "job"


def job_path(posting_id: int, title: str) -> str:
    return f"/jobs/{posting_id}/{slug_of(title)}"
