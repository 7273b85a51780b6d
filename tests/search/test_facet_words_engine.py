"""Every phrase and every form of a code, asked of the real engine through the search itself."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from jobboard import taxonomy
from jobboard.clock import stopped_at
from jobboard.gateways import gateways
from jobboard.gateways.meilisearch import Meilisearch
from jobboard.search import lexicon
from tests.making import NOON
from tests.search.boards import DALLAS, HOUSTON, imported
from tests.search.ideas import idea_of

PLAIN = {"description": "<p>You read charts, and you answer questions within a day.</p>"}

# What is typed, what the job says of it, and what a job says that must not be found or comes later.
JOBS = {
    "stated": {
        "title": "Coder", "role": "inpatient-facility-coder", "setting": "acute-inpatient",
        "specialties": ["cardiology"], "arrangement": "remote", "eligible_states": ["TX"],
        "credentials": {"any_of": ["CCS"]}, "pay": {"min": 30, "max": 40, "unit": "hour"},
        "employment_type": "per-diem", "level": "senior", "software": [{"name": "Epic"}],
        "codes": ["cpt:38204-38243", "icd10cm:C91-C95", "hcpcs:J9035", "msdrg:014"],
    },
    "titled": {"title": "Senior Inpatient Cardiology Coder, PRN, Remote", "places": [HOUSTON]},
    "told": {
        "title": "Specialist",
        "description": "<p>Some inpatient charts are cardiology; a CCS credential helps.</p>" * 3,
        "places": [DALLAS],
    },
}  # fmt: skip
FOUND = {
    "inpatient": ["stated titled", "told"],
    "IP": ["stated titled", "told"],
    "inpateint": ["stated titled", "told"],
    "cardiac": ["titled", "stated", "told"],
    "inpatient cardiology": ["stated titled", "told"],
    "CCS": ["stated", "told"],
    "certified coding specialist": ["stated", "told"],
    "remote": ["stated titled"],
    "wfh": ["stated titled"],
    "per diem": ["stated titled"],
    "senior coder": ["stated titled"],
    "epic": ["stated"],
    "$35": ["stated"],
    "remote inpatient CCS texas $35": ["stated"],
    "coder texas": ["titled told", "stated"],
    "38241": ["stated"],
    "382xx": ["stated"],
    "38204-38243": ["stated"],
    "CPT 38240": ["stated"],
    "C91.0": ["stated"],
    "J9035": ["stated"],
    "MS-DRG 014": ["stated"],
    "inpatient 38241": ["stated"],
    # Nobody covers these, and no digits are alike.
    "J9034": [],
    "38250": [],
}


@pytest.fixture
def board(app, meili: Meilisearch) -> Iterator[FlaskClient]:
    gateways().search = meili
    with stopped_at(NOON):
        yield app.test_client()


def test_what_is_stated_or_in_the_title_comes_before_what_the_text_mentions(board):
    made = imported({name: PLAIN | said for name, said in JOBS.items()})
    names = {posting_id: name for name, posting_id in made.items()}
    for typed, groups in FOUND.items():
        answer = board.get("/jobs.json", query_string={"q": typed}).json
        found = [names[hit["id"]] for hit in answer["hits"]]
        assert answer["degraded"] is False
        assert answer["total"] == len(found), typed
        for group in groups:
            here = set(group.split())
            assert set(found[: len(here)]) == here, (typed, found)
            found = found[len(here) :]
        assert found == [], typed


def test_paging_goes_through_what_is_so_and_then_what_mentions_it(board):
    told = {"title": "Specialist", "description": JOBS["told"]["description"]}
    plainly = {f"so {at}": PLAIN | {"title": "Cardiology coder"} for at in range(13)}
    imported(plainly | {f"told {at}": told for at in range(13)})
    pages = [board.get(f"/jobs.json?q=cardiology&page={page}").json for page in (1, 2)]
    hits = [hit for page in pages for hit in page["hits"]]
    assert [page["total"] for page in pages] == [26, 26]
    assert [len(page["hits"]) for page in pages] == [20, 6]
    assert len({hit["id"] for hit in hits}) == 26
    assert all(hit["title"] == "Cardiology coder" for hit in hits[:13])


@pytest.mark.parametrize("parameter", lexicon.VOCABULARIES)
def test_a_job_is_found_by_every_name_of_what_its_title_says(board, parameter):
    """By one job for each term: what its label says, all its other names must find."""
    if parameter == "credential":
        stated = {slug: {"credentials": {"all_of": [slug]}} for slug in taxonomy.CREDENTIALS}
    else:
        terms = lexicon.VOCABULARIES[parameter].values()
        stated = {term.slug: {"title": f"Job: {term.label}"} for term in terms}
    ids = imported({slug: {"title": "Job"} | PLAIN | said for slug, said in stated.items()})
    missed = []
    for slug, term in lexicon.VOCABULARIES[parameter].items():
        for name in term.names:
            idea = idea_of(name)
            if idea and f"{parameter}:{slug}" in idea.takes:
                hits = board.get("/jobs.json", query_string={"q": name}).json["hits"]
                if ids[slug] not in [hit["id"] for hit in hits]:
                    missed.append((slug, name))
    assert missed == []
