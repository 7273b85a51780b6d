import pytest

from jobboard.places.naming import place_key, without_country, without_zip, zip_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("ST LOUIS", "saint louis"),
        ("Ste. Genevieve", "Sainte Genevieve"),
        ("Ft. Worth", "Fort Worth"),
        ("Mt. Pleasant", "Mount Pleasant"),
        ("O'Fallon", "O Fallon"),
        ("Coeur d'Alene", "Coeur D Alene"),
        ("Winston-Salem", "winston salem"),
        ("Mayagüez", "Mayaguez"),
        ("The Bronx", "Bronx"),
        ("N Las Vegas", "North Las Vegas"),
    ],
)
def test_spellings_of_one_place_share_a_key(one, other):
    assert place_key(one) == place_key(other)


def test_a_lone_direction_or_article_is_a_name():
    assert place_key("The") == "the"
    assert place_key("N") == "n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("77030", "77030"),
        (" 77030-1234 ", "77030"),
        ("Houston, TX 77030", "77030"),
        ("77030 (Houston, TX)", "77030"),
        ("770301", None),
        ("Suite 123456", None),
        ("Houston", None),
    ],
)
def test_a_zip_code_stands_at_either_end(text, code):
    assert zip_in(text) == code


def test_country_and_zip_code_come_off_the_end():
    assert without_country("Houston, TX, USA") == "Houston, TX"
    assert without_country("Houston, Texas, United States") == "Houston, Texas"
    assert without_zip("Houston, TX 77030-1234") == "Houston, TX"
    assert without_zip("Houston, 77030") == "Houston"
