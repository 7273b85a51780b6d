"""A stranger's file on its way out: always a download, never something that our pages show."""

import re
from io import BytesIO

from flask import Response, send_file

from jobboard.candidates.resumes import MEDIA_TYPES

# What has a meaning in headers, or in the file names of some system.
UNSAFE = re.compile(r'[\\/:;*?"<>|=%]+')


def answer(content: bytes, kind: str, name: str) -> Response:
    response = send_file(
        BytesIO(content),
        MEDIA_TYPES[kind],
        as_attachment=True,
        download_name=UNSAFE.sub("_", name),
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
