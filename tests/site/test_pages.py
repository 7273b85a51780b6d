"""The site's own pages, as a visitor meets them."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from jobboard.db import db

TEXTS = ["/about", "/for-employers", "/safety", "/terms", "/privacy"]


@pytest.mark.parametrize("path", [*TEXTS, "/contact"])
def test_a_page_has_one_heading_a_title_and_a_description(client: FlaskClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert len(re.findall(r"<h1[\s>]", page.text)) == 1
    assert re.search(r"<title>[^<]+ · [^<]+</title>", page.text)
    assert re.search(r'<meta name="description" content="[^"]{30,}">', page.text)


@pytest.mark.parametrize("path", TEXTS)
def test_a_visitor_costs_no_cookie_and_no_query(client: FlaskClient, path: str) -> None:
    asked: list[str] = []

    def note(*seen: Any) -> None:
        asked.append(seen[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        page = client.get(path)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert asked == []
    assert "Set-Cookie" not in page.headers


def test_the_frame_leads_to_what_every_site_has(client: FlaskClient) -> None:
    page = client.get("/about").text
    for path in ("/jobs", "/codes", "/for-employers", "/account/login", *TEXTS, "/contact"):
        assert f'href="{path}"' in page
    assert "registered trademark of the American Medical Association" in page


def test_every_link_between_the_sites_own_pages_leads_somewhere(client: FlaskClient) -> None:
    ours = {*TEXTS, "/contact"}
    linked = {
        path for page in ours for path in re.findall(r'href="(/[a-z-]+)"', client.get(page).text)
    }
    assert ours <= linked
    assert {path: client.get(path).status_code for path in linked & ours} == dict.fromkeys(
        linked & ours, 200
    )


def test_robots_may_read_what_is_public_and_find_the_sitemap(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert "Disallow: /employer/\n" in answer.text
    assert "Disallow: /employers" not in answer.text
    assert "Disallow: /jobs" not in answer.text
    assert "Sitemap: http://localhost/sitemap.xml" in answer.text


def test_the_icon_is_an_icon(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    assert answer.mimetype == "image/x-icon"
    assert answer.data[:4] == b"\0\0\1\0"


def test_a_wrong_address_gets_a_page_that_helps(client: FlaskClient) -> None:
    page = client.get("/no-such-page")
    assert page.status_code == 404
    assert 'action="/jobs"' in page.text
    assert 'name="robots" content="noindex"' in page.text


@pytest.mark.parametrize("name", [400, 403, 404, 405, 409, 410, 413, 429, 500, 503, "error"])
def test_every_error_page_says_what_and_what_next(app: Flask, name: int | str) -> None:
    from flask import render_template

    with app.test_request_context("/"):
        page = render_template(f"errors/{name}.html", error=None)
    heading = re.search(r"<h1>([^<]+)</h1>", page)
    assert heading and len(heading[1]) > 8
    assert 'name="q"' in page
    assert 'href="/contact"' in page


def test_the_page_of_a_breakdown_asks_neither_person_nor_session(app: Flask) -> None:
    from flask import render_template

    class Unreachable:
        def __bool__(self) -> bool:
            raise RuntimeError("the database is away")

    cookie = f"{app.config['SESSION_COOKIE_NAME']}=anything"
    with app.test_request_context("/", headers={"Cookie": cookie}):
        page = render_template("errors/500.html", error=None, person=Unreachable())
    assert "Something broke on our side" in page
