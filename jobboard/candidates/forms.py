"""The form that takes a résumé."""

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms.validators import StopValidation

from jobboard.candidates import uploads


def _is_there(_form: Any, field: FileField) -> None:
    if not uploads.was_sent(field.data):
        raise StopValidation("Choose a file first.")


class UploadForm(FlaskForm):
    upload = FileField("A file from your device", validators=[_is_there])
