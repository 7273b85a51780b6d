import re

import pytest

from jobboard.clock import stopped_at
from jobboard.codes.families import FAMILIES
from jobboard.codes.loading import load_reference
from jobboard.codes.models import Code, CodeText
from jobboard.db import db
from jobboard.lookup import indexing
from tests.making import NOON, a_published_posting


@pytest.fixture
def visitor(client):
    load_reference(db.session, now=NOON)
    db.session.commit()
    with stopped_at(NOON):
        indexing.rebuild()
        yield client


def test_every_code_page_opens_and_has_no_empty_section(visitor, monkeypatch):
    in_full(visitor.application, monkeypatch)
    pages = [code.url for code in db.session.scalars(db.select(Code))]
    assert len(pages) == 25
    assert {page: holes(visitor.get(page)) for page in pages if holes(visitor.get(page))} == {}


def test_every_locked_page_has_no_empty_section_either(visitor):
    pages = [code.url for code in db.session.scalars(db.select(Code))]
    assert {page: holes(visitor.get(page)) for page in pages if holes(visitor.get(page))} == {}


def in_full(app, monkeypatch):
    """Nothing is counted, and so nothing is locked."""
    settings = app.extensions["settings"].model_copy(update={"guest_code_views": "unlimited"})
    monkeypatch.setitem(app.extensions, "settings", settings)


def test_every_kind_of_family_page_opens_and_has_no_empty_section(visitor):
    some = [family for at, family in enumerate(FAMILIES) if at % 9 == 0]
    some += [FAMILIES.get("cpt-38204-38243"), FAMILIES.get("cpt-10004-49999")]
    found = {family.slug: holes(visitor.get(family.url)) for family in some}
    assert {slug: trouble for slug, trouble in found.items() if trouble} == {}


def holes(answer):
    """Headings without anything beneath them, empty lists and cells, and unfilled words."""
    html = answer.text
    if answer.status_code != 200:
        return [answer.status]
    empty = r"</h[23]>\s*(?:</section>|</nav>|<h2)|<(ul|ol|dl|dd|td|li|p|tbody)[^>]*>\s*</\1>"
    said = r"\bNone\b|\bnull\b|undefined|\[\]|\{\{|not available in the input"
    main = html[html.index("<main") : html.index("</main>")]
    main = re.sub(r'<div id="notices".*?</div>', "", main, flags=re.S)
    return re.findall(rf"(?:{empty})|(?:{said})", main)


def test_the_empty_section_test_sees_an_empty_section():
    class Answer:
        status_code = 200
        text = "<main><section><h2>Modifiers</h2> </section><p>None</p></main>"

    assert holes(Answer)


def test_a_full_page_shows_its_sections_and_says_that_nobody_has_reviewed_it(visitor):
    html = visitor.get("/codes/cpt/38230").text
    for heading in ("In plain words", "What sets it apart", "Modifiers", "What to look for"):
        assert heading in html
    assert "Not yet reviewed" in html
    assert 'href="/codes/cpt/38232"' in html
    assert "American Medical Association" in html


def test_a_code_without_texts_draws_no_section_for_them(visitor):
    db.session.execute(db.delete(CodeText).where(CodeText.key == "38241"))
    db.session.commit()
    html = visitor.get("/codes/cpt/38241").text
    assert "In plain words" not in html
    assert "Not yet reviewed" in html
    assert 'href="/codes/cpt/38240"' in html


def test_a_code_page_shows_the_live_jobs_that_code_it(visitor):
    posting = a_published_posting(title="Cellular therapy coder", codes=["cpt:38204-38243"])
    html = visitor.get("/codes/cpt/38240").text
    assert "Cellular therapy coder" in html
    assert f"/jobs/{posting.id}/" in html
    assert "38204–38243" in html
    assert "No one is hiring" not in html


def test_a_code_page_says_when_no_one_is_hiring_and_leads_on(visitor):
    html = visitor.get("/codes/cpt/38240").text
    assert "No one is hiring for this now." in html
    assert 'href="/jobs?family=cpt-38240-38243"' in html


