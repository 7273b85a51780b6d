"""Who may apply, and what an employer may still see: rules that look at rows and ask nobody."""

from datetime import datetime

from jobboard.accounts.models import User
from jobboard.applications.models import Application
from jobboard.applications.pipeline import Stage
from jobboard.errors import Conflict, NotAllowed
from jobboard.postings.lifecycle import State
from jobboard.postings.models import Posting


class TakesNoApplications(Conflict):
    title = "This job takes no applications"


def check_may_apply(posting: Posting, person: User, now: datetime) -> None:
    """Raises the sentence that says why this person cannot apply to this job here and now."""
    if not takes_applications(posting, now):
        title = posting.shown.title if posting.shown else posting.latest.title
        raise TakesNoApplications(f"“{title}” has stopped taking applications on this board.")
    if person.confirmed_at is None:
        raise NotAllowed("Confirm your email address first: an employer must be able to answer.")
    if any(one.user_id == person.id for one in posting.employer.memberships):
        raise NotAllowed("You act for this company on the board, so you cannot apply to it.")


def takes_applications(posting: Posting, now: datetime) -> bool:
    """While the job is live, applied for here, and the company has joined the board."""
    if not posting.is_public(now) or posting.shown is None:
        return False
    return posting.shown.says().apply.by == "board" and posting.employer.claimed_at is not None


def check_employer_may_read(posting: Posting) -> None:
    """What candidates have sent is closed to whoever lost the board's trust."""
    if posting.employer.is_suspended:
        raise NotAllowed("Your company is suspended, so its applications are closed to it.")
    if posting.state == State.REMOVED:
        raise NotAllowed("A moderator took this job down; what people sent to it is closed.")


def resume_is_open_to_employer(application: Application) -> bool:
    """A candidate who withdraws takes the résumé along."""
    return application.resume is not None and application.stage != Stage.WITHDRAWN
