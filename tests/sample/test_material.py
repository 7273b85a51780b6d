"""The data files agree with the taxonomy, with the families of codes, and with the map."""

import re

import pytest
import zipcodes

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.sample import reading
from jobboard.sample.companies import companies_for
from jobboard.sample.material import Place


def test_every_role_and_specialty_and_kind_of_the_taxonomy_is_there():
    assert set(reading.roles()) == set(taxonomy.ROLES)
    assert set(reading.specialties()) == set(taxonomy.SPECIALTIES)
    assert set(reading.kinds()) == set(taxonomy.EMPLOYER_KINDS)


def test_roles_speak_in_slugs():
    for role in reading.roles().values():
        assert set(role.settings) <= set(taxonomy.SETTINGS)
        assert set(role.levels) <= set(taxonomy.LEVELS)
        assert set(role.specialties) <= set(taxonomy.SPECIALTIES)
        asked = {code for codes in role.any_of for code in codes} | set(role.preferred)
        assert asked <= set(taxonomy.CREDENTIALS)
        assert set(role.titles_at) <= set(role.settings)


def test_settings_have_a_noun_and_a_line():
    assert set(reading.settings()) == set(taxonomy.SETTINGS)
    assert all(setting.lines.templates for setting in reading.settings().values())


def test_intervals_lie_in_families_that_have_a_page():
    for specialty in reading.specialties().values():
        for codes in specialty.codes.values():
            for interval in map(Interval.parse, codes):
                assert FAMILIES.around(interval), interval


def test_every_company_hires_for_something_that_it_does():
    for company in reading.companies():
        hired = [reading.roles()[slug] for slug in company.roles]
        assert any(set(role.settings) & set(company.settings) for role in hired), company.name
        assert set(company.software) <= set(taxonomy.SOFTWARE)


def test_names_of_companies_are_different_and_their_domains_are_nobodys():
    made = companies_for(20_000, 1)
    assert len({company.name for company in made}) == len(made)
    assert all(re.fullmatch(r"[a-z0-9]+\.example", company.domain) for company in made)


def test_abouts_have_no_holes():
    for company in companies_for(5_000, 1):
        assert not re.search(r"[{}]|  |\ba [aeio]", company.about), company.about


@pytest.mark.parametrize(
    "place",
    # In one order, so that the processes of one run agree on the tests.
    sorted(
        {
            *(place for company in reading.companies() for place in company.places),
            *(Place.of(text) for text in reading.table("places")["places"]),
        },
        key=str,
    ),
    ids=str,
)
def test_places_exist_and_have_that_zip_code(place):
    found = zipcodes.matching(place.zip)[0]
    cities = {found["city"].lower(), *(city.lower() for city in found["acceptable_cities"])}
    assert found["state"] == place.state
    assert place.city.lower().replace("saint ", "st ") in {
        city.replace("saint ", "st ") for city in cities
    }
