"""The titles that people use, as the US Department of Labor collected them (O*NET)."""

import csv
from pathlib import Path

import pytest

from jobboard import taxonomy

TITLES = (
    Path(__file__).parents[3] / "shared" / "data" / "taxonomy" / "onet_medical_coding_titles.csv"
)


@pytest.mark.skipif(not TITLES.exists(), reason="the public data is not here")
def test_most_titles_of_medical_records_specialists_name_a_role_or_a_credential():
    with TITLES.open() as file:
        titles = [
            row["title"].split(" (")[0]
            for row in csv.DictReader(file)
            if row["onet_soc"] == "29-2072.00"
        ]
    named = [t for t in titles if taxonomy.ROLES.find(t) or taxonomy.CREDENTIALS.find(t)]
    assert len(named) >= 0.7 * len(titles)


@pytest.mark.parametrize("title", ["Coder", "Medical Coder", "Coding Specialist"])
def test_a_title_that_every_coder_has_names_no_role(title):
    assert taxonomy.ROLES.find(title) is None
