"""What an employer reads about a posting at a glance: its state in a word, and what to do next."""

from datetime import datetime

from jobboard import taxonomy
from jobboard.postings.lifecycle import ENDED, RUNNING, State, WordingState
from jobboard.postings.models import Posting
from jobboard.postings.naming import STATES

ENDING_SOON = 7

# One that is live waits for nothing: thirty in a list need no thirty sentences that say so.
NEXT: dict[State, str] = {
    State.DRAFT: "Finish it and send it to the moderators.",
    State.PENDING: "A moderator reads it next. Until then you can withdraw it.",
    State.PUBLISHED: "",
    State.PAUSED: "Resume it when you take applications again, or close it.",
    State.EXPIRED: "Renew it if the job is still open.",
    State.REJECTED: "Read why, then revise it or leave it.",
    State.REMOVED: "Write to us if you think this is a mistake.",
}
NEWER_TEXT: dict[WordingState, str] = {
    WordingState.DRAFT: "Your newer text is not sent yet; the approved one stays on show.",
    WordingState.SUBMITTED: "Your newer text waits for a moderator; the approved one is on show.",
    WordingState.RETURNED: "A moderator asks for a change in your newer text.",
    WordingState.REJECTED: "Your newer text was not accepted; the approved one stays on show.",
}


def badge(posting: Posting, now: datetime) -> tuple[str, str]:
    if posting.state == State.PUBLISHED:
        if posting.hidden_at is not None:
            return "Hidden", "bad"
        if posting.publish_at is not None and posting.publish_at > now:
            return "Scheduled", "info"
        if not posting.is_public(now):
            return "Not shown", "warn"
    if posting.state == State.DRAFT and posting.latest.state == WordingState.RETURNED:
        return "Change asked", "warn"
    return STATES[State(posting.state)]


def next_step(posting: Posting, now: datetime) -> str:
    """One sentence: what this posting waits for; empty where it waits for nothing."""
    if posting.state == State.CLOSED:
        outcome = taxonomy.CLOSING_OUTCOMES.get(posting.outcome or "")
        return f"{outcome.label}." if outcome else "It takes no applications."
    if posting.hidden_at is not None:
        return "We are looking at a report about it; candidates do not see it meanwhile."
    if posting.shown is not None and posting.in_work is not None and posting.state in RUNNING:
        return NEWER_TEXT[WordingState(posting.in_work.state)]
    if posting.state == State.DRAFT and posting.latest.state == WordingState.RETURNED:
        return "A moderator asks for a change. Make it and send it again."
    left = days_left(posting, now)
    if posting.state == State.PUBLISHED and left is not None and left <= ENDING_SOON:
        return "It ends soon; you can renew it then, or close it when somebody is hired."
    return NEXT[State(posting.state)]


def fate_of_newer_text(posting: Posting) -> str:
    """What becomes of a text that is written beside the approved one."""
    if posting.state == State.EXPIRED:
        return "It goes to a moderator when you renew the job."
    if posting.state in ENDED:
        return "The job has ended, so nobody reads this text. A copy of the job begins with it."
    return "Candidates see the approved text until a moderator has accepted this one."


def days_left(posting: Posting, now: datetime) -> int | None:
    """Whole days until the end of a run; None where it does not run."""
    if posting.state not in RUNNING or posting.expires_at is None or posting.expires_at <= now:
        return None
    return (posting.expires_at - now).days
