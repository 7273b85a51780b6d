"""What people read for the states and moves of a posting. Pure."""

from jobboard.postings.lifecycle import Move, State, WordingState, of_newer_text

# A word for people, and the tone of its badge.
STATES: dict[State, tuple[str, str]] = {
    State.DRAFT: ("Draft", "plain"),
    State.PENDING: ("In review", "info"),
    State.PUBLISHED: ("Live", "good"),
    State.PAUSED: ("Paused", "warn"),
    State.EXPIRED: ("Ended", "warn"),
    State.CLOSED: ("Closed", "plain"),
    State.REJECTED: ("Rejected", "bad"),
    State.REMOVED: ("Taken down", "bad"),
}
WORDING_STATES: dict[WordingState, str] = {
    WordingState.DRAFT: "a draft",
    WordingState.SUBMITTED: "waiting for a decision",
    WordingState.APPROVED: "approved",
    WordingState.SUPERSEDED: "replaced by a newer one",
    WordingState.RETURNED: "back with the employer for changes",
    WordingState.REJECTED: "rejected",
}
EVENTS: dict[str, tuple[str, str]] = {
    "create": ("Written", ""),
    Move.SUBMIT: ("Sent to the moderators", ""),
    Move.WITHDRAW: ("Withdrawn", ""),
    Move.APPROVE: ("Approved", "good"),
    Move.REQUEST_CHANGES: ("A moderator asked for a change", "warn"),
    Move.REJECT: ("Rejected", "bad"),
    Move.REVISE: ("Taken back into work", ""),
    Move.OVERTURN: ("Rejection overturned; approved", "good"),
    Move.PAUSE: ("Paused", "warn"),
    Move.RESUME: ("Resumed", "good"),
    Move.CLOSE: ("Closed", ""),
    Move.EXPIRE: ("Its last day was over", "warn"),
    Move.RENEW: ("Renewed; sent to the moderators", ""),
    Move.RENEW_AT_ONCE: ("Renewed", "good"),
    Move.TAKE_DOWN: ("Taken down by a moderator", "bad"),
    Move.RESTORE: ("Put up again by another moderator", "good"),
    of_newer_text(Move.SUBMIT): ("Newer text sent to the moderators", ""),
    of_newer_text(Move.WITHDRAW): ("Newer text withdrawn", ""),
    of_newer_text(Move.APPROVE): ("Newer text approved", "good"),
    of_newer_text(Move.REQUEST_CHANGES): (
        "A moderator asked for a change in the newer text",
        "warn",
    ),
    of_newer_text(Move.REJECT): ("Newer text not accepted", "bad"),
}


def state(slug: str) -> str:
    return STATES[State(slug)][0]


def wording_state(slug: str) -> str:
    return WORDING_STATES[WordingState(slug)]


def event_name(move: str) -> str:
    return event(move)[0]


def event(move: str) -> tuple[str, str]:
    """Its name and tone; one that is not in the table is at least readable."""
    return EVENTS.get(move, (move.replace("-", " ").capitalize(), ""))
