from datetime import date

import pytest

from jobboard.db import db
from jobboard.lookup.comparing import compare
from tests.codes.reference import a_code, a_code_release
from tests.making import NOON, a_published_posting


def compared(client, *codes):
    return client.get("/codes/compare", query_string={"code": list(codes)}).text


def test_two_codes_stand_side_by_side(client, reference):
    a_published_posting(codes=["cpt:38240"])
    html = compared(client, "cpt:38240", "cpt:38241")
    assert "CPT 38240 and CPT 38241 side by side" in html
    assert "Giving donor stem cells to a recipient" in html
    assert '<a href="/jobs?code=cpt:38240">1</a>' in html
    assert "None now" in html
    assert 'All lie in <a href="/codes/families/cpt-38240-38243">' in html


def test_codes_of_different_systems_can_be_compared(reference):
    comparison = compare(["38240", "C92.0", "014", "J9035"], now=NOON)
    assert [one.code.label for one in comparison.columns] == [
        "CPT 38240", "ICD-10-CM C92.0", "MS-DRG 014",
    ]  # fmt: skip
    assert comparison.shared == ()


def test_codes_are_taken_as_the_pages_write_them(reference):
    comparison = compare(["CPT® 38240", "ICD-10-CM C92.0", "HCPCS J9035"], now=NOON)
    assert [one.code.shown for one in comparison.columns] == ["38240", "C92.0", "J9035"]
    assert len(compare(["38240 vs 38241"], now=NOON).columns) == 2


def test_a_retired_code_says_since_when_and_what_took_its_place(client, reference):
    release = a_code_release("hcpcs", name="newer")
    ended = {"valid_to": date(2004, 12, 31), "replaced_by": "G0471"}
    a_code(release, "G0001", "Drawing blood", **ended)
    db.session.commit()
    html = compared(client, "38240", "G0001")
    assert "Retired since January 1, 2005; look at" in html
    assert 'href="/codes/hcpcs/G0471"' in html


def test_the_same_code_twice_is_one(reference):
    assert len(compare(["38240", "cpt:38240"], now=NOON).columns) == 1


def test_what_the_reference_has_not_is_said(client, reference):
    html = compared(client, "38240", "99999", "<b>")
    assert "Our reference has no “99999” and no “&lt;b&gt;”." in html
    assert "Give one more code" in html


@pytest.mark.parametrize("codes", [(), ("",), ("snomed:1",), ("cpt:",), ("x" * 500,), ("\x00",)])
def test_whatever_is_asked_for_is_answered(client, reference, codes):
    assert client.get("/codes/compare", query_string={"code": codes}).status_code == 200
