import pytest

from jobboard.codes.loading import read_reference
from jobboard.codes.models import Section
from jobboard.editing import entries

LONG = "a sentence that is long enough"


def the_pages():
    return [code for release in read_reference() for code in release.codes if code.sections]


@pytest.mark.parametrize("section", [one for one in Section if one is not Section.LINE])
def test_every_text_of_ours_can_be_written_as_lines_and_read_back(section):
    for code in the_pages():
        body, sources = code.sections[section]
        lines = entries.as_lines(body)
        assert entries.from_lines(section, "cpt", lines) == body
        assert entries.sources_from_lines(entries.sources_as_lines(sources)) == sources


@pytest.mark.parametrize(
    ("section", "line", "entry"),
    [
        (Section.PLAIN, LONG, {"text": LONG}),
        (Section.DIFFERENCES, f"38241|{LONG}", {"code": "38241", "text": LONG}),
        (
            Section.RELATED,
            f"icd10cm:z9484 | {LONG}",
            {"system": "icd10cm", "code": "Z94.84", "text": LONG},
        ),
        (Section.MODIFIERS, f"26 | No | {LONG}", {"term": "26", "name": "No", "text": LONG}),
        (Section.PAYERS, f"Medicare | {LONG}", {"term": "Medicare", "text": LONG}),
        (Section.PAYERS, LONG, {"text": LONG}),
    ],
)
def test_a_line_becomes_an_entry(section, line, entry):
    assert entries.from_lines(section, "cpt", f"\n  {line}  \n\n") == [entry]


@pytest.mark.parametrize(
    ("section", "text", "trouble"),
    [
        (Section.PLAIN, " \n ", "at least one line"),
        (Section.PLAIN, f"{LONG}\nshort", "Line 2: say it in at least 20"),
        (Section.PLAIN, f"{LONG} | and more", "Line 1: write it as one text without bars"),
        (Section.PLAIN, "It is rare for . and so on and on", "Line 1: it has a hole"),
        (Section.PLAIN, "Data not available in the input, sorry", "Line 1: it has a hole"),
        (Section.DIFFERENCES, f"3824 | {LONG}", "Line 1: .*not a code of CPT"),
        (Section.DIFFERENCES, f"snomed:3824 | {LONG}", "Line 1: .*not a code system"),
        (Section.MODIFIERS, f"26 | {LONG}", "Line 1: write it as modifier"),
        (Section.MODIFIERS, f"26 | | {LONG}", "Line 1: write it as modifier"),
    ],
)
def test_a_line_that_is_not_right_is_named(section, text, trouble):
    with pytest.raises(ValueError, match=trouble):
        entries.from_lines(section, "cpt", text)


@pytest.mark.parametrize(
    "line", ["A title", "A title | 26 Nov", "T | ftp://x | 2026-11-26", "| 2026-11-26", "a|b|c|d"]
)
def test_a_source_without_the_day_on_which_it_was_opened_is_refused(line):
    with pytest.raises(ValueError, match="Source 1: write it as"):
        entries.sources_from_lines(line)
