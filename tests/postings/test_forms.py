"""The posting form as a page: what it shows, what it takes, and that it loses nothing."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.postings.models import Posting
from jobboard.postings.record import ALL_STATES
from tests.making import a_draft, a_record, again, an_employer, owner_of
from tests.postings.desk import Desk

FULL: dict[str, Any] = {
    "ref": "A-77",
    "codes": ["cpt:38204-38243", "icd10cm:C91.0", "hcpcs:J9000-J9999", "msdrg:014"],
    "credentials": {
        "any_of": ["CCS", "CIC"],
        "all_of": ["RHIT"],
        "preferred": ["CHONC"],
        "accept_apprentice": True,
    },
    "eligible_states": [*ALL_STATES, "PR"],
    "places": [
        {"city": "Houston", "state": "TX"},
        {"zip": "77030"},
        {"state": "FL"},
        {"city": "X"},
    ],
    "benefits": ["health", "401k", "ceu-paid"],
    "software": [{"name": "Epic", "level": "required"}, {"name": "MEDITECH"}],
    "productivity": {"value": 2.5, "unit": "chart", "per": "hour"},
    "accuracy_percent": 95.5,
    "apply": {"by": "url", "url": "https://example.com/jobs/7"},
    "questions": [
        {"text": "Years?", "kind": "number", "required": True},
        {"text": "Which?", "kind": "choice", "choices": ["Inpatient", "Outpatient"]},
    ],
    "expires_at": "2026-12-31",
    "description": "<p>"
    + "You <u>code</u> stays. " * 12
    + "</p><blockquote>Our word.</blockquote>",
}


@pytest.fixture
def posting(app: Flask) -> Posting:
    return a_draft()


@pytest.fixture
def desk(client: FlaskClient, posting: Posting) -> Desk:
    desk = Desk(client, owner_of(posting.employer))
    return desk.open(f"/employer/acme-health/postings/{posting.id}/edit")


def test_a_posting_that_is_opened_and_saved_says_what_it_said(
    client: FlaskClient, app: Flask
) -> None:
    posting = a_draft(**FULL)
    said = posting.latest.says()
    desk = Desk(client, owner_of(posting.employer))
    desk.open(f"/employer/acme-health/postings/{posting.id}/edit").press()
    assert desk.status == 303
    assert again(posting).latest.says() == said


def test_what_the_form_has_no_field_for_stays(client: FlaskClient, app: Flask) -> None:
    posting = a_draft(grade="GS-8", place_text="Multiple locations", posted_at="2026-11-05")
    desk = Desk(client, owner_of(posting.employer))
    desk.open(f"/employer/acme-health/postings/{posting.id}/edit").press(title="Another title")
    said = again(posting).latest.says()
    assert (said.title, said.grade, said.place_text) == (
        "Another title",
        "GS-8",
        "Multiple locations",
    )
    assert said.posted_at is not None


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"title": ""}, "title", "A job needs a title."),
    ({"title": "123"}, "title", "A title needs words."),
    ({"description": ""}, "description", "A job needs a description."),
    ({"role": "astronaut"}, "role", "not a role"),
    ({"level": "guru"}, "level", "not a level"),
    ({"setting": "moon"}, "setting", "not a setting"),
    ({"employment_type": "serf"}, "employment_type", "not an employment type"),
    ({"shift": "dusk"}, "shift", "not a shift"),
    ({"specialties": ["astrology"]}, "specialties", "not a specialty"),
    ({"codes": "38204-38243, foo, bar"}, "codes", "“foo” does not look like a code of any system."),
    ({"codes": "38204-38243, foo, bar"}, "codes", "“bar” does not look like a code of any system."),
    ({"credentials_any": "CPC, MBA"}, "credentials_any", "“MBA” is not a credential"),
    ({"credentials_all": "MBA"}, "credentials_all", "“MBA” is not a credential"),
    ({"credentials_preferred": "MBA"}, "credentials_preferred", "“MBA” is not a credential"),
    ({"arrangement": "orbit"}, "arrangement", "not an arrangement"),
    ({"eligible_states": ["ZZ"]}, "eligible_states", "not a state"),
    ({"places-1-zip": "12"}, "places-1-zip", "“12” is not a ZIP code."),
    ({"pay_min": "abc"}, "pay_min", "“abc” is not a number"),
    ({"pay_max": "28,50"}, "pay_max", "“28,50” is not a number"),
    ({"pay_min": "50", "pay_max": "40"}, "pay_min", "above the upper end"),
    ({"pay_unit": ""}, "pay_unit", "Choose what the amounts are for"),
    ({"pay_missing": "bid"}, "pay_missing", "no reason to give here"),
    ({"benefits": ["gold"]}, "benefits", "not a benefit"),
    ({"software-0-name": "clippy"}, "software-0-name", "not a program"),
    ({"productivity_value": "many"}, "productivity_value", "“many” is not a number"),
    ({"productivity_unit": ""}, "productivity_unit", "Choose what is counted"),
    ({"accuracy_percent": "120%"}, "accuracy_percent", "between 0 and 100"),
    ({"apply_by": "url"}, "apply_url", "Say where people should apply."),
    ({"apply_by": "url", "apply_url": "ftp://x"}, "apply_url", "not a web address"),
    ({"apply_by": "email", "apply_email": "nobody"}, "apply_email", "not an email address"),
    (
        {"questions-0-text": "Which?", "questions-0-kind": "choice", "questions-0-choices": "one"},
        "questions-0-choices",
        "at least two",
    ),
    ({"expires_at": "31/12/2026"}, "expires_at", "is not a date"),
    ({"expires_at": "2026-11-01"}, "expires_at", "The last day is over already"),
    ({"ref": "x" * 121}, "ref", "120 characters"),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), WRONG)
def test_a_wrong_field_has_its_sentence_and_nothing_typed_is_lost(
    desk: Desk, posting: Posting, typed: dict[str, Any], field: str, sentence: str
) -> None:
    desk.press(**{"benefits": ["health", "dental"], "places-2-city": "Waco", **typed})
    assert desk.status == 422
    assert sentence in desk.errors()[field]
    assert any(sentence in line for line in desk.summary())
    shown = desk.values()
    chosen_from_lists = {"role", "level", "setting", "employment_type", "shift", "software-0-name"}
    for name, value in {"places-2-city": "Waco", **typed}.items():
        # A value that is on no list cannot have been chosen in a browser.
        if name not in chosen_from_lists and not isinstance(value, list) and value != "orbit":
            assert shown.get(name, "") == value, name
    assert again(posting).latest.says() == a_record()


def test_all_wrong_fields_speak_at_once_with_links_to_them(desk: Desk) -> None:
    desk.press(title="", pay_min="abc", codes="foo", **{"places-0-zip": "1"})
    assert set(desk.errors()) == {"title", "pay_min", "codes", "places-0-zip"}
    ids = {one.get("href")[1:] for one in desk.page.xpath("//*[@data-errors]//a")}
    assert ids == {"title", "pay_min", "codes", "places-0-zip"}
    assert all(desk.page.get_element_by_id(one) is not None for one in ids)


def test_amounts_are_read_as_people_write_them(desk: Desk, posting: Posting) -> None:
    desk.press(pay_min="$60,000", pay_max="85k", pay_unit="year", accuracy_percent="95 %")
    said = again(posting).latest.says()
    assert said.pay is not None
    assert (said.pay.min, said.pay.max, said.accuracy_percent) == (60_000, 85_000, 95)


def test_a_city_may_bring_its_state_along(desk: Desk, posting: Posting) -> None:
    desk.press(**{"places-0-city": "Austin, TX", "places-0-state": "", "places-0-zip": ""})
    assert [str(place) for place in again(posting).latest.says().places] == ["Austin, TX"]


def test_all_states_is_one_tick(desk: Desk, posting: Posting) -> None:
    desk.press(all_states="y")
    assert again(posting).latest.says().works_everywhere
    assert desk.follow().values()["all_states"] == "y"


def test_an_address_without_its_scheme_is_a_web_address(desk: Desk, posting: Posting) -> None:
    desk.press(apply_by="url", apply_url="example.com/careers")
    assert again(posting).latest.says().apply.url == "https://example.com/careers"


def test_rows_are_added_and_removed_without_javascript(desk: Desk, posting: Posting) -> None:
    desk.press(("add", "places"), title="Half a tit", **{"places-1-city": "Waco"})
    assert desk.status == 200
    assert "places-3-city" in desk.values()
    assert desk.values()["title"] == "Half a tit"
    desk.press(("remove", "places-0"))
    assert desk.values()["places-0-city"] == "Waco"
    desk.press(("add", "questions")).press(("add", "questions"))
    assert "questions-2-text" in desk.values()
    assert again(posting).latest.says() == a_record()


@pytest.mark.parametrize(
    "button",
    [("add", "everything"), ("remove", "places-99"), ("remove", "title-0"), ("remove", "places-²")],
)
def test_a_button_that_is_not_there_changes_nothing(desk: Desk, button: tuple[str, str]) -> None:
    before = desk.values()
    desk.press(button)
    assert desk.status == 200
    assert {**desk.values(), "csrf_token": ""} == {**before, "csrf_token": ""}


def test_rows_with_strange_numbers_do_no_harm(desk: Desk, posting: Posting) -> None:
    strange = {"places-²-city": "A", "places-99999999999-city": "B", "places--city": "C"}
    desk.press(**strange, **{f"places-{n}-city": f"Town {n}" for n in range(100, 400)})
    assert desk.status == 422
    assert desk.errors()["places-0-city"] == "At most 20 of these, please."


def test_ticked_specialties_offer_their_families(desk: Desk, posting: Posting) -> None:
    desk.press(("families", "1"), specialties=["cardiology"], codes="")
    offered = desk.page.xpath("//input[@name='codes_offered']/@value")
    assert offered == ["CPT 92920–93799"]
    desk.press(codes_offered=offered, codes="C91.0")
    assert [str(code) for code in again(posting).latest.says().codes] == [
        "icd10cm:C91.0",
        "cpt:92920-93799",
    ]


def test_the_editor_s_text_is_cleaned(desk: Desk, posting: Posting) -> None:
    hostile = "<div>You code.<br><br>Well.<script>x()</script><img src=x onerror=x()></div>"
    desk.press(description=hostile, description_format="html")
    assert again(posting).latest.says().description == "<p>You code.</p><p>Well.</p>"


def test_typed_text_becomes_paragraphs(desk: Desk, posting: Posting) -> None:
    desk.press(description="One.\r\n\r\nTwo < three.\r\n- a\r\n- b")
    assert again(posting).latest.says().description == (
        "<p>One.</p><p>Two &lt; three.</p><ul><li>a</li><li>b</li></ul>"
    )


def test_text_that_was_not_touched_keeps_marks_that_cannot_be_typed(
    client: FlaskClient, app: Flask
) -> None:
    posting = a_draft(description=FULL["description"])
    desk = Desk(client, owner_of(posting.employer))
    desk.open(f"/employer/acme-health/postings/{posting.id}/edit").press(title="New title")
    assert "<u>code</u>" in again(posting).latest.says().description


def test_two_jobs_of_a_company_cannot_have_one_reference(client: FlaskClient, app: Flask) -> None:
    employer = an_employer()
    a_draft(employer=employer, ref="A-1")
    other = a_draft(employer=employer)
    desk = Desk(client, owner_of(employer))
    desk.open(f"/employer/acme-health/postings/{other.id}/edit").press(ref="A-1")
    assert desk.status == 422
    assert "Another job of yours" in desk.errors()["ref"]
    a_draft(employer=an_employer("Elsewhere"), ref="A-2")
    desk.press(ref="A-2")
    assert desk.status == 303


def test_the_form_asks_for_what_is_missing_when_it_is_to_be_shown(desk: Desk) -> None:
    desk.press(("then", "preview"), level="", pay_min="", pay_max="").follow()
    assert "Saved as a draft." in desk.text
    assert desk.errors() == {
        "level": "Choose the level of experience.",
        "pay_min": "State the pay range, or choose the reason why there is none.",
    }
