from datetime import UTC, datetime, timedelta

import pytest

from jobboard.clock import stopped_at
from jobboard.codes.fact_models import LicensedText
from jobboard.codes.licensed import LicenseRefused, licensed_texts, operators_license, read_license
from jobboard.codes.licensed_readers import by_month, distinct_users, in_words
from jobboard.codes.loading import load_reference
from jobboard.db import db
from tests.codes.reference import a_code_release, a_row
from tests.making import NOON, a_person
from tests.signing_in import sign_in

GOOD = 'licensee = "Clinic"\nid = "L-1"\nscope = "display"\nusers = 5\n'
END = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)


@pytest.fixture
def record(app, tmp_path, monkeypatch):
    """The operator's license file, which ends at END, and two texts of a made-up owner."""
    file = tmp_path / "license.toml"
    file.write_text(f"{GOOD}expires = {END.isoformat()}\n")
    settings = app.extensions["settings"].model_copy(update={"cpt_licence": file})
    monkeypatch.setitem(app.extensions, "settings", settings)
    release = a_code_release("cpt-text")
    for kind in ("short", "long"):
        a_row(LicensedText, release, code="38240", kind=kind, text=f"a {kind} text")
    return file


def test_licensed_text_is_shown_until_the_minute_the_license_ends(record):
    found = licensed_texts("38240", now=END - timedelta(minutes=1))
    assert [one.kind for one in found] == ["long", "short"]
    assert not licensed_texts("38240", now=END).is_loaded


def test_taking_the_file_away_hides_the_text_at_once(record):
    record.unlink()
    assert not licensed_texts("38240", now=END - timedelta(days=1)).is_loaded
    with pytest.raises(LicenseRefused, match="cannot be read"):
        operators_license()


def test_without_a_license_no_text_is_read(app):
    release = a_code_release("cpt-text")
    a_row(LicensedText, release, code="38240", kind="long", text="a text")
    assert operators_license() is None
    assert not licensed_texts("38240", now=END - timedelta(days=1)).is_loaded


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ("", "lacks licensee, id, scope, users, expires"),
        (GOOD, "lacks expires"),
        (GOOD + 'expires = "soon"', "expires as a date"),
        (GOOD.replace("display", "everything") + "expires = 2026-12-31", "a scope other than"),
        (GOOD.replace("5", '"many"') + "expires = 2026-12-31", "users as a number"),
        ("licensee: Clinic", "is not TOML"),
    ],
)
def test_a_license_file_that_is_not_right_is_refused_with_the_reason(
    app, tmp_path, content, trouble
):
    file = tmp_path / "license.toml"
    file.write_text(content)
    with pytest.raises(LicenseRefused, match=trouble):
        read_license(file)


def test_a_day_counts_to_its_end_where_the_board_is(app, tmp_path):
    file = tmp_path / "license.toml"
    file.write_text(GOOD + "expires = 2026-12-31")
    record = read_license(file)
    assert record.is_good(datetime(2027, 1, 1, 4, 59, tzinfo=UTC))
    assert not record.is_good(datetime(2027, 1, 1, 5, 0, tzinfo=UTC))


def test_distinct_users_of_licensed_text_are_counted_by_month(record, app):
    load_reference(db.session, now=NOON)
    db.session.commit()
    reader = sign_in(app.test_client(), a_person())
    with stopped_at(NOON):
        for client in (reader, reader, app.test_client()):
            assert "a long text" in client.get("/codes/cpt/38240").text
            client.get("/codes/cpt/38230")
    with stopped_at(NOON + timedelta(days=30)):
        reader.get("/codes/cpt/38240")
    november, december = by_month()
    assert (november.month, november.members, november.guests) == ("2026-11", 1, 1)
    assert (december.month, december.users) == ("2026-12", 1)
    assert distinct_users() == 2
    assert distinct_users(first="2026-12") == 1


@pytest.mark.parametrize(
    ("role", "is_shown"),
    [(None, False), ("candidate", False), ("employer", False), ("editor", True), ("admin", True)],
)
def test_an_internal_license_shows_the_text_to_the_operators_own_people_only(
    record, app, role, is_shown
):
    record.write_text(record.read_text().replace("display", "internal"))
    load_reference(db.session, now=NOON)
    db.session.commit()
    client = app.test_client()
    reader = sign_in(client, a_person(None, role)) if role else client
    with stopped_at(NOON):
        html = reader.get("/codes/cpt/38240").text
    assert ("a long text" in html) is is_shown
    assert len(by_month()) == is_shown


def test_each_kind_of_text_is_named_but_the_one_in_full(record, client):
    load_reference(db.session, now=NOON)
    db.session.commit()
    with stopped_at(NOON):
        html = client.get("/codes/cpt/38240").text
    assert "<p>a long text</p>" in html
    assert '<span class="muted">Short:</span> a short text' in html


def test_a_page_with_the_owners_text_does_not_say_that_it_has_none(record, client):
    load_reference(db.session, now=NOON)
    db.session.commit()
    with stopped_at(NOON):
        licensed, plain = (client.get(f"/codes/cpt/{code}").text for code in ("38240", "38230"))
    assert "reproduces none of its code" not in licensed
    assert "reproduces none of its code" in plain


@pytest.mark.parametrize(("total", "is_told"), [(5, False), (6, True)])
def test_more_readers_than_the_license_is_for_are_told(record, total, is_told):
    assert (
        "the license L-1 is for 5, which is fewer" in in_words(total, operators_license())
    ) is is_told


def test_a_page_without_licensed_text_counts_nobody(app):
    load_reference(db.session, now=NOON)
    db.session.commit()
    app.test_client().get("/codes/cpt/38240")
    assert by_month() == []
