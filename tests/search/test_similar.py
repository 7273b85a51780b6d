"""Jobs beside a job: found once for all who are alike, and shown only while they are public."""

import pytest
from flask import Flask

from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.search import similar
from jobboard.web.keeping import Kept
from jobboard.worker import settle
from tests.making import NOON, a_published_posting, owner_of


@pytest.fixture
def kept(app: Flask) -> Kept:
    found: Kept = Kept(10, lasts=60)
    app.extensions["similar_jobs"] = found
    yield found
    similar.init_app(app)


def titles_beside(posting: Posting) -> list[str]:
    assert posting.shown is not None
    says = posting.shown.says()
    return [one.title for one in similar.similar_to(posting.id, posting.shown, says, now=NOON)]


def three_of_a_kind() -> list[Posting]:
    names = ("Red coder", "Green coder", "Blue coder")
    found = [a_published_posting(title=name, specialties=["cardiology"]) for name in names]
    a_published_posting(title="Other coder", specialties=["dermatology"])
    db.session.commit()
    settle()
    return found


def test_jobs_of_the_same_specialty_stand_beside_a_job_and_not_the_job_itself(app: Flask) -> None:
    red, *_ = three_of_a_kind()
    assert sorted(titles_beside(red)) == ["Blue coder", "Green coder"]


def test_jobs_that_are_alike_are_looked_for_once(app: Flask, kept: Kept) -> None:
    red, green, _ = three_of_a_kind()
    titles_beside(red)
    assert len(kept) == 1
    gateways().search.away = True
    assert sorted(titles_beside(green)) == ["Blue coder", "Red coder"]


def test_one_that_has_closed_is_gone_at_once(app: Flask, kept: Kept) -> None:
    red, green, _ = three_of_a_kind()
    titles_beside(red)
    actions.close(green, outcome="hired-here", by=owner_of(green.employer), now=NOON)
    db.session.commit()
    assert titles_beside(red) == ["Blue coder"]


def test_without_the_engine_the_database_says_what_is_alike(app: Flask) -> None:
    red, *_ = three_of_a_kind()
    gateways().search.away = True
    assert sorted(titles_beside(red)) == ["Blue coder", "Green coder"]
