"""A company's own words about itself."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from jobboard import taxonomy
from jobboard.employers.actions import CompanyDetails
from jobboard.employers.models import Employer
from jobboard.postings.values import web_address, with_scheme
from jobboard.web.choosing import choices
from jobboard.web.html import clean, one_line, plain
from jobboard.web.typed import to_html, to_typed

ABOUT_LIMIT = 10_000


def _tidy(value: str | None) -> str:
    return one_line(value or "")


class CompanyName(FlaskForm):
    name = StringField(
        "Company name",
        filters=[_tidy],
        validators=[
            DataRequired("Give the company a name."),
            Length(min=2, max=160, message="A name has between 2 and 160 characters."),
        ],
    )


class CompanyForm(CompanyName):
    kind = SelectField(
        "Kind of company",
        choices=choices(taxonomy.EMPLOYER_KINDS, "Choose…"),
        validate_choice=False,
    )
    website = StringField("Website", filters=[_tidy])
    about = TextAreaField("About the company")
    # Never drawn: the editor adds it.
    about_format = StringField()
    city = StringField(
        "City",
        filters=[_tidy],
        validators=[Length(max=80, message="A city has at most 80 characters.")],
    )
    state = SelectField("State", choices=choices(taxonomy.STATES, "Choose…"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # For the editor; the text area holds the same text as one types it.
        self.html = ""

    @classmethod
    def showing(cls, employer: Employer) -> "CompanyForm":
        said = {name: getattr(employer, name) or "" for name in ("name", "kind", "website")}
        where = {"city": employer.city or "", "state": employer.state or ""}
        form = cls(formdata=None, data={**said, **where, "about": to_typed(employer.about)})
        form.html = employer.about
        return form

    @classmethod
    def sent(cls) -> "CompanyForm":
        form = cls()
        typed = form.about.data or ""
        form.html = clean(typed) if form.about_format.data == "html" else to_html(typed)
        if form.about_format.data == "html":
            form.about.data = to_typed(form.html)
        return form

    def validate_website(self, field: StringField) -> None:
        """`example.com` is meant as https://example.com."""
        if not field.data:
            return
        field.data = with_scheme(field.data)
        try:
            web_address(field.data)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None
        if len(field.data) > 300:
            raise ValidationError("An address has at most 300 characters.")

    def validate_about(self, field: TextAreaField) -> None:
        if len(self.html) > ABOUT_LIMIT:
            raise ValidationError(f"Please keep this to {ABOUT_LIMIT:,} characters.")

    def validate_kind(self, field: SelectField) -> None:
        if field.data and field.data not in taxonomy.EMPLOYER_KINDS:
            raise ValidationError("Choose a kind from the list.")

    def validate_state(self, field: SelectField) -> None:
        if field.data and field.data not in taxonomy.STATES:
            raise ValidationError("Choose a state from the list.")

    def details(self) -> CompanyDetails:
        return CompanyDetails(
            name=self.name.data or "",
            kind=self.kind.data or None,
            website=self.website.data or None,
            about=self.html if plain(self.html) else "",
            city=self.city.data or None,
            state=self.state.data or None,
        )
