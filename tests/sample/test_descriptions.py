"""The texts read as if somebody had written them: no holes, no doubled words, no false codes."""

import re
from datetime import date
from functools import cache
from typing import Any

from jobboard.codes import mentions
from jobboard.codes.intervals import Interval
from jobboard.sample import reading
from jobboard.sample.records import records
from jobboard.web.html import clean, plain

TODAY = date(2026, 11, 2)
VOWEL = re.compile(r"(?<!-)\b[Aa] (?=[aeio]|HIM|RN|E/M|EHR|8\d|11\b|18\b)(?!one\b|eu)")
CONSONANT = re.compile(r"\b[Aa]n (?=[bcdfgjklmnpqrstvwxyz]|CDI|DRG|uni|[2-7])(?!hour|honest)")
DOUBLED = re.compile(r"\b(\w+) \1\b")
# Words of other Englishes that creep in.
FOREIGN = re.compile(
    r"\b(\w+isation|colou?r(?<!color)|centre|programme|whilst|counselling|paediatric|haem\w+)", re.I
)
HEADINGS = re.compile(r"<h3>|<p><strong>")


@cache
def sample() -> list[dict[str, Any]]:
    return [record for seed in (1, 2, 3) for record in records(700, seed, TODAY)]


def lines() -> set[str]:
    return {line for record in sample() for line in plain(record["description"]).split("\n")}


def test_no_slot_is_left_and_no_space_is_doubled():
    for record in sample():
        for text in (record["title"], record["description"]):
            assert not re.search(r"[{}\[\]|]|  | [,.;:]|\.\.|,,", text), text


def test_articles_fit_what_follows():
    wrong = [line for line in lines() if VOWEL.search(line) or CONSONANT.search(line)]
    assert wrong == []


def test_no_word_stands_twice():
    assert [line for line in lines() if DOUBLED.search(line)] == []


def test_the_english_is_american():
    assert [line for line in lines() if FOREIGN.search(line)] == []


def test_sentences_begin_with_a_capital_or_a_sum():
    for record in sample():
        for paragraph in re.findall(r"<p>(?!<strong>)(.*?)</p>", record["description"]):
            for sentence in re.split(r"(?<=[.!?])\s+", paragraph):
                assert sentence[0].isupper() or sentence[0] in "$", sentence
            assert paragraph[-1] in ".?!", paragraph


def test_items_of_lists_begin_with_a_capital_and_end_without_a_full_stop():
    for record in sample():
        for item in re.findall(r"<li>(.*?)</li>", record["description"]):
            assert item[0].isupper() or item[0].isdigit() or item.startswith(("athena", "eClin")), (
                item
            )
            assert not item.endswith("."), item


def test_descriptions_are_clean_html_of_five_to_eight_parts():
    for record in sample():
        assert clean(record["description"]) == record["description"]
        bare = not HEADINGS.match(record["description"])
        parts = len(HEADINGS.findall(record["description"])) + bare
        assert 5 <= parts <= 8


def test_codes_in_the_text_are_codes_that_the_job_covers():
    named = 0
    for record in sample():
        stated = [Interval.parse(code) for code in record.get("codes", ())]
        for mention in mentions.find(plain(record["description"])):
            named += 1
            assert any(one.overlaps(mention.interval) for one in stated), mention
    assert named > 20


def test_credentials_in_the_text_are_those_that_the_job_asks_for():
    for record in sample():
        asked = {
            code
            for name in ("any_of", "all_of", "preferred")
            for code in record["credentials"][name]
        }
        found = mentions.credentials_in(f"{record['title']}\n{plain(record['description'])}")
        with_mark = {f"{code}-A" for code in asked}
        assert set(found) <= asked | with_mark, (record["title"], found)


def test_what_is_only_liked_is_not_among_what_is_required():
    liked = re.compile(r"<li>(?:Working toward|An additional|Certification as) ([A-Z-]+)")
    for record in sample():
        credentials = record["credentials"]
        for item in re.findall(r"<li>.*?</li>", record["description"]):
            found = liked.match(item)
            if found and found[1] not in credentials["any_of"] + credentials["all_of"]:
                assert found[1] in credentials["preferred"]


def test_no_description_gives_an_address_or_a_number_to_call():
    for record in sample():
        assert not re.search(r"@|https?:|www\.|\d{3}-\d{4}", record["description"])


def test_templates_ask_only_for_values_that_some_job_has():
    """A misspelt slot would silently never be used."""
    from jobboard.sample.templates import Pool

    known = {name for record in _values() for name in record}
    pools = [*reading.texts().pools.values()]
    for trade in reading.trades().values():
        pools += [trade.work, trade.duties, trade.needs]
    for specialty in reading.specialties().values():
        pools += [specialty.work, specialty.nice]
    for kind in reading.kinds().values():
        pools.append(kind.lines)
    for company in reading.companies():
        pools.append(company.lines)
    asked = {name for pool in pools for template in pool.templates for name in template.needs}
    assert isinstance(pools[0], Pool)
    assert asked <= known | {"tool", "benefits"}


def _values() -> list[dict[str, str]]:
    from jobboard.sample import facts
    from jobboard.sample.companies import companies_for
    from jobboard.sample.dice import Dice
    from jobboard.sample.values import values_of

    return [
        dict(
            values_of(
                facts.draw(company, Dice(1, number), TODAY, share=number / 12),
                Dice(2, number),
                TODAY,
            )
        )
        for number in range(12)
        for company in companies_for(300, 1)
    ]
