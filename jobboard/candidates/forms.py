"""Forms of a candidate's own pages: a résumé, and the profile."""

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import StopValidation

from jobboard import taxonomy
from jobboard.candidates import uploads
from jobboard.candidates.models import Profile
from jobboard.web.choosing import choices

# What most coders hold stands first, so that few have to unfold a list.
COMMON = ("CPC", "CPC-A", "COC", "CIC", "CRC", "CPMA", "CCS", "CCS-P", "CCA", "RHIT", "RHIA")


def _is_there(_form: Any, field: FileField) -> None:
    if not uploads.was_sent(field.data):
        raise StopValidation("Choose a file first.")


class UploadForm(FlaskForm):
    upload = FileField("A file from your device", validators=[_is_there])


class ProfileForm(FlaskForm):
    credentials = SelectMultipleField("Credentials you hold")
    state = SelectField("State where you live")

    def __init__(self, profile: Profile | None = None) -> None:
        held = [one.credential for one in profile.credentials] if profile else []
        super().__init__(data={"credentials": held, "state": (profile and profile.state) or ""})
        self.credentials.choices = _credentials(held)
        self.state.choices = choices(taxonomy.STATES, blank="I would rather not say")


def _credentials(held: list[str]) -> list[SelectChoice]:
    """Retired credentials are offered only to those who have said that they hold them."""
    first = [_choice(taxonomy.CREDENTIALS[slug], "Held most often") for slug in COMMON]
    others = [
        _choice(one, one.group or one.issuer)
        for one in taxonomy.CREDENTIALS.values()
        if one.slug not in COMMON and (one.status != "retired" or one.slug in held)
    ]
    return first + others


def _choice(one: taxonomy.Credential, group: str) -> SelectChoice:
    return SelectChoice(one.slug, one.choice_label, None, group)
