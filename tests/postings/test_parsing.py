"""Wrong values are refused with a sentence about their field, all of them at once."""

from datetime import date
from typing import Any

import pytest

from jobboard.codes.intervals import Interval
from jobboard.postings.parsing import read
from jobboard.postings.problems import RecordWrong
from jobboard.postings.record import Apply, PlaceGiven
from jobboard.postings.values import code_interval
from tests.making import WORDING

LEAST = {"title": "Coder", "description": "Codes charts."}


def sentences(**fields: Any) -> dict[str, str]:
    with pytest.raises(RecordWrong) as wrong:
        read({**LEAST, **fields})
    return {problem.field: problem.sentence for problem in wrong.value.problems}


WRONG: list[tuple[str, Any, str]] = [
    ("title", 7, "This should be text."),
    ("title", "x" * 161, "Please keep this to 160 characters; it has 161."),
    ("title", "$$$ 123", "A title needs words."),
    ("description", ["a"], "The description should be text."),
    ("description", "<p> </p>", "The description has no words in it."),
    ("description", "<script>alert(1)</script>", "The description has no words in it."),
    ("description", "x" * 60_001, "Please keep the description to 60,000 characters."),
    ("role", "astronaut", "“astronaut” is not a role that this board knows."),
    ("role", ["coder"], "“['coder']” is not a role that this board knows."),
    ("level", "guru", "“guru” is not a level that this board knows."),
    ("setting", "moon base", "“moon base” is not a setting that this board knows."),
    ("specialties", "cardiology", "This should be a list."),
    ("specialties", ["astrology"], "“astrology” is not a specialty that this board knows."),
    ("specialties", ["cardiology"] * 61, "At most 60 of these, please."),
    ("codes", ["cpt:38243-38204"], "38243-38204 runs backwards: the lower code comes first."),
    ("codes", [42], "A code is text such as cpt:38204-38243."),
    ("codes", ["nonsense"], "“nonsense” does not look like a code of any system."),
    (
        "credentials",
        ["CPC"],
        "Credentials should be an object with any_of, all_of, preferred, accept_apprentice.",
    ),
    ("credentials", {"some_of": []}, "Credentials has no “some_of”."),
    ("credentials", {"any_of": ["MBA"]}, "“MBA” is not a credential that this board knows."),
    (
        "credentials",
        {"accept_apprentice": "maybe"},
        "Whether apprentices are welcome is true or false.",
    ),
    ("arrangement", "anywhere", "“anywhere” is not an arrangement that this board knows."),
    ("eligible_states", ["Atlantis"], "“Atlantis” is not a state that this board knows."),
    ("places", ["Houston"], "A place should be an object with city, state, zip."),
    ("places", [{}], "A place needs a city, a state or a ZIP code."),
    ("places", [{"zip": "7703"}], "“7703” is not a ZIP code."),
    (
        "places",
        [{"city": "Houston", "state": "Texass"}],
        "“Texass” is not a state that this board knows.",
    ),
    ("places", [{"city": "A", "planet": "Mars"}], "A place has no “planet”."),
    ("places", [{"city": f"Town {n}"} for n in range(21)], "At most 20 of these, please."),
    ("employment_type", "serf", "“serf” is not an employment type that this board knows."),
    ("shift", "dusk", "“dusk” is not a shift that this board knows."),
    ("benefits", ["gold"], "“gold” is not a benefit that this board knows."),
    ("pay", 30, "Pay should be an object with min, max, unit, currency."),
    ("pay", {}, "Pay needs at least one amount."),
    (
        "pay",
        {"min": 40, "max": 30, "unit": "hour"},
        "The lower end of the pay is above the upper end.",
    ),
    ("pay", {"min": "abc", "unit": "hour"}, "“abc” is not a number."),
    ("pay", {"min": True, "unit": "hour"}, "“True” is not a number."),
    ("pay", {"min": float("nan"), "unit": "hour"}, "“nan” is not a number."),
    (
        "pay",
        {"min": -3, "unit": "hour"},
        "An amount of pay should be above zero and below two million dollars.",
    ),
    ("pay", {"min": 30}, "Pay needs a unit, such as hour or year."),
    (
        "pay",
        {"min": 30, "unit": "fortnight"},
        "“fortnight” is not a unit of pay that this board knows.",
    ),
    (
        "pay",
        {"min": 30, "unit": "hour", "currency": "EUR"},
        "Pay is stated in US dollars (USD) here.",
    ),
    ("pay_missing", "secret", "“secret” is not a reason that this board knows."),
    ("software", [{"name": "Clippy"}], "“Clippy” is not a program that this board knows."),
    (
        "software",
        [{"name": "Epic", "level": "a bit"}],
        "“a bit” is not a level that this board knows.",
    ),
    (
        "productivity",
        {"value": 0, "unit": "chart", "per": "hour"},
        "A productivity standard should be between 0 and 5,000.",
    ),
    (
        "productivity",
        {"value": 3, "unit": "bag", "per": "hour"},
        "“bag” is not a unit of work that this board knows.",
    ),
    ("accuracy_percent", 101, "Accuracy is a percentage between 0 and 100."),
    ("accuracy_percent", "95", "“95” is not a number."),
    ("apply", {"by": "pigeon"}, "Applying is by board, url or email."),
    (
        "apply",
        {"by": "url", "url": "javascript:alert(1)"},
        "“javascript:alert(1)” is not a web address; it should begin with https://.",
    ),
    (
        "apply",
        {"by": "url", "url": "https://a@b.c/"},
        "“https://a@b.c/” is not a web address; it should begin with https://.",
    ),
    ("apply", {"by": "email", "email": "nobody"}, "“nobody” is not an email address."),
    ("questions", [{"text": "", "kind": "text"}], "A question needs words."),
    (
        "questions",
        [{"text": "Which?", "kind": "choice", "choices": ["one"]}],
        "A question with choices needs at least two of them.",
    ),
    (
        "questions",
        [{"text": "Why?", "kind": "riddle"}],
        "“riddle” is not a kind of question that this board knows.",
    ),
    (
        "questions",
        [{"text": f"Q{n}?", "kind": "text"} for n in range(21)],
        "At most 20 of these, please.",
    ),
    ("posted_at", "soon", "“soon” is not a date; write it as 2026-11-30."),
    ("expires_at", "2026-13-01", "“2026-13-01” is not a date; write it as 2026-11-30."),
]


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG)
def test_a_wrong_value_is_refused_with_its_sentence(field: str, value: Any, sentence: str) -> None:
    assert sentences(**{field: value}) == {field: sentence}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = sentences(role="astronaut", pay={"min": 1}, salary=3, expires_at="never")
    assert set(found) == {"role", "pay", "salary", "expires_at"}
    assert found["salary"] == "There is no such field."


