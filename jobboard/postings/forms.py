"""The posting form: one page, one record.

It knows no rules. It says what was typed in the contract's words; `parsing.read` judges that, and
`form_reading` puts each sentence beside the field it is about. Nothing typed is ever dropped.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from jobboard import taxonomy
from jobboard.postings import form_reading
from jobboard.postings.form_fields import (
    PlaceRow,
    QuestionRow,
    SoftwareRow,
    amount,
    pick,
    rows,
    several,
    text,
    ticks,
)
from jobboard.postings.form_filling import filled
from jobboard.postings.offers import Offer, code_or_none, families_of
from jobboard.postings.problems import Problem
from jobboard.postings.record import ALL_STATES, PostingRecord
from jobboard.postings.values import with_scheme
from jobboard.web.choosing import choices
from jobboard.web.html import clean
from jobboard.web.typed import to_html, to_typed

PLACES_SHOWN = 3
# What the form has no field for stays as it was.
KEPT = ("source", "employer", "place_text", "grade", "posted_at")
ROW_FIELDS = ("places", "software", "questions")


class PostingForm(FlaskForm):
    revision = HiddenField()
    title = StringField("Job title")
    ref = StringField("Your reference")
    role = pick("Role", taxonomy.ROLES)
    level = pick("Level", taxonomy.LEVELS)
    setting = pick("Setting", taxonomy.SETTINGS)
    specialties = ticks("Specialties", taxonomy.SPECIALTIES)
    description = TextAreaField("Description")
    # Never drawn: the editor adds it.
    description_format = StringField()
    codes = StringField("Codes and families")
    codes_offered = SelectMultipleField("Families of the specialties", validate_choice=False)
    credentials_any = StringField("Any one of these")
    credentials_all = StringField("All of these")
    credentials_preferred = StringField("Preferred")
    apprentice = RadioField(
        "Apprentices (CPC-A, COC-A)",
        choices=[
            SelectChoice("yes", "Welcome"),
            SelectChoice("no", "Full credential only"),
            SelectChoice("", "Not said"),
        ],
        default="",
        validate_choice=False,
    )
    arrangement = RadioField(
        "Where the work is done", choices=choices(taxonomy.ARRANGEMENTS), validate_choice=False
    )
    all_states = BooleanField("All 50 states and the District of Columbia")
    eligible_states = ticks("States where people may live", taxonomy.STATES)
    places = rows("Places", PlaceRow, PLACES_SHOWN)
    employment_type = pick("Type of employment", taxonomy.EMPLOYMENT_TYPES)
    shift = pick("Shift", taxonomy.SHIFTS, "Not said")
    pay_min = StringField("Pay from")
    pay_max = StringField("Pay to")
    pay_unit = pick("For one", taxonomy.PAY_UNITS, default="hour")
    pay_missing = pick(
        "Reason to leave the range out", taxonomy.PAY_MISSING_REASONS, "None: the range is above"
    )
    benefits = ticks("Benefits", taxonomy.BENEFITS)
    software = rows("Software", SoftwareRow, 2)
    productivity_value = StringField("At least")
    productivity_unit = pick("Of", taxonomy.PRODUCTIVITY_UNITS)
    productivity_per = pick("Each", taxonomy.PRODUCTIVITY_PERIODS)
    accuracy_percent = StringField("Accuracy in percent")
    apply_by = RadioField(
        "How people apply",
        choices=[
            SelectChoice("board", "Here on the board"),
            SelectChoice("url", "At a web address"),
            SelectChoice("email", "By email"),
        ],
        default="board",
        validate_choice=False,
    )
    apply_url = StringField("Web address")
    apply_email = StringField("Email address")
    questions = rows("Screening questions", QuestionRow)
    expires_at = StringField("Last day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # For the editor; the text area holds the same text as one types it.
        self.html = ""

    @classmethod
    def showing(cls, record: PostingRecord, *, revision: int) -> "PostingForm":
        """The form filled with what a record says."""
        form = cls(formdata=None, data={**filled(record), "revision": str(revision)})
        form.html = record.description
        return form

    @classmethod
    def sent(cls, before: PostingRecord | None = None) -> "PostingForm":
        """The form as somebody has sent it, about to change `before`."""
        form = cls()
        form.html = form._description_html(before)
        if form.description_format.data == "html":
            form.description.data = to_typed(form.html)
        typed = [*several(form.codes), *(form.codes_offered.data or [])]
        form.codes.data, form.codes_offered.data = ", ".join(dict.fromkeys(typed)), []
        return form

    @property
    def revision_read(self) -> int:
        """The revision that the writer saw; one that never was where the form brings none."""
        given = self.revision.data or ""
        return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else -1

    def read(self, *, before: PostingRecord | None, today: date) -> PostingRecord | None:
        """The record, or None with a sentence beside every field that is wrong."""
        return form_reading.read(self, before=before, today=today)

    def complain(self, problems: list[Problem]) -> None:
        """Puts each sentence beside its field."""
        form_reading.complain(self, problems)

    def complaints(self) -> list[tuple[str, str, str]]:
        """Every sentence with its field's id and label, in the order of the page."""
        return list(form_reading.complaints(self))

    def rearrange(self, pressed: Mapping[str, str]) -> bool:
        """Does what the buttons for rows ask, for people without JavaScript; False when the form
        was sent by another button."""
        if pressed.get("add") in ROW_FIELDS:
            self[pressed["add"]].append_entry()
        row = re.fullmatch(r"([a-z]+)-([0-9]{1,3})", pressed.get("remove", ""))
        if row and row[1] in ROW_FIELDS and int(row[2]) < len(self[row[1]]):
            self[row[1]].pop_entry(int(row[2]))
        return not {"add", "remove", "families"}.isdisjoint(pressed)

    def said(self, before: PostingRecord | None) -> dict[str, Any]:
        """What was typed, as the contract writes a record."""
        kept = before.stored() if before else {}
        said = {name: kept[name] for name in KEPT if name in kept}
        for name in ("title", "ref", "expires_at"):
            said[name] = text(self[name])
        for name in ("role", "level", "setting", "arrangement", "employment_type", "shift"):
            said[name] = self[name].data
        for name in ROW_FIELDS:
            said[name] = [one for row in self[name] if (one := row.form.said())]
        return said | {
            "description": self.html,
            "specialties": self.specialties.data or [],
            "benefits": self.benefits.data or [],
            "codes": several(self.codes),
            "credentials": self._credentials(),
            "eligible_states": self._states(),
            "pay": self._pay(),
            "pay_missing": self.pay_missing.data,
            "productivity": self._productivity(),
            "accuracy_percent": amount(text(self.accuracy_percent).rstrip("% ")),
            "apply": self.apply_said(),
        }

    def apply_said(self) -> dict[str, Any]:
        by = self.apply_by.data or "board"
        if by == "url":
            return {"by": by, "url": with_scheme(text(self.apply_url))}
        return {"by": by, "email": text(self.apply_email)} if by == "email" else {"by": by}

    def families_offered(self) -> list[Offer]:
        """The families of the ticked specialties that the codes do not name yet."""
        named = {str(code) for typed in several(self.codes) if (code := code_or_none(typed))}
        offers = families_of(self.specialties.data or [])
        return [offer for offer in offers if offer.value not in named]

    def _credentials(self) -> dict[str, Any]:
        return {
            "any_of": several(self.credentials_any),
            "all_of": several(self.credentials_all),
            "preferred": several(self.credentials_preferred),
            "accept_apprentice": {"yes": True, "no": False}.get(self.apprentice.data or ""),
        }

    def _states(self) -> list[str]:
        everywhere = ALL_STATES if self.all_states.data else ()
        return list(dict.fromkeys([*everywhere, *(self.eligible_states.data or [])]))

    def _pay(self) -> dict[str, Any] | None:
        if not text(self.pay_min) and not text(self.pay_max):
            return None
        return {
            "min": amount(text(self.pay_min)),
            "max": amount(text(self.pay_max)),
            "unit": self.pay_unit.data,
        }

    def _productivity(self) -> dict[str, Any] | None:
        if not text(self.productivity_value):
            return None
        return {
            "value": amount(text(self.productivity_value)),
            "unit": self.productivity_unit.data,
            "per": self.productivity_per.data,
        }

    def _description_html(self, before: PostingRecord | None) -> str:
        """From the editor, or from the plain field. Without the editor, text that was not touched
        keeps whatever marks cannot be typed."""
        typed = self.description.data or ""
        if self.description_format.data == "html":
            return clean(typed)
        if before and _same_lines(typed, to_typed(before.description)):
            return before.description
        return to_html(typed)


def _same_lines(typed: str, known: str) -> bool:
    """Browsers send other line ends, and people leave a blank one behind."""
    return typed.replace("\r\n", "\n").strip() == known.strip()