def test_a_page_gives_machines_its_address_and_its_place(visitor):
    html = visitor.get("/codes/cpt/38240").text
    assert '<link rel="canonical" href="http://localhost/codes/cpt/38240">' in html
    assert "BreadcrumbList" in html


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/codes/CPT/38240", "/codes/cpt/38240"),
        ("/codes/icd10cm/C9100", "/codes/icd10cm/C91.00"),
        ("/codes/icd10cm/c91.0", "/codes/icd10cm/C91.0"),
        ("/codes/icd-10-cm/C91.0", "/codes/icd10cm/C91.0"),
        ("/codes/hcpcs/j9035", "/codes/hcpcs/J9035"),
        ("/codes/msdrg/14", "/codes/msdrg/014"),
        ("/codes/families/CPT-38240-38243", "/codes/families/cpt-38240-38243"),
        ("/codes/families/msdrg-14-18", "/codes/families/msdrg-014-018"),
    ],
)
def test_another_way_of_writing_an_address_redirects_to_the_one(visitor, asked, canonical):
    answer = visitor.get(asked)
    assert (answer.status_code, answer.location) == (301, canonical)


def test_a_range_without_a_name_leads_to_the_family_around_it(visitor):
    answer = visitor.get("/codes/families/cpt-38241-38242")
    assert (answer.status_code, answer.location) == (302, "/codes/families/cpt-38240-38243")
    assert visitor.get("/codes/families/cpt-38240").location == "/codes/cpt/38240"


def test_an_unknown_code_is_404_with_the_nearest_codes_and_the_families(visitor):
    answer = visitor.get("/codes/cpt/38239")
    assert answer.status_code == 404
    assert 'href="/codes/cpt/38232"' in answer.text
    assert 'href="/codes/cpt/38240"' in answer.text
    assert 'href="/codes/families/cpt-38204-38243"' in answer.text
    assert holes(AnswerOf(answer)) == []


def test_a_code_that_has_no_page_yet_is_404_with_its_families(visitor):
    answer = visitor.get("/codes/icd10cm/C91.00")
    assert answer.status_code == 404
    assert 'href="/codes/families/icd10cm-c91-c95"' in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/codes/cpt/nonsense",
        "/codes/cpt/3824",
        "/codes/cpt/<script>",
        "/codes/cpt/" + "9" * 500,
        "/codes/cpt/%00",
        "/codes/snomed/38240",
        "/codes/families/nonsense",
        "/codes/families/cpt-99999-00001",
        "/codes/families/cpt-" + "9" * 500,
        "/codes/families/%00",
    ],
)
def test_nonsense_is_a_404_and_no_more(visitor, address):
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("/codes", "cpt-10004-69990"),
        ("/codes?system=hcpcs", "hcpcs-j0000-j9999"),
        ("/codes?system=icd10cm", "icd10cm-c00-d49"),
        ("/codes?system=icd10pcs", "icd10pcs-0"),
        ("/codes?system=msdrg", "msdrg-001-019"),
        ("/codes?system=nonsense", "cpt-10004-69990"),
    ],
)
def test_the_index_lists_the_outermost_families_of_a_system(visitor, address, slug):
    html = visitor.get(address).text
    assert f'href="/codes/families/{slug}"' in html
    assert 'href="/codes?system=msdrg"' in html


@pytest.mark.parametrize(
    ("typed", "code"),
    [("38240", "38240"), ("3824", "38241"), ("38204-38243", "38204"), ("T lymphocytes", "38210")],
)
def test_the_lookup_finds_codes_by_number_and_by_words(visitor, typed, code):
    assert f'href="/codes/cpt/{code}"' in visitor.get("/codes", query_string={"q": typed}).text


def test_the_lookup_says_when_it_finds_nothing_and_shows_what_was_typed_as_text(visitor):
    html = visitor.get("/codes", query_string={"q": "<zzzq>"}).text
    assert "Nothing found" in html
    assert "<zzzq>" not in html


@pytest.mark.parametrize(
    "typed", ["", " ", "%", "_", "\x00", "x" * 5000, "३८२४०", "'; --", "C91.-"]
)
def test_the_lookup_answers_whatever_is_typed(visitor, typed):
    assert visitor.get("/codes", query_string={"q": typed}).status_code == 200
    assert visitor.get("/codes.json", query_string={"q": typed}).status_code == 200


def test_the_json_lookup_counts_the_jobs_of_each_hit(visitor):
    a_published_posting(codes=["cpt:38240"])
    answer = visitor.get("/codes.json?q=3824").json
    assert answer["hits"][0] == {
        "system": "cpt",
        "code": "38240",
        "summary": "Giving donor stem cells to a recipient",
        "url": "/codes/cpt/38240",
        "jobs": 1,
    }
    assert [hit["jobs"] for hit in answer["hits"]] == [1, 0, 0, 0]
    assert answer["families"][0]["slug"] == "cpt-38240-38243"


class AnswerOf:
    """A page that is meant to be a 404, for `holes`."""

    def __init__(self, answer):
        self.status_code, self.text = 200, answer.text
