import pytest

from jobboard.codes.families import FAMILIES, TOPIC, read_families
from jobboard.codes.intervals import Interval
from tests.codes.populations import SHARED, population


def slugs(families):
    return [family.slug for family in families]


def test_a_code_lies_in_its_families_narrowest_first():
    assert slugs(FAMILIES.of_code("cpt", "38240"))[:3] == [
        "cpt-38240-38243",
        "cpt-38204-38243",
        "cpt-38100-38999",
    ]
    assert slugs(FAMILIES.of_code("icd10cm", "C91.00")) == [
        "icd10cm-c91-c95",
        "icd10cm-c81-c96",
        "icd10cm-c00-c96",
        "icd10cm-c00-d49",
        "icd10cm-a00-z99",
    ]
    assert FAMILIES.of_code("cpt", "nonsense") == ()


def test_where_ranges_overlap_the_priority_decides():
    assert slugs(FAMILIES.of_code("cpt", "98005")) == ["cpt-98000-98016", "cpt-90281-99199"]
    assert slugs(FAMILIES.path("cpt-98000-98016")) == ["cpt-99202-99499", "cpt-98000-98016"]
    assert FAMILIES.parent("cpt-99100-99140").slug == "cpt-00100-01999"


def test_the_transplant_family_has_its_parts_parent_and_neighbors():
    assert slugs(FAMILIES.children("cpt-38204-38243")) == ["cpt-38204-38232", "cpt-38240-38243"]
    assert slugs(FAMILIES.children("cpt-38204-38232")) == [
        "cpt-38204-38206",
        "cpt-38207-38215",
        "cpt-38220-38222",
        "cpt-38225-38228",
        "cpt-38230-38232",
    ]
    assert slugs(FAMILIES.path("cpt-38240-38243")) == [
        "cpt-10004-69990",
        "cpt-38100-38999",
        "cpt-38204-38243",
        "cpt-38240-38243",
    ]
    assert slugs(FAMILIES.neighbors("cpt-38220-38222")) == ["cpt-38207-38215", "cpt-38225-38228"]


def test_relations_hold_in_both_directions():
    assert "msdrg-014-018" in slugs(FAMILIES.related("cpt-38204-38243"))
    assert "cpt-38204-38243" in slugs(FAMILIES.related("msdrg-014-018"))


def test_a_topic_has_a_parent_and_is_nobodys_parent():
    general_surgery = FAMILIES.get("cpt-10004-49999")
    assert general_surgery.kind == TOPIC
    assert general_surgery.parent == "cpt-10004-69990"
    assert [f for f in FAMILIES if f.parent == general_surgery.slug] == []
    assert "cpt-38100-38999" in slugs(FAMILIES.children(general_surgery.slug))


def test_overlapping_families_are_those_that_share_a_code():
    met = slugs(FAMILIES.overlapping(Interval.parse("cpt:38222-38226")))
    assert met[:2] == ["cpt-38220-38222", "cpt-38225-38228"]
    assert "cpt-38240-38243" not in met


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("38240", "cpt-38240-38243"),
        ("38204-38243", "cpt-38204-38243"),
        ("3824", "cpt-38240-38243"),
        ("J90", "hcpcs-j9000-j9999"),
        ("c91", "icd10cm-c91-c95"),
        ("msdrg:14", "msdrg-014-018"),
        ("car-t", "cpt-38225-38228"),
        ("E/M", "cpt-99202-99499"),
        ("kidney transpl", "cpt-50300-50380"),
        ("colonoscopy", "cpt-45300-45398"),
    ],
)
def test_what_somebody_types_suggests_the_family_that_is_meant(typed, first):
    assert slugs(FAMILIES.suggest(typed))[0] == first


@pytest.mark.parametrize("typed", ["", "  ", "!!", "zzzzzz", "x" * 10_000, "३८२४०", "\x00"])
def test_what_means_nothing_suggests_nothing(typed):
    assert FAMILIES.suggest(typed) == ()


def test_suggestions_stop_at_the_limit():
    assert len(FAMILIES.suggest("surgery", limit=3)) == 3


@pytest.mark.parametrize(
    ("code", "block", "beside"),
    [
        ("I21.4", "icd10cm-i20-i25", "I26.99"),
        ("C50.911", "icd10cm-c00-c75", "C81.00"),
        ("E11.9", "icd10cm-e08-e13", "E16.2"),
        ("O80", "icd10cm-o80-o82", "O85"),
        ("Z94.84", "icd10cm-z77-z99", "Z76.89"),
    ],
)
def test_blocks_of_the_tabular_list_hold_their_codes_and_no_others(code, block, beside):
    assert block in slugs(FAMILIES.of_code("icd10cm", code))
    assert block not in slugs(FAMILIES.of_code("icd10cm", beside))
    assert FAMILIES.path(block)[0].kind == "chapter"


def test_a_job_of_all_diagnoses_is_not_tagged_with_every_block():
    met = FAMILIES.overlapping(Interval.parse("icd10cm:A00-Z99"))
    assert len(met) < 40
    assert "tabular" not in {family.kind for family in met}


def test_every_family_has_a_name_and_a_line_of_its_own():
    assert [f.slug for f in FAMILIES if not (f.name and f.line.endswith("."))] == []
    names = [(f.system, f.name) for f in FAMILIES]
    assert len(names) == len(set(names))


def test_the_families_cover_every_system():
    assert {family.system for family in FAMILIES} == {
        "cpt", "hcpcs", "icd10cm", "icd10pcs", "msdrg",
    }  # fmt: skip
    assert len(FAMILIES.roots("icd10cm")) == 22
    assert len(FAMILIES.roots("icd10pcs")) == 17


def test_every_parent_stands_above_and_no_path_runs_in_a_circle():
    for family in FAMILIES:
        path = FAMILIES.path(family.slug)
        assert path[-1] == family
        assert len({f.slug for f in path}) == len(path)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data files are not here")
@pytest.mark.parametrize("system", ["cpt", "hcpcs", "icd10cm", "icd10pcs", "msdrg"])
def test_every_real_code_lies_in_a_family(system):
    codes = population(system)
    assert [code for code in codes if not FAMILIES.of_code(system, code)] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data files are not here")
def test_no_cpt_family_is_empty():
    codes = population("cpt")
    empty = [
        f.slug
        for f in FAMILIES.of_system("cpt")
        if not any(f.interval.covers(code) for code in codes)
    ]
    assert empty == []


BROKEN = 'system = "cpt"\nfamilies = [{ range = "%s", name = "x", line = "x.", parent = "38205" }]'


def test_data_that_do_not_hold_together_are_refused_by_file_and_range(tmp_path):
    file = tmp_path / "cpt.toml"
    file.write_text(BROKEN % "382")
    with pytest.raises(ValueError, match=r"cpt\.toml: 382"):
        read_families(tmp_path)
    file.write_text(BROKEN % "38204")
    with pytest.raises(ValueError, match="names cpt-38205"):
        read_families(tmp_path)
