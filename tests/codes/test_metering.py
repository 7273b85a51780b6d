import pytest

from jobboard.codes import metering
from jobboard.codes.metering import Opened, Verdict, judge

A, B, C = "cpt:38240", "cpt:38241", "icd10cm:C910"


@pytest.mark.parametrize(
    ("opened", "allowance", "by_link", "verdict"),
    [
        (Opened(), 1, False, Verdict.COUNTED),
        (Opened((A,)), 1, False, Verdict.SEEN),
        (Opened((B,)), 1, False, Verdict.LOCKED),
        (Opened((B,)), 1, True, Verdict.GIVEN),
        (Opened((B,), (A,)), 1, False, Verdict.SEEN),
        (Opened((), (B,)), 1, False, Verdict.COUNTED),
        (Opened(), 0, False, Verdict.LOCKED),
        (Opened(), 0, True, Verdict.GIVEN),
        (Opened((A, B, C)), None, False, Verdict.FREE),
        (Opened((B, C)), 3, False, Verdict.COUNTED),
        (Opened((A, B, C)), 2, False, Verdict.SEEN),
    ],
)
def test_a_code_is_counted_once_and_locked_when_nothing_is_left(
    opened, allowance, by_link, verdict
):
    assert judge(A, opened, allowance, by_job_link=by_link) is verdict


def test_only_what_was_counted_takes_from_what_is_left():
    opened = Opened().and_(A, Verdict.COUNTED).and_(B, Verdict.GIVEN).and_(C, Verdict.SEEN)
    assert opened == Opened((A,), (B,))
    assert metering.left(opened, 5) == 4
    assert metering.left(Opened((A, B, C)), 1) == 0
    assert metering.left(opened, None) is None


def test_a_network_has_room_for_what_was_opened_there_and_for_a_few_more():
    assert metering.network_has_room(A, [B], 2)
    assert metering.network_has_room(A, [A, B], 2)
    assert not metering.network_has_room(C, [A, B], 2)


@pytest.mark.parametrize(
    ("roles", "allowance"),
    [((), 5), (("candidate",), 5), (("employer",), 25), (("editor", "employer"), None)],
)
def test_the_most_generous_plan_decides(roles, allowance):
    plans = metering.parse_plans("editor=unlimited, employer=25, candidate=2")
    assert metering.allowance_of(roles, plans, 5) == allowance


def test_a_plan_never_limits_somebody_whom_nothing_limits():
    assert metering.allowance_of(("employer",), {"employer": 3}, None) is None


@pytest.mark.parametrize("wrong", ["five", "-1", "", "1.5", "employer", "employer=", "=5"])
def test_an_allowance_that_is_no_number_is_refused(wrong):
    with pytest.raises(ValueError, match=r"neither a number|not of the form"):
        metering.parse_plans(wrong) if "=" in wrong else metering.parse_allowance(wrong)
