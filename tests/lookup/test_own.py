from datetime import date, timedelta
from threading import Barrier, Thread

import pytest

from jobboard.db import db
from jobboard.lookup import keeping, meant, queries
from jobboard.lookup.models import CodeList, CodeListEntry, CodeMark
from jobboard.lookup.views import own
from tests.codes.reference import a_code, a_code_release
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


@pytest.mark.both_databases
def test_tabs_that_open_a_code_at_once_are_one_visit(app, me):
    tabs = [sign_in(app.test_client(), me) for _ in range(4)]
    start, seen = Barrier(len(tabs), timeout=60), []

    def open_(tab):
        with app.app_context():
            for code in ("cpt/38240", "cpt/38241", "hcpcs/J9035", "icd10cm/C92.0"):
                start.wait()
                seen.append(tab.get(f"/codes/{code}").status_code)

    threads = [Thread(target=open_, args=(tab,)) for tab in tabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert seen == [200] * 16
    assert len(queries.recent_of(me)) == 4


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
    assert head == "System,Code,Description,State,Page"
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
    browser.post("/codes/hcpcs/J9035/favorite")
    for address in (f"/codes/mine/lists/{my_list.id}", "/codes/mine"):
        html = browser.get(address).text
        assert "HCPCS J9035" in html
        assert 'Bevacizumab injection <span class="muted small">Retired</span>' in html
    assert (
        "Bevacizumab injection,retired," in browser.get(f"/codes/mine/lists/{my_list.id}.csv").text
    )


def test_a_code_that_is_still_to_come_is_not_called_retired(me, reference):
    coming = a_code_release("hcpcs", name="2030", effective_from=date(2030, 1, 1))
    a_code(coming, "G9999", "A service to come")
    assert queries.said_of([("hcpcs", "G9999")]) == {
        ("hcpcs", "G9999"): queries.Said("A service to come")
    }


def test_a_code_that_no_release_has_stays_on_its_list(browser, my_list):
    my_list.entries.append(CodeListEntry(system="cpt", key="99999", position=1))
    db.session.commit()
    assert "Not in our reference any more" in browser.get(f"/codes/mine/lists/{my_list.id}").text
    assert "CPT,99999,,," in browser.get(f"/codes/mine/lists/{my_list.id}.csv").text


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("CPT 38240", ["38240"]),
        ("ICD-10-CM C92.0", ["C92.0"]),
        ("HCPCS J9035", ["J9035"]),
        ("38240-26", ["38240"]),
        ("38240, CPT 38241", ["38240", "38241"]),
        ("38240-38242", ["38240", "38241", "38242"]),
        ("CPT 38240–38241", ["38240", "38241"]),
        ("38250-38260", []),
    ],
)
def test_codes_are_taken_as_the_pages_write_them(browser, me, my_list, written, codes):
    browser.post(f"/codes/mine/lists/{my_list.id}/entries", data={"code": written})
    assert [entry.shown for entry in lists_of(me)[0].entries] == codes


def test_of_several_codes_the_one_that_is_not_known_is_named(browser, me, my_list):
    address = f"/codes/mine/lists/{my_list.id}/entries"
    answer = browser.post(address, data={"code": "38240, CPT 99999, 38241"})
    assert "Our reference has no “CPT 99999”." in answer.text
    assert lists_of(me)[0].entries == []


def test_a_range_of_too_many_codes_is_refused_beside_the_field(browser, me, my_list, monkeypatch):
    monkeypatch.setattr(meant, "MOST_OF_A_RANGE", 2)
    monkeypatch.setattr(own, "MOST_OF_A_RANGE", 2)
    address = f"/codes/mine/lists/{my_list.id}/entries"
    answer = browser.post(address, data={"code": "38240-38243"})
    assert answer.status_code == 422
    assert "type a narrower one" in answer.text
    assert lists_of(me)[0].entries == []


def test_a_full_list_says_so_beside_the_field_and_takes_none_of_several(
    browser, me, my_list, monkeypatch
):
    monkeypatch.setattr(keeping, "MOST_ENTRIES", 1)
    address = f"/codes/mine/lists/{my_list.id}/entries"
    answer = browser.post(address, data={"code": "38240 38241"})
    assert answer.status_code == 422
    assert "A list holds at most 1 codes." in answer.text
    assert 'value="38240 38241"' in answer.text
    assert lists_of(me)[0].entries == []


@pytest.mark.parametrize(
    ("name", "trouble"), [("", "Give the list a name."), ("Other", "a list named “Other” already")]
)
def test_a_new_name_that_cannot_be_is_refused_in_the_open_form(browser, me, my_list, name, trouble):
    keeping.make_list("Other", by=me, now=NOON)
    db.session.commit()
    answer = browser.post(f"/codes/mine/lists/{my_list.id}/name", data={"name": name})
    assert answer.status_code == 422
    assert trouble in answer.text
    assert "<details open>" in answer.text
    assert {one.name for one in lists_of(me)} == {"Transplant", "Other"}


@pytest.mark.parametrize("written", ["²", "9" * 30, "-1", "", "0"])
def test_a_list_that_cannot_be_is_not_there(browser, me, written):
    assert browser.post("/codes/cpt/38240/lists", data={"list": written}).status_code == 404
    assert lists_of(me) == []


def test_what_nobody_can_see_is_no_part_of_a_name_or_note(browser, me):
    browser.post("/codes/mine/lists", data={"name": "A\0B\u200b"})
    assert [one.name for one in lists_of(me)] == ["AB"]
    assert browser.post("/codes/mine/lists", data={"name": "\u200b"}).status_code == 422
    browser.post("/codes/cpt/38240/note", data={"note": "with\0out"})
    assert [one.note for one in queries.noted_of(me)] == ["without"]


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
