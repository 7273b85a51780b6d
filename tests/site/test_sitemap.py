"""What search engines are told."""

from flask import Flask

from tests.applications.desk import Desk
from tests.making import a_draft, a_published_posting


def test_the_sitemap_has_what_is_public_and_nothing_else(app: Flask) -> None:
    posting, draft = a_published_posting(), a_draft(title="Nobody Knows Yet")
    text = Desk(app).get("/sitemap.xml").get_data(as_text=True)
    assert f"http://localhost/jobs/{posting.id}/inpatient-coder-stem-cell-transplant<" in text
    assert f"/jobs/{draft.id}/" not in text
    assert "/employers/acme-health<" in text
    assert "/codes/families/cpt-38204-38243<" in text
