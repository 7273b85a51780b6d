import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from jobboard.codes.loading import load_reference, read_reference
from jobboard.codes.models import Code, CodeText, Review, Section
from jobboard.db import db
from tests.making import NOON

ROOT = Path(__file__).resolve().parents[2]
SOURCE_DOCUMENTS = ROOT.parent / "shared" / "source-documents"


def the_files():
    (given,) = read_reference()
    return given


def test_the_transplant_family_has_its_twenty_five_codes():
    codes = {code.interval.low for code in the_files().codes}
    assert len(codes) == 25
    assert {"38204", "38215", "38228", "38243"} <= codes
    assert "38216" not in codes


def test_every_one_of_them_has_a_full_page_with_every_section_that_the_field_expects():
    expected = set(Section) - {Section.LINE}  # its `summary`
    missing = {code.interval.low: expected - set(code.sections) for code in the_files().codes}
    assert {code: sections for code, sections in missing.items() if sections} == {}


def test_every_fact_of_a_payer_or_of_history_names_where_it_comes_from():
    bare = [
        f"{code.interval.low} {section}"
        for code in the_files().codes
        for section in (Section.PAYERS, Section.HISTORY)
        if not code.sections[section][1] and "overhauled in 2003" not in str(code.sections[section])
    ]
    assert bare == []


def test_no_two_pages_tell_the_same_story():
    stories = [
        entry["text"]
        for code in the_files().codes
        for section in (Section.PLAIN, Section.CONTEXT)
        for entry in code.sections[section][0]
    ]
    assert len(set(stories)) == len(stories) == 25 * 4


def test_nothing_claims_to_have_been_reviewed():
    assert {code.review for code in the_files().codes} == {Review.NONE}


def test_every_cited_source_says_when_it_was_opened():
    sources = [
        source
        for code in the_files().codes
        for _, cited in code.sections.values()
        for source in cited
    ]
    assert sources
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", source["opened"]) for source in sources)


def test_no_text_has_a_hole_in_it():
    holes = re.compile(r"\b(?:TBD|TODO|N/A|null|None)\b|not available|\{\{|\[\]|\bfor \.|\s\.|  ")
    for code in the_files().codes:
        for body, _ in code.sections.values():
            for entry in body:
                assert not holes.search(entry["text"]), entry["text"]


def test_our_words_are_not_the_source_documents():
    if not SOURCE_DOCUMENTS.is_dir():
        pytest.skip("no ../shared/source-documents beside the project")
    theirs = set().union(*(shingles(path) for path in SOURCE_DOCUMENTS.glob("*.txt")))
    ours = [ROOT / "jobboard" / "codes", ROOT / "templates" / "codes"]
    files = [path for folder in ours for path in folder.rglob("*") if path.is_file()]
    shared = {path.name: shingles(path) & theirs for path in files if path.suffix != ".pyc"}
    assert {name: found for name, found in shared.items() if found} == {}


def shingles(path, size=8):
    words = re.findall(r"[a-z0-9]+", path.read_text(encoding="utf-8").lower())
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def counts():
    return [db.session.scalar(select(func.count()).select_from(one)) for one in (Code, CodeText)]


def test_loading_fills_the_tables_and_the_same_again_changes_nothing(app):
    assert load_reference(db.session, now=NOON) == 25
    db.session.commit()
    before = counts()
    ids = set(db.session.scalars(select(CodeText.id)))
    assert load_reference(db.session, now=NOON) == 25
    assert counts() == before
    assert set(db.session.scalars(select(CodeText.id))) == ids


def test_a_changed_file_changes_its_code_and_takes_away_what_is_gone(app, tmp_path, monkeypatch):
    folder = tmp_path / "cpt"
    folder.mkdir()
    (folder / "release.toml").write_text('system = "cpt"\nname = "try"\n')
    write(folder, "38240", "Giving cells")
    write(folder, "38241", "Giving own cells")
    monkeypatch.setattr(read_reference, "__defaults__", (tmp_path,))
    assert load_reference(db.session, now=NOON) == 2
    (folder / "38241.toml").unlink()
    write(folder, "38240", "Giving donor cells")
    assert load_reference(db.session, now=NOON) == 1
    assert db.session.scalars(select(Code.summary)).all() == ["Giving donor cells"]


def test_a_text_that_a_person_has_written_is_kept(app):
    load_reference(db.session, now=NOON)
    text = db.session.scalars(select(CodeText).where(CodeText.key == "38240")).first()
    text.origin, text.body = None, [{"text": "An editor’s better words."}]
    release = db.session.scalars(select(Code)).first().release
    release.digest = "older"
    db.session.flush()
    load_reference(db.session, now=NOON)
    db.session.refresh(text)
    assert text.body == [{"text": "An editor’s better words."}]


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ('code = "3824"\nsummary = "x"\nreview = "none"', "is not a code of CPT"),
        ('code = "38240"\nsummary = "x"\nreview = "by nobody"', "by nobody"),
        ('code = "38240"\nreview = "none"', "summary"),
        ('code = "38240"\nsummary = "x"\nreview = "none"\nwages = "x"', "unknown parts: wages"),
        ('code = "38240"\nsummary = "x"\nreview = "none"\nplain = { body = [] }', "empty entry"),
        ('code = "38240"\nsummary = "x"\nreview = "none"\nplain = { body = [""] }', "empty entry"),
    ],
)
def test_a_file_that_does_not_hold_together_is_named(tmp_path, content, trouble):
    (tmp_path / "cpt").mkdir()
    (tmp_path / "cpt" / "release.toml").write_text('system = "cpt"\nname = "try"\n')
    (tmp_path / "cpt" / "bad.toml").write_text(f"[[codes]]\n{content}\n")
    with pytest.raises(ValueError, match=rf"data/cpt/bad\.toml: .*{trouble}"):
        read_reference(tmp_path)


def test_a_code_in_two_files_is_refused(tmp_path):
    folder = tmp_path / "cpt"
    folder.mkdir()
    (folder / "release.toml").write_text('system = "cpt"\nname = "try"\n')
    write(folder, "38240", "Giving cells")
    write(folder, "38240", "Giving cells", file="again")
    with pytest.raises(ValueError, match="cpt:38240 is in"):
        read_reference(tmp_path)


def write(folder, code, summary, file=None):
    text = f'[[codes]]\ncode = "{code}"\nsummary = "{summary}"\nreview = "none"\n'
    (folder / f"{file or code}.toml").write_text(text)
