"""Whether somebody may do a job: by rule, and never by a guess."""

import pytest

from jobboard.candidates.eligibility import Standing, Terms, counted, verdict


def said(*held: str, state: str | None = None) -> Standing:
    return Standing(frozenset(held), state)


@pytest.mark.parametrize(
    ("terms", "standing", "label"),
    [
        (Terms(), said(), ""),
        (Terms(any_of=("CCS", "CIC")), said("CIC"), "Eligible: CIC"),
        (Terms(any_of=("CCS", "CIC")), said("CPC"), "Missing: CCS or CIC"),
        (Terms(any_of=("CCS",)), said(), "Missing: CCS"),
        (Terms(all_of=("RHIA", "CCS")), said("RHIA"), "Missing: CCS"),
        (Terms(all_of=("RHIA", "CCS")), said("RHIA", "CCS"), "Eligible: RHIA, CCS"),
        (Terms(all_of=("RHIA",), any_of=("CCS",)), said("RHIA"), "Missing: CCS"),
        # An apprentice counts where the job says so, and nowhere else.
        (Terms(any_of=("CPC",), apprentices=True), said("CPC-A"), "Eligible: CPC-A"),
        (Terms(any_of=("CPC",), apprentices=False), said("CPC-A"), "Missing: CPC"),
        (Terms(any_of=("CPC",)), said("CPC-A"), "Missing: CPC"),
        (Terms(all_of=("CPC",), apprentices=True), said("CPC-A"), "Eligible: CPC"),
        # Who holds the full credential holds more than its apprentice form.
        (Terms(any_of=("CPC-A",)), said("CPC"), "Eligible: CPC"),
        (Terms(any_of=("COC",), apprentices=True), said("CPC-A"), "Missing: COC"),
        # Where one lives.
        (Terms(works_from=("TX", "FL")), said(state="TX"), "Eligible: open to TX"),
        (Terms(works_from=("TX", "FL")), said(state="OH"), "Not open to OH"),
        (Terms(works_from=("TX",), on_site=True), said(state="OH"), "On site in TX"),
        (Terms(works_from=("TX",), on_site=True), said(state="TX"), "Eligible: on site in TX"),
        (Terms(works_from=("TX",)), said(), ""),
        (Terms(), said(state="OH"), ""),
        (
            Terms(any_of=("CCS",), works_from=("TX",)),
            said("CPC", state="OH"),
            "Missing: CCS · not open to OH",
        ),
        (
            Terms(any_of=("CCS",), works_from=("TX",)),
            said("CCS", state="TX"),
            "Eligible: CCS, open to TX",
        ),
    ],
)
def test_the_label_says_what_decides(terms, standing, label):
    found = verdict(terms, standing)
    assert found.label == label
    assert found.eligible == (not label or label.startswith("Eligible"))


def test_what_the_job_does_not_state_rules_nobody_out():
    assert verdict(Terms(), said(state="OH")).eligible
    assert verdict(Terms(), said()).findings == ()


def test_every_point_is_explained_in_a_sentence():
    terms = Terms(all_of=("RHIA",), any_of=("CPC",), apprentices=False, works_from=("TX",))
    sentences = [one.sentence for one in verdict(terms, said("CPC-A", state="OH")).findings]
    assert sentences == [
        "RHIA is required. You have not said that you hold RHIA.",
        "CPC is required. Your CPC-A is not enough: the job asks for the full credential.",
        "It is not open to people who live in Ohio.",
    ]
    silent = verdict(Terms(any_of=("CPC", "CCS")), said("CPC-A")).findings[0].sentence
    assert (
        silent
        == "One of CPC or CCS is required. Your CPC-A is not enough: the job does not say so."
    )


def test_a_long_list_is_cut_and_says_so():
    states = tuple(["AL", "AK", "AZ", "AR", "CA", "CO"])
    place = verdict(Terms(works_from=states, on_site=True), said(state="OH")).findings[0]
    assert place.short == "on site in AL, AK, AZ, AR or 2 more"


def test_one_credential_never_counts_as_another():
    assert counted({"CCS"}, apprentices=True) == {"CCS"}
    assert counted({"CPC-A"}, apprentices=False) == {"CPC-A"}
    assert counted({"CPC-A"}, apprentices=True) == {"CPC-A", "CPC"}
    assert counted({"COC"}, apprentices=False) == {"COC", "COC-A"}
