import pytest

from jobboard.sample.dice import Dice
from jobboard.sample.phrases import counted, in_words, listed, plural, with_article
from jobboard.sample.templates import Pool, Template


@pytest.mark.parametrize(
    ("phrase", "article"),
    [
        ("inpatient coder", "an"),
        ("profee coder", "a"),
        ("university hospital", "a"),
        ("E/M coder", "an"),
        ("HIM manager", "an"),
        ("CDI specialist", "a"),
        ("DRG validator", "a"),
        ("AI coding analyst", "an"),
        ("85-auditor firm", "an"),
        ("1,140-bed hospital", "a"),
        ("eleven-hospital system", "an"),
        ("hour", "an"),
        ("one-page letter", "a"),
    ],
)
def test_articles_go_by_the_sound(phrase, article):
    assert with_article(phrase) == f"{article} {phrase}"


def test_lists_are_written_without_the_last_comma():
    assert listed(["CCS"]) == "CCS"
    assert listed(["CCS", "CIC"], "or") == "CCS or CIC"
    assert listed(["CCS", "CIC", "RHIT"], "or") == "CCS, CIC or RHIT"


def test_small_numbers_are_words():
    assert [in_words(n) for n in (3, 20, 42)] == ["three", "twenty", "forty-two"]
    assert counted(1, "chart") == "one chart"
    assert counted(2.5, "chart") == "2.5 charts"
    assert counted(120, "encounter") == "120 encounters"
    assert plural("entry") == "entries"


def test_a_template_whose_value_is_missing_is_not_drawn():
    pool = Pool(["At {rate}.", "Always."])
    drawn = pool.draw(2, {}, Dice(1))
    assert [template.source for template in drawn] == ["Always."]


def test_ways_of_saying_it_may_hold_slots():
    template = Template("You [read {what}|code {what}] here.")
    said = {template.render({"what": "charts"}, Dice(n)) for n in range(20)}
    assert said == {"You read charts here.", "You code charts here."}
    assert template.needs == {"what"}


def test_dice_fall_the_same_way_for_the_same_numbers():
    def throws(*numbers: int) -> list[int]:
        dice = Dice(*numbers)
        return [dice.between(1, 6) for _ in range(10)]

    assert throws(1, 2) == throws(1, 2) != throws(2, 1)
    assert throws(1, 2) == [3, 2, 3, 2, 4, 6, 6, 5, 3, 6]


def test_some_are_different_ones():
    dice = Dice(3)
    assert all(len(set(dice.some("abcdef", 4))) == 4 for _ in range(50))
    assert dice.some("ab", 5) in (["a", "b"], ["b", "a"])


def test_weights_decide_how_often():
    dice = Dice(4)
    drawn = [dice.weighted({"often": 9.0, "seldom": 1.0, "never": 0.0}) for _ in range(500)]
    assert drawn.count("often") > 400 and "seldom" in drawn and "never" not in drawn
