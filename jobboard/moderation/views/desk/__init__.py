"""The moderators' desk: what waits, oldest first, and the decisions."""

from jobboard.moderation.views.desk import lists, postings, reports, wordings
from jobboard.moderation.views.desk.answering import bp

__all__ = ["bp", "lists", "postings", "reports", "wordings"]
