"""The way of an application as a table: no database, no pages."""

from itertools import product

import pytest

from jobboard.applications.pipeline import (
    EMPLOYER_MOVES,
    IN_PLAY,
    LABELS,
    Stage,
    StageRefused,
    Telling,
    can_withdraw,
    moved,
    stages_from,
    telling,
)


def test_every_stage_has_a_label_and_a_place_in_the_table():
    assert set(LABELS) == set(EMPLOYER_MOVES) == set(Stage)


@pytest.mark.parametrize(("before", "wanted"), list(product(Stage, Stage)))
def test_what_is_not_in_the_table_is_refused(before, wanted):
    if wanted in stages_from(before):
        assert moved(before, wanted) is wanted
    else:
        with pytest.raises(StageRefused, match=LABELS[before]):
            moved(before, wanted)


def test_nobody_moves_to_where_it_stands_and_no_employer_withdraws():
    assert all(stage not in stages_from(stage) for stage in Stage)
    assert all(Stage.WITHDRAWN not in stages_from(stage) for stage in Stage)
    assert stages_from(Stage.WITHDRAWN) == []


def test_a_candidate_withdraws_while_nothing_is_decided():
    assert [stage for stage in Stage if can_withdraw(stage)] == list(IN_PLAY)


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (Stage.NEW, Stage.REVIEWED, Telling.IF_ASKED),
        (Stage.REVIEWED, Stage.PHONE_SCREEN, Telling.IF_ASKED),
        (Stage.NEW, Stage.INTERVIEW, Telling.ALWAYS),
        (Stage.INTERVIEW, Stage.OFFER, Telling.ALWAYS),
        (Stage.OFFER, Stage.HIRED, Telling.ALWAYS),
        (Stage.NEW, Stage.DECLINED, Telling.ALWAYS),
        (Stage.OFFER, Stage.DECLINED, Telling.ALWAYS),
        (Stage.HIRED, Stage.DECLINED, Telling.ALWAYS),
        (Stage.OFFER, Stage.INTERVIEW, Telling.NEVER),
        (Stage.INTERVIEW, Stage.NEW, Telling.NEVER),
        (Stage.HIRED, Stage.OFFER, Telling.NEVER),
        (Stage.DECLINED, Stage.REVIEWED, Telling.ALWAYS),
    ],
)
def test_news_is_told_and_going_back_is_not(before, after, rule):
    assert after in stages_from(before)
    assert telling(before, after) is rule


def test_every_no_is_told():
    asked = [stage for stage in Stage if Stage.DECLINED in stages_from(stage)]
    assert {telling(stage, Stage.DECLINED) for stage in asked} == {Telling.ALWAYS}
