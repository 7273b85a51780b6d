from dataclasses import FrozenInstanceError

import pytest

from jobboard.taxonomy import Term, Vocabulary, words

APPLES = Vocabulary(
    [
        Term(slug="red", label="Red apple", path="red", synonyms=("rosso", "R/D"), group="Sweet"),
        Term(slug="Green-A", label="Green apple", path="green", group="Sour"),
        Term(slug="brown", label="Brown apple", path="brown", group="Sweet", status="retired"),
    ]
)


@pytest.mark.parametrize(
    "said", ["red", "RED", " Red  Apple ", "red-apple", "redapple", "rósso", "r d", "RD", "r / d"]
)
def test_find_ignores_case_accents_spaces_and_punctuation(said):
    assert APPLES.find(said) is APPLES["red"]


@pytest.mark.parametrize("said", ["", "  ", "-", "re", "apple", "紅"])
def test_find_says_none_to_what_it_does_not_know(said):
    assert APPLES.find(said) is None


def test_an_ampersand_is_the_word_and():
    both = Vocabulary([Term(slug="pb", label="Peas & beans", path="pb")])
    assert both.find("peas and beans") is both["pb"]


def test_a_trade_mark_is_no_part_of_the_name():
    assert words("Epic\u2122 and 3M\u2122360") == "epic and 3m 360"


def test_names_that_differ_only_in_where_words_end_stay_apart():
    two = Vocabulary(
        [Term(slug="COSC", label="One", path="cosc"), Term(slug="COS-C", label="Two", path="cos-c")]
    )
    assert two.find("cosc").label == "One"
    assert two.find("cos c").label == "Two"
    assert two.find("co-sc") is None


def test_subscripts_take_exact_slugs_only():
    assert "Green-A" in APPLES
    assert "green-a" not in APPLES


def test_choices_keep_the_order_of_the_file():
    assert APPLES.choices() == [
        ("red", "Red apple"),
        ("Green-A", "Green apple"),
        ("brown", "Brown apple"),
    ]


def test_active_leaves_out_retired_terms():
    assert list(APPLES.active()) == ["red", "Green-A"]


def test_groups_gather_their_terms():
    grouped = {heading: [term.slug for term in terms] for heading, terms in APPLES.groups().items()}
    assert grouped == {"Sweet": ["red", "brown"], "Sour": ["Green-A"]}


def test_a_vocabulary_and_its_terms_do_not_change():
    with pytest.raises(TypeError):
        APPLES["blue"] = APPLES["red"]
    with pytest.raises(FrozenInstanceError):
        APPLES["red"].label = "Blue apple"
