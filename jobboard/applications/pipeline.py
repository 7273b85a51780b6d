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


class Happening(StrEnum):
    """What an event of an application is."""

    SENT = "sent"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    JOB_ENDED = "job-ended"


class Telling(StrEnum):
    """Whether a move sends the candidate a letter."""

    ALWAYS = "always"
    IF_ASKED = "if-asked"
    NEVER = "never"


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


def telling(before: Stage, after: Stage) -> Telling:
    """News that a person waits for is always told; a step on the way when the employer asks for it.
    Going back is housekeeping, save for a no that is taken back."""
    if before is Stage.DECLINED:
        return Telling.ALWAYS
    if _WAY.get(after, len(_WAY)) < _WAY.get(before, -1):
        return Telling.NEVER
    return Telling.ALWAYS if after in _NEWS else Telling.IF_ASKED


def can_withdraw(stage: Stage) -> bool:
    return stage in IN_PLAY


def stages_from(before: Stage) -> list[Stage]:
    return [stage for stage in Stage if stage in EMPLOYER_MOVES[before]]


_WAY = {stage: place for place, stage in enumerate((*IN_PLAY, Stage.HIRED))}
_NEWS = frozenset({Stage.INTERVIEW, Stage.OFFER, Stage.HIRED, Stage.DECLINED})
