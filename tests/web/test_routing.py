"""Strange addresses are no pages, on either database, and never a broken one."""

import pytest
from flask.testing import FlaskClient

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
