"""Strange addresses are no pages, on either database, and never a broken one."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from jobboard import create_app
from tests.conftest import stand_ins, the_settings

BIG = "9" * 20


@pytest.mark.parametrize(
    "address",
    [
        f"/jobs/{BIG}",
        "/jobs/2147483648",
        f"/jobs/{BIG}/coder/",
        f"/employer/acme/postings/{BIG}",
        "/employers/%00",
        "/employers/a%0ab",
        "/employer/%00/",
        "/codes/cpt/%00",
        "/codes/families/%00",
    ],
)
def test_an_address_that_no_row_can_have_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_highest_number_is_only_unknown(client: FlaskClient) -> None:
    assert client.get("/jobs/2147483647").status_code == 404


@pytest.fixture
def real_board(database_url: str, tmp_path: Path) -> FlaskClient:
    """A board outside the demo, which answers to its own name only."""
    settings = the_settings(database_url, tmp_path, demo=False, site_url="https://jobs.example.com")
    return create_app(settings, stand_ins()).test_client()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("jobs.example.com", 200),
        ("JOBS.Example.COM", 200),
        ("Jobs.Example.Com:443", 200),
        ("LOCALHOST:8000", 200),
        ("JOBS.EXAMPLE.COM.EVIL.TEST", 400),
    ],
)
def test_host_names_are_known_in_any_case(real_board: FlaskClient, host: str, status: int) -> None:
    assert real_board.get("/healthz", headers={"Host": host}).status_code == status
