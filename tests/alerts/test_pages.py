"""The pages around alerts: asking for one, saying yes, and what the links in the letters open."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from jobboard import worker
from jobboard.alerts import actions, tokens
from jobboard.alerts.models import Alert, AlertFeedback
from jobboard.alerts.rhythm import AlertState, Rhythm
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from tests.alerts.making import (
    ADDRESS,
    a_job,
    a_wanted,
    alert_letters,
    an_address_alert,
    an_alert,
    minutes,
    work,
)
from tests.applications.desk import Desk
from tests.making import NOON, a_candidate
from tests.search.boards import a_found_posting


@pytest.fixture
def visitor(app: Flask) -> Iterator[Desk]:
    with stopped_at(NOON):
        yield Desk(app)


def the_alert() -> Alert:
    db.session.rollback()
    return db.session.scalars(select(Alert)).one()


def letters() -> list[tuple[str, str]]:
    """(to, subject) of all that has left."""
    worker.settle()
    return [(one.to, one.subject) for one in gateways().mail.letters]  # type: ignore[attr-defined]


def link_in_last_letter(part: str) -> str:
    worker.settle()
    [*_, letter] = [one for one in gateways().mail.letters if one.to == ADDRESS]  # type: ignore[attr-defined]
    found = re.search(rf"http://localhost(/alerts/{part}\S+)", letter.text)
    assert found, letter.text
    return found[1]


def asked(visitor: Desk, address: str = ADDRESS, query: str = "q=coder&state=TX", **more: str):
    visitor.get(f"/alerts/new?{query}")
    fields = {"q": "coder", "keep": "state=TX", "rhythm": "daily", "email": address, **more}
    return visitor.post("/alerts/new", **fields)


def test_an_address_is_asked_by_letter_before_anything_is_sent(visitor: Desk) -> None:
    answer = asked(visitor)
    assert (answer.status_code, answer.location) == (303, "/alerts/asked")
    assert the_alert().state == AlertState.WAITING
    a_job(NOON, "Job Coder")
    work(NOON + minutes(1))
    assert alert_letters() == []
    visitor.now = NOON + minutes(2)
    link = link_in_last_letter("yes/")
    assert "Switch this alert on?" in visitor.get(link).text
    assert the_alert().state == AlertState.WAITING  # a GET changes nothing
    assert visitor.post(link).status_code == 303
    alert = the_alert()
    assert (alert.state, alert.query, alert.rhythm) == ("on", "q=coder&state=TX", "daily")
    assert visitor.post(link).status_code == 303  # a second click is no harm


def test_no_page_tells_whether_an_address_is_known(app: Flask, visitor: Desk) -> None:
    person = a_candidate()
    an_alert("q=coder&state=TX", person=person)
    actions.confirm(_asked_for(ADDRESS), now=NOON)
    db.session.commit()
    pages = {}
    for address in (ADDRESS, person.email, "nobody@example.com"):
        browser = Desk(app)
        answer = asked(browser, address)
        page = browser.get(answer.location).text
        pages[address] = (answer.status_code, answer.location, re.sub(r'value="[^"]*"', "", page))
    assert len(set(pages.values())) == 1
    told = dict(letters()[-3:])
    assert told[ADDRESS].startswith("You have this alert already")
    assert told[person.email] == told["nobody@example.com"]


def _asked_for(address: str) -> Alert:
    actions.ask(address, a_wanted("q=coder&state=TX"), Rhythm.DAILY, now=NOON)
    db.session.commit()
    return db.session.scalars(select(Alert).where(Alert.address == address)).one()


def test_an_address_with_many_alerts_is_told_so_by_letter_alone(visitor: Desk) -> None:
    for number in range(actions.MOST):
        actions.ask(ADDRESS, a_wanted(f"pay_min={number + 10}"), Rhythm.DAILY, now=NOON)
    db.session.commit()
    assert asked(visitor).location == "/alerts/asked"
    assert letters()[-1] == (ADDRESS, "You have 20 alerts already")


def test_a_yes_that_comes_too_late_is_refused_and_the_address_forgotten(visitor: Desk) -> None:
    asked(visitor)
    link = link_in_last_letter("yes/")
    visitor.get(link)
    visitor.now = NOON + actions.YES_WITHIN + minutes(1)
    visitor.get(link)
    assert visitor.post(link).status_code == 409
    actions.purge(visitor.now)
    db.session.commit()
    assert db.session.scalars(select(Alert)).all() == []
    assert visitor.get(link).status_code == 404


def test_programs_that_fill_in_every_field_are_thanked_and_ignored(visitor: Desk) -> None:
    assert asked(visitor, website="https://spam.example").location == "/alerts/asked"
    assert db.session.scalars(select(Alert)).all() == []


@pytest.mark.parametrize(
    "wrong", [{"email": "nobody"}, {"email": ""}, {"rhythm": "hourly"}, {"q": "x" * 201}]
)
def test_what_cannot_be_meant_is_said_beside_its_field(visitor: Desk, wrong) -> None:
    assert asked(visitor, **wrong).status_code == 422
    assert "Please look at this again" in visitor.page
    assert db.session.scalars(select(Alert)).all() == []


def test_asking_is_limited_by_address(visitor: Desk) -> None:
    answers = [asked(visitor, query=f"q=a{n}").status_code for n in range(6)]
    assert answers == [303] * 5 + [429]


def test_somebody_signed_in_has_the_alert_at_once(app: Flask) -> None:
    with stopped_at(NOON):
        desk = Desk(app, a_candidate())
        page = desk.get("/alerts/new?q=coder&state=TX&near=Nowhereville").text
        assert "We know no place called “Nowhereville”" in page
        assert 'name="email"' not in page
        fields = {"q": "coder", "keep": "state=TX", "rhythm": "weekly"}
        shown = desk.post("/alerts/new", **fields)
        assert shown.status_code == 303
        assert "Your alert" in desk.get(shown.location).text
        desk.post(
            "/alerts/new", **{**fields, "rhythm": "daily"}
        )  # the same search is the same alert
        alert = the_alert()
        assert (alert.state, alert.rhythm, alert.query) == ("on", "daily", "q=coder&state=TX")
        assert alert.name in desk.get("/alerts").text
        assert letters() == []


def test_only_so_many_alerts_are_kept_for_a_person(app: Flask) -> None:
    person = a_candidate()
    for number in range(actions.MOST):
        an_alert(f"pay_min={number + 10}", person=person)
    with stopped_at(NOON):
        desk = Desk(app, person)
        desk.get("/alerts/new")
        assert desk.post("/alerts/new", q="one more", rhythm="daily").status_code == 422
        assert "Stop one first" in desk.page


def test_a_search_can_be_saved_while_the_engine_is_away(visitor: Desk) -> None:
    gateways().search.away = True  # type: ignore[attr-defined]
    assert visitor.get("/alerts/new?q=coder&near=Houston").status_code == 200
    assert asked(visitor).status_code == 303


def test_jobs_like_this_one_come_from_the_posting_s_tags(visitor: Desk) -> None:
    job = a_found_posting()
    assert (
        f"/alerts/new?like={job.id}"
        in visitor.get(f"/jobs/{job.id}/inpatient-coder-stem-cell-transplant").text
    )
    page = visitor.get(f"/alerts/new?like={job.id}").text
    kept = re.findall(r'name="keep" value="([^"]+)"', page)
    assert kept == ["specialty=transplant-cellular", "arrangement=remote"]
    for nobody in ("999999", "x", "-1", "1" * 50):
        assert visitor.get(f"/alerts/new?like={nobody}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["", "code=38241", "code=cpt:38204-38243&sort=near", "q=%00%ff&page=-1&foo=bar", "near=77030&miles=25",
     "qualify=1&hidden=1", "q=" + "x" * 3000],
)  # fmt: skip
def test_any_search_can_be_brought_along(visitor: Desk, query: str) -> None:
    assert visitor.get(f"/alerts/new?{query}").status_code == 200


def test_one_click_stops_without_a_cookie_and_a_get_stops_nothing(app: Flask) -> None:
    alert = an_address_alert()
    a_job(NOON, "Job Coder")
    work(NOON + minutes(1))
    [letter] = alert_letters()
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(
        r"<http://localhost(/alerts/\S+/stop)>", letter.headers["List-Unsubscribe"]
    )
    assert found
    assert app.test_client().get(found[1]).status_code == 200
    assert the_alert().state == AlertState.ON
    program = app.test_client(use_cookies=False)
    for _ in range(2):  # again is no error
        answer = program.post(found[1], data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert the_alert().state == AlertState.STOPPED
    a_job(NOON + minutes(30), "Job Later Coder")
    work(NOON + minutes(60))
    assert len(alert_letters()) == 1
    assert alert.id


def test_the_letter_s_links_pause_change_and_stop(visitor: Desk) -> None:
    alert = an_address_alert("q=coder&state=TX")
    address = f"/alerts/{tokens.token_of(alert)}"
    assert 'value="state=TX" checked' in visitor.get(address).text
    visitor.post(f"{address}/pause")
    assert the_alert().state == AlertState.PAUSED
    visitor.post(f"{address}/resumption")
    assert the_alert().state == AlertState.ON
    visitor.get(address)
    visitor.post(f"{address}/change", q="auditor", rhythm="weekly")
    alert = the_alert()
    assert (alert.query, alert.rhythm, alert.name) == ("q=auditor", "weekly", "Auditor")
    visitor.get(f"{address}/stop")
    visitor.post(f"{address}/stop")
    assert the_alert().state == AlertState.STOPPED
    visitor.get(address)
    visitor.post(f"{address}/resumption")  # a mistake is taken back
    assert the_alert().state == AlertState.ON


def test_forms_other_than_the_one_click_carry_a_token(app: Flask) -> None:
    alert = an_address_alert()
    stranger = app.test_client()
    address = f"/alerts/{tokens.token_of(alert)}"
    for act in ("pause", "change", "resumption"):
        assert stranger.post(f"{address}/{act}").status_code == 400
    assert the_alert().state == AlertState.ON


def test_a_link_opens_only_what_it_was_made_for(app: Flask, visitor: Desk) -> None:
    alert = an_address_alert()
    manage, yes = tokens.token_of(alert), tokens.token_of(alert, tokens.CONFIRM)
    for path in (f"/alerts/{yes}", f"/alerts/yes/{manage}", f"/alerts/{manage}x", "/alerts/x"):
        assert visitor.get(path).status_code == 404
    assert visitor.post(f"/alerts/{yes}/stop").status_code == 404
    number, address = alert.id, f"/alerts/{manage}"
    db.session.delete(alert)
    db.session.commit()
    later = an_alert("q=other")
    later.id = number  # SQLite gives a number again
    db.session.commit()
    assert visitor.get(address).status_code == 404


def test_why_a_job_was_not_relevant_is_kept_once(visitor: Desk) -> None:
    an_address_alert("level=coder-2")
    job, other = a_job(NOON, "Job Coder"), a_job(NOON, "Job Never Sent", level="senior")
    work(NOON + minutes(1))
    [letter] = alert_letters()
    found = re.search(rf"http://localhost(/alerts/\S+/feedback/{job.id})", letter.text)
    assert found
    assert visitor.get(found[1].replace(f"/{job.id}", f"/{other.id}")).status_code == 404
    visitor.get(found[1])
    assert visitor.post(found[1], note="no reason").status_code == 422
    for reason in ("wrong-pay", "wrong-place"):
        assert visitor.post(found[1], reason=reason, note="Too far").status_code == 303
    [said] = db.session.scalars(select(AlertFeedback)).all()
    assert (said.posting_id, said.reason, said.note) == (job.id, "wrong-place", "Too far")


def test_the_letter_says_what_it_is_about_as_text_and_as_html(app: Flask) -> None:
    alert = an_address_alert("q=coder&arrangement=remote")
    job = a_job(NOON, "Job <b>Coder")
    work(NOON + minutes(1))
    [letter] = alert_letters()
    assert letter.subject == "1 new job: “coder”, Remote"
    text = letter.text
    assert "Acme Health · Houston, TX · Remote · $28.50–$39 an hour" in text
    assert f"http://localhost/jobs/{job.id}/job-b-coder" in text
    assert f"http://localhost/alerts/{tokens.token_of(alert)}\n" in text
    assert "Job &lt;b&gt;Coder" in letter.html
    assert text.count("\n\n\n") == 0


def test_a_person_s_list_also_has_the_alerts_of_their_address(app: Flask) -> None:
    alert = an_address_alert()
    person = a_candidate()
    person.email = ADDRESS
    db.session.commit()
    with stopped_at(NOON):
        assert alert.name in Desk(app, person).get("/alerts").text
        assert alert.name not in Desk(app, a_candidate()).get("/alerts").text


def test_what_was_stopped_a_while_ago_is_forgotten(app: Flask) -> None:
    alert = an_address_alert()
    actions.stop(alert, now=NOON)
    db.session.commit()
    actions.purge(NOON + actions.STOPPED_KEPT_FOR - timedelta(seconds=1))
    assert the_alert()
    actions.purge(NOON + actions.STOPPED_KEPT_FOR)
    db.session.commit()
    assert db.session.scalars(select(Alert)).all() == []
