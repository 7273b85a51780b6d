"""The way of an application from sent to hired, as a table."""

from enum import StrEnum

from jobboard.errors import Conflict


class Stage(StrEnum):
    NEW = "new"
    REVIEWED = "reviewed"
    PHONE_SCREEN = "phone-screen"
    INTERVIEW = "interview"
    OFFER = "offer"
    HIRED = "hired"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


IN_PLAY = (Stage.NEW, Stage.REVIEWED, Stage.PHONE_SCREEN, Stage.INTERVIEW, Stage.OFFER)

LABELS: dict[Stage, str] = {
    Stage.NEW: "New",
    Stage.REVIEWED: "Reviewed",
    Stage.PHONE_SCREEN: "Phone screen",
    Stage.INTERVIEW: "Interview",
    Stage.OFFER: "Offer",
    Stage.HIRED: "Hired",
    Stage.DECLINED: "Declined",
    Stage.WITHDRAWN: "Withdrawn",
}

# What the employer may do from each stage: forward or back among those in play, to hired, or to
# declined; a decision can be taken back to where talks go on. Only the candidate withdraws.
EMPLOYER_MOVES: dict[Stage, frozenset[Stage]] = {
    **{stage: frozenset({*IN_PLAY, Stage.HIRED, Stage.DECLINED} - {stage}) for stage in IN_PLAY},
    Stage.HIRED: frozenset({Stage.OFFER, Stage.DECLINED}),
    Stage.DECLINED: frozenset({Stage.REVIEWED}),
    Stage.WITHDRAWN: frozenset(),
}


class StageRefused(Conflict):
    def __init__(self, before: Stage, wanted: Stage) -> None:
        super().__init__(
            f"This application is at “{LABELS[before]}”, and cannot move to “{LABELS[wanted]}”."
        )


def moved(before: Stage, wanted: Stage) -> Stage:
    """`wanted`, if the employer may move there from `before`; raises StageRefused."""
    if wanted not in EMPLOYER_MOVES[before]:
        raise StageRefused(before, wanted)
    return wanted


def can_withdraw(stage: Stage) -> bool:
    return stage in IN_PLAY


def stages_from(before: Stage) -> list[Stage]:
    return [stage for stage in Stage if stage in EMPLOYER_MOVES[before]]
