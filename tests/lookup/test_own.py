from datetime import timedelta

import pytest

from jobboard.db import db
from jobboard.lookup import keeping, queries
from jobboard.lookup.models import CodeList, CodeMark
from tests.codes.reference import a_code_release
from tests.making import NOON, a_person
from tests.signing_in import sign_in, token_on


class Browser:
    """Somebody signed in, whose forms carry the token."""

    def __init__(self, app, person):
        self.client = sign_in(app.test_client(), person)
        self.token = token_on(self.get("/codes/mine"))

    def get(self, address):
        return self.client.get(address)

    def post(self, address, data=None):
        return self.client.post(address, data={"csrf_token": self.token, **(data or {})})


@pytest.fixture
def me(reference):
    return a_person()


@pytest.fixture
def browser(app, me):
    return Browser(app, me)


@pytest.fixture
def my_list(me):
    made = keeping.make_list("Transplant", by=me, now=NOON)
    db.session.commit()
    return made


def lists_of(person):
    return db.session.scalars(queries.lists_of(person)).all()


def test_a_favorite_is_on_ones_own_page_and_goes_again(browser, me):
    assert browser.post("/codes/cpt/38240/favorite").location == "/codes/cpt/38240"
    html = browser.get("/codes/mine").text
    assert "CPT 38240" in html
    assert "Giving donor stem cells" in html
    browser.post("/codes/cpt/38240/favorite/removal")
    assert queries.favorites_of(me) == []
    assert db.session.scalars(db.select(CodeMark)).all() == []


def test_a_note_is_seen_by_its_writer_only(app, browser):
    browser.post("/codes/cpt/38240/note", data={"note": "Payer wants <b>modifier</b> 59"})
    html = browser.get("/codes/cpt/38240").text
    assert "Payer wants &lt;b&gt;modifier&lt;/b&gt; 59" in html
    assert "Payer wants" in browser.get("/codes/cpt/38240/note").text
    assert "Payer wants" not in Browser(app, a_person()).get("/codes/cpt/38240").text
    browser.post("/codes/cpt/38240/note", data={"note": " "})
    assert "Payer wants" not in browser.get("/codes/cpt/38240").text


def test_a_note_with_patient_data_is_refused_and_kept_in_the_form(browser, me):
    answer = browser.post("/codes/cpt/38240/note", data={"note": "Like MRN 1234567 last week"})
    assert answer.status_code == 422
    assert "This looks like patient data (record number)" in answer.text
    assert "Like MRN 1234567 last week" in answer.text
    assert queries.noted_of(me) == []


def test_opened_codes_are_remembered_the_last_first_and_can_be_forgotten(browser, me):
    for code in ("cpt/38240", "icd10cm/C92.0"):
        browser.get(f"/codes/{code}")
    assert {mark.shown for mark in queries.recent_of(me)} == {"38240", "C92.0"}
    browser.post("/codes/mine/recent/clearing")
    assert queries.recent_of(me) == []


def test_only_the_latest_codes_are_remembered(me):
    for number in range(keeping.MOST_RECENT + 5):
        moment = NOON + timedelta(minutes=number)
        keeping.remember("cpt", f"{10000 + number}", by=me, now=moment)
    db.session.commit()
    kept = queries.recent_of(me, limit=100)
    assert len(kept) == keeping.MOST_RECENT
    assert kept[0].key == "10034"


def test_a_favorite_outlives_being_forgotten_among_the_recent(browser, me):
    browser.get("/codes/cpt/38240")
    browser.post("/codes/cpt/38240/favorite")
    browser.post("/codes/mine/recent/clearing")
    assert [mark.key for mark in queries.favorites_of(me)] == ["38240"]


def test_a_list_is_made_filled_renamed_and_deleted(browser, me):
    browser.post("/codes/mine/lists", data={"name": "  My   transplant codes "})
    (made,) = lists_of(me)
    assert made.name == "My transplant codes"
    address = f"/codes/mine/lists/{made.id}"
    for code in ("38240", "icd10cm:c92.0", "J9035", "38240"):
        assert browser.post(f"{address}/entries", data={"code": code}).status_code == 302
    assert [entry.shown for entry in lists_of(me)[0].entries] == ["38240", "C92.0", "J9035"]
    browser.post(f"{address}/entries/removal", data={"system": "hcpcs", "key": "J9035"})
    browser.post(f"{address}/name", data={"name": "Renamed"})
    html = browser.get(address).text
    assert "Renamed" in html
    assert 'href="/codes/hcpcs/J9035"' not in html
    browser.post(f"{address}/deletion")
    assert lists_of(me) == []


@pytest.mark.parametrize("code", ["99999", "nonsense", "cpt:J9035", ""])
def test_a_code_that_the_reference_has_not_is_refused_beside_the_field(browser, my_list, code):
    answer = browser.post(f"/codes/mine/lists/{my_list.id}/entries", data={"code": code})
    assert answer.status_code == 422
    assert "errors-summary" in answer.text


@pytest.mark.parametrize("name", ["", "x" * 81, "Transplant", "Jane Roe, 61, AML"])
def test_a_name_that_cannot_be_is_refused_beside_the_field(browser, me, my_list, name):
    answer = browser.post("/codes/mine/lists", data={"name": name})
    assert answer.status_code == 422
    assert len(lists_of(me)) == 1


def test_a_list_downloads_as_csv(browser, my_list):
    browser.post("/codes/cpt/38240/lists", data={"list": my_list.id})
    answer = browser.get(f"/codes/mine/lists/{my_list.id}.csv")
    assert answer.mimetype == "text/csv"
    head, row = answer.text.removeprefix("\ufeff").splitlines()
    assert head == "System,Code,Description,Page"
    assert row.startswith("CPT,38240,Giving donor stem cells")
    assert row.endswith("http://localhost/codes/cpt/38240")


def test_a_code_can_be_put_on_a_new_list_from_its_page(browser, me):
    browser.post("/codes/cpt/38240/lists", data={"list": "new"})
    browser.post("/codes/cpt/38241/lists", data={"list": "new"})
    assert [one.name for one in lists_of(me)] == ["My codes", "My codes 2"]


def test_a_list_is_named_by_codes_and_outlives_a_release(browser, me, my_list):
    browser.post("/codes/hcpcs/J9035/lists", data={"list": my_list.id})
    a_code_release("hcpcs", name="newer")
    db.session.commit()
    html = browser.get(f"/codes/mine/lists/{my_list.id}").text
    assert "HCPCS J9035" in html
    assert "Not in our reference any more" in html


OWN = [
    ("get", ""), ("get", ".csv"), ("post", "/entries"), ("post", "/entries/removal"),
    ("post", "/name"), ("post", "/deletion"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "rest"), OWN)
def test_other_peoples_lists_are_not_there(app, my_list, method, rest):
    stranger = Browser(app, a_person())
    asked = getattr(stranger, method)(f"/codes/mine/lists/{my_list.id}{rest}")
    assert asked.status_code == 404
    put = stranger.post("/codes/cpt/38240/lists", data={"list": my_list.id})
    assert put.status_code == 404
    assert db.session.get(CodeList, my_list.id).entries == []


@pytest.mark.parametrize("address", ["/codes/mine", "/codes/mine/lists/1", "/codes/cpt/38240/note"])
def test_a_visitor_is_asked_to_sign_in(client, reference, address):
    assert client.get(address).location.startswith("/account/login")


def test_a_visitor_sees_nothing_of_ones_own_on_a_code(client, reference):
    assert "Add to favorites" not in client.get("/codes/cpt/38240").text
