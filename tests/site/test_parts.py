"""The macros that pages are made of."""

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DecimalField,
    Form,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired


class JobForm(Form):
    title = StringField("Title", [InputRequired("Write the <b>title</b>.")])
    nickname = StringField("Nickname", description="What colleagues call it.")
    place = RadioField(
        "Where", choices=[SelectChoice("home", "At home"), SelectChoice("office", "In the office")]
    )
    held = SelectMultipleField(
        "Held", choices=[SelectChoice("ccs", "CCS"), SelectChoice("cic", "CIC")]
    )
    fresh = BooleanField("Apprentices welcome")
    pay = DecimalField("Pay", [InputRequired("State the pay.")])


@pytest.fixture
def draw(app: Flask) -> Any:
    """Draws a template text with the macros at hand."""
    imports = "".join(
        f'{{% import "components/{name}.html" as {name} %}}'
        for name in ("forms", "jobs", "lists", "actions")
    )

    def drawn(text: str, **values: Any) -> str:
        with app.test_request_context("/"):
            return render_template_string(imports + text, **values)

    return drawn


def test_a_refused_field_says_why_beside_it(draw: Any) -> None:
    form = JobForm(MultiDict())
    form.validate()
    drawn = draw("{{ forms.field(form.title, help='As in a search.') }}", form=form)
    assert '<label for="title">Title</label>' in drawn
    assert 'aria-describedby="title-help title-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "Write the &lt;b&gt;title&lt;/b&gt;." in drawn


def test_what_may_stay_empty_says_so(draw: Any) -> None:
    drawn = draw("{{ forms.field(form.nickname) }}", form=JobForm())
    assert "(optional)" in drawn
    assert 'aria-describedby="nickname-help"' in drawn
    assert "What colleagues call it." in drawn


def test_choices_stand_in_a_fieldset_with_a_legend(draw: Any) -> None:
    form = JobForm(MultiDict([("place", "home"), ("held", "ccs")]))
    radios = draw("{{ forms.field(form.place) }}", form=form)
    boxes = draw("{{ forms.field(form.held) }}", form=form)
    assert "<legend>Where" in radios
    assert radios.count('type="radio"') == 2
    assert 'value="home" checked' in radios
    assert boxes.count('type="checkbox"') == 2
    assert 'value="ccs" checked' in boxes
    assert 'value="cic" checked' not in boxes


def test_the_summary_leads_to_each_refused_field(draw: Any) -> None:
    form = JobForm(MultiDict())
    form.validate()
    drawn = draw("{{ forms.errors_summary(form) }}", form=form)
    assert '<a href="#title">Title</a>' in drawn
    assert '<a href="#pay">Pay</a>: State the pay.' in drawn


def test_a_form_without_errors_has_no_summary(draw: Any) -> None:
    assert draw("{{ forms.errors_summary(form) }}", form=JobForm()).strip() == ""


def test_fields_that_suggest_stay_text_fields(draw: Any) -> None:
    drawn = draw(
        "{{ forms.suggest_field(form.title, '/places.json') }}"
        "{{ forms.chips_field(form.nickname, '/codes.json', separator=';') }}"
        "{{ forms.money(form.pay) }}",
        form=JobForm(),
    )
    assert 'data-suggest="/places.json"' in drawn
    assert 'data-chips=";"' in drawn
    assert 'inputmode="decimal"' in drawn
    assert drawn.count('type="text"') >= 2


def test_an_action_is_a_form_with_a_token_and_asks_first_when_told(draw: Any) -> None:
    plain = draw("{{ actions.post_button('/x/closure', 'Close') }}")
    asking = draw("{{ actions.post_button('/x/closure', 'Close', confirm='For good?') }}")
    for drawn in (plain, asking):
        assert 'method="post"' in drawn
        assert 'name="csrf_token"' in drawn
    assert "<details" not in plain
    assert "For good?" in asking
    assert "Yes: Close" in asking


def test_the_pager_names_neighbors_and_both_ends(draw: Any) -> None:
    drawn = draw("{{ lists.pager(5, 9, address) }}", address=lambda n: f"/jobs?page={n}")
    shown = [n for n in range(1, 10) if f'"/jobs?page={n}"' in drawn]
    assert shown == [1, 4, 6, 9]
    assert '<span aria-current="page"><span class="visually-hidden">Page </span>5</span>' in drawn
    assert drawn.count("…") == 2


def test_one_page_needs_no_pager(draw: Any) -> None:
    assert draw("{{ lists.pager(1, 1, None) }}").strip() == ""


def test_a_card_shows_what_is_known_and_escapes_what_people_wrote(draw: Any) -> None:
    drawn = draw("{{ jobs.job_card(hit) }}", hit=_hit(employer="Smith & <Sons>"))
    assert "Inpatient <mark>Coder</mark>" in drawn
    assert "Smith &amp; &lt;Sons&gt;" in drawn
    assert "38240–38243" in drawn
    assert "covers 38240–38243 · CCS or CIC" in drawn
    assert "From USAJOBS" in drawn


def test_a_card_says_that_pay_is_not_stated_and_leaves_the_rest_out(draw: Any) -> None:
    bare = _hit(
        pay_text=None, codes=[], credentials=[], specialties=[], why=[], source_label=None,
        place=None, summary=None, apply_elsewhere=False,
    )  # fmt: skip
    drawn = draw("{{ jobs.job_card(hit) }}", hit=bare)
    assert "Pay not stated" in drawn
    assert "<ul" not in drawn
    assert "From" not in drawn


def test_facts_that_nobody_stated_say_so(draw: Any) -> None:
    drawn = draw("{{ jobs.job_facts([('Shift', None), ('Benefits', ['Health', '401(k)'])]) }}")
    assert "Not stated" in drawn
    assert "Health, 401(k)" in drawn


def _hit(**given: Any) -> SimpleNamespace:
    hit = {
        "id": 1,
        "url": "/jobs/1/inpatient-coder",
        "title_html": Markup("Inpatient <mark>Coder</mark>"),
        "title": "Inpatient Coder",
        "employer": "Acme Health",
        "employer_url": "/employers/acme",
        "place": "Houston, TX",
        "arrangement_label": "Remote",
        "pay_text": "$28–$39 an hour",
        "posted_label": "today",
        "specialties": ["Transplant"],
        "credentials": ["CCS"],
        "codes": ["38240–38243"],
        "why": ["covers 38240–38243", "CCS or CIC"],
        "source_label": "USAJOBS",
        "summary": "Code transplant stays.",
        "is_new": True,
        "apply_elsewhere": True,
    }
    return SimpleNamespace(**{**hit, **given})
