"""A stranger's file on its way out: always a download, never something that our pages show."""

from io import BytesIO

from flask import Response, send_file

from jobboard.candidates.resumes import MEDIA_TYPES


def answer(content: bytes, kind: str, name: str) -> Response:
    response = send_file(
        BytesIO(content), MEDIA_TYPES[kind], as_attachment=True, download_name=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
