import pytest

from jobboard.db import db
from jobboard.places.models import Place


@pytest.fixture
def visitor(client):
    houston = {
        "name": "Houston",
        "state": "TX",
        "lat": 29.76,
        "lng": -95.36,
        "population": 2_300_000,
    }
    db.session.add(Place(key="houston", **houston))
    db.session.add(Place(key="77030", zip="77030", **houston))
    db.session.commit()
    return client


def test_suggestions_are_labels_with_values_for_the_address(visitor):
    answer = visitor.get("/places.json?q=hous")
    assert answer.status_code == 200
    assert answer.json == {"places": [{"label": "Houston, TX", "value": "Houston, TX"}]}
    zips = visitor.get("/places.json?q=77030").json["places"]
    assert zips == [{"label": "77030 (Houston, TX)", "value": "77030"}]


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=x", "?q=%00", "?q=%25%27%22--", "?x=1", "?q=a&q=b"]
)
def test_odd_questions_get_an_empty_list(visitor, query):
    answer = visitor.get(f"/places.json{query}")
    assert (answer.status_code, answer.json) == (200, {"places": []})


def test_suggestions_may_be_kept_by_the_browser(visitor):
    assert "max-age=3600" in visitor.get("/places.json?q=hous").headers["Cache-Control"]
