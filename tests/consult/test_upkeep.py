"""What time does with questions, when some of it fails."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from jobboard.consult import upkeep
from jobboard.consult.lifecycle import State
from tests.assistant.boards import a_reference
from tests.consult.making import a_claimed_question, a_consultant
from tests.making import NOON


def test_a_kind_of_upkeep_that_fails_holds_up_no_other_and_is_told(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(now: datetime) -> None:
        raise ValueError("a question that cannot be read")

    a_reference()
    question = a_claimed_question(a_consultant())
    monkeypatch.setattr(upkeep, "STEPS", (spoiled, *upkeep.STEPS))
    with pytest.raises(ExceptionGroup) as told:
        upkeep.keep_up(NOON + timedelta(hours=12))
    assert [str(one) for one in told.value.exceptions] == ["a question that cannot be read"]
    assert question.stage is State.TRIAGED
