"""Why something cannot be done to a posting just now, beside `lifecycle.MoveRefused`."""

from jobboard.errors import Conflict
from jobboard.postings.lifecycle import WRITABLE, State
from jobboard.postings.models import Posting


class StaleDecision(Conflict):
    """What was read is not what stands there now; `posting` shows what changed."""

    def __init__(self, posting: Posting) -> None:
        super().__init__(
            "This job changed while you were reading it. Nothing was decided; please read it again."
        )
        self.posting = posting


class TextIsFixed(Conflict):
    """Its text cannot be changed as it stands."""

    def __init__(self, posting: Posting) -> None:
        if posting.state in WRITABLE or posting.state == State.PENDING:
            reason = "A moderator is about to read this text. Withdraw it first, then change it."
        else:
            reason = f"This job is {posting.state}, so its text cannot be changed."
        super().__init__(reason)