@pytest.mark.parametrize("data", [None, [], "text", 7])
def test_what_is_no_record_is_refused(data: Any) -> None:
    with pytest.raises(RecordWrong, match="JSON object"):
        read(data)


def test_title_and_description_are_always_needed() -> None:
    with pytest.raises(RecordWrong) as wrong:
        read({})
    assert [problem.field for problem in wrong.value.problems] == ["title", "description"]


def test_the_contract_s_own_record_is_read() -> None:
    record = read({**WORDING, "posted_at": "2026-11-01", "expires_at": "2026-12-31"})
    assert record.codes == (Interval.parse("cpt:38204-38243"), Interval.parse("icd10cm:C91-C95"))
    assert record.places == (PlaceGiven("Houston", "TX", "77030"),)
    assert record.expires_at == date(2026, 12, 31)
    assert record.software[0].name == "Epic"


def test_labels_and_synonyms_are_understood_as_their_slugs() -> None:
    record = read({**LEAST, "arrangement": "work from home", "eligible_states": ["texas", "Fla."]})
    assert (record.arrangement, record.eligible_states) == ("remote", ("TX", "FL"))


def test_a_value_given_twice_counts_once() -> None:
    assert read({**LEAST, "specialties": ["cardiology", "Cardiology"]}).specialties == (
        "cardiology",
    )


def test_empty_values_are_values_not_given() -> None:
    record = read({**LEAST, "role": "", "pay": None, "apply": {"by": "board"}})
    assert (record.role, record.pay, record.apply) == (None, None, Apply())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("38204-38243", "cpt:38204-38243"),
        ("38204 – 38243", "cpt:38204-38243"),
        ("CPT 99213", "cpt:99213"),
        ("CPT 38204–38243", "cpt:38204-38243"),
        ("C91.0", "icd10cm:C91.0"),
        ("ICD-10-CM C91–C95", "icd10cm:C91-C95"),
        ("ICD-10-PCS 30233X0", "icd10pcs:30233X0"),
        ("HCPCS Level II J9000–J9999", "hcpcs:J9000-J9999"),
        ("hcpcs: j9000", "hcpcs:J9000"),
        ("MS-DRG 014", "msdrg:014"),
        ("DRG 14", "msdrg:014"),
    ],
)
def test_codes_are_read_as_coders_write_them(typed: str, meant: str) -> None:
    assert code_interval(typed) == Interval.parse(meant)


def test_every_label_of_an_interval_reads_as_that_interval() -> None:
    for text in ("cpt:38204-38243", "hcpcs:J9000-J9999", "icd10pcs:30233X0", "msdrg:014-017"):
        interval = Interval.parse(text)
        assert code_interval(interval.label) == interval


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("<p onclick='x()'>Codes</p>", "<p>Codes</p>"),
        ("<p>Codes<script>steal()</script></p>", "<p>Codes</p>"),
        ("<img src=x onerror=steal()>Codes", "Codes"),
        ("<a href='javascript:steal()'>Codes</a>", '<a rel="nofollow noopener ugc">Codes</a>'),
        ("<p style='display:none'>Codes</p>", "<p>Codes</p>"),
        ("<svg><script>steal()</script></svg><p>Codes</p>", "<p>Codes</p>"),
        ("<iframe src='//evil.example'></iframe><p>Codes</p>", "<p>Codes</p>"),
        ("<p>Cod\u202ees</p>", "<p>Codes</p>"),
        ("<form action='//evil.example'><input name=a>Codes</form>", "Codes"),
    ],
)
def test_hostile_html_is_cleaned(hostile: str, left: str) -> None:
    assert read({"title": "Coder", "description": hostile}).description == left


def test_a_title_keeps_no_power_to_deceive() -> None:
    assert read({**LEAST, "title": "Coder\u202e\n\x00  II"}).title == "Coder II"


def test_plain_text_becomes_paragraphs() -> None:
    record = read({"title": "Coder", "description": "One & two.\n\nThree < four.\n- a\n- b"})
    assert record.description == (
        "<p>One &amp; two.</p><p>Three &lt; four.</p><ul><li>a</li><li>b</li></ul>"
    )
