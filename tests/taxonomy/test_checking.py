from dataclasses import replace

import pytest

from jobboard import taxonomy
from jobboard.taxonomy import Vocabulary
from jobboard.taxonomy.checking import problems
from jobboard.taxonomy.loading import read


def the_vocabularies_with(name, *changed):
    """The real vocabularies, with some terms of one of them exchanged or added."""
    terms = {**taxonomy.ALL[name], **{term.slug: term for term in changed}}
    return {**taxonomy.ALL, name: Vocabulary(terms.values())}


def test_nothing_is_wrong_with_the_files_of_the_project():
    assert problems(taxonomy.ALL) == []


def test_a_synonym_with_two_meanings_is_a_problem():
    profee = replace(taxonomy.SETTINGS["physician-practice"], synonyms=("inpatient",))
    (problem,) = problems(the_vocabularies_with("settings", profee))
    assert "inpatient" in problem
    assert "acute-inpatient" in problem
    assert "physician-practice" in problem


def test_two_terms_with_one_path_are_a_problem():
    twin = replace(taxonomy.SHIFTS["day"], slug="daytime", label="Daytime", synonyms=())
    found = problems(the_vocabularies_with("shifts", twin))
    assert "shifts: day and daytime share the path day" in found


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("credentials", ("CHONC", "NOPE"), "names NOPE"),
        ("families", ("cpt:38243-38204",), "runs backwards"),
        ("families", ("cpt:3820",), "not a code of CPT"),
        ("families", ("cdt:D0100-D9999",), "not a code system"),
        ("families", ("38204-38243",), "is written cpt:38204-38243"),
        ("label", "Haemophilia", "British"),
        ("path", "Two Words", "is not a path"),
        ("status", "closed", "unknown status"),
    ],
)
def test_a_bad_specialty_is_named_with_what_is_wrong(field, value, expected):
    odd = replace(taxonomy.SPECIALTIES["transplant-cellular"], **{field: value})
    (problem,) = problems(the_vocabularies_with("specialties", odd))
    assert problem.startswith("specialties: ")
    assert expected in problem


def test_a_role_in_an_unknown_setting_is_a_problem():
    odd = replace(taxonomy.ROLES["medical-biller"], settings=("moon",))
    assert problems(the_vocabularies_with("roles", odd)) == [
        "roles: medical-biller names moon, which is not among the settings"
    ]


def test_an_apprentice_and_its_credential_name_each_other():
    alone = replace(taxonomy.CREDENTIALS["CPC"], apprentice=None)
    assert problems(the_vocabularies_with("credentials", alone)) == [
        "credentials: CPC does not name CPC-A its apprentice"
    ]


@pytest.mark.parametrize("label", ["Specialist", "Analyst", "Analysis", "Center", "Licensed"])
def test_american_words_are_not_taken_for_british_ones(label):
    term = replace(taxonomy.SHIFTS["day"], label=label)
    assert problems(the_vocabularies_with("shifts", term)) == []


def test_an_unknown_field_in_a_file_is_named_with_its_term(tmp_path):
    (tmp_path / "fruit.toml").write_text('[pear]\nlabel = "Pear"\ncolor = "green"\n')
    with pytest.raises(ValueError, match=r"fruit.toml, pear: .*color"):
        read("fruit", taxonomy.Term, tmp_path)


def test_a_missing_label_is_named_with_its_term(tmp_path):
    (tmp_path / "fruit.toml").write_text('[pear]\nsynonyms = ["pears"]\n')
    with pytest.raises(ValueError, match=r"fruit.toml, pear: .*label"):
        read("fruit", taxonomy.Term, tmp_path)
