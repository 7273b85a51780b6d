"""What people (and time) do to postings, each with the verb that they would use.

`moving` is the only place where a state changes.
"""

from jobboard.postings.actions.deciding import AsRead, approve, overturn, reject, request_changes
from jobboard.postings.actions.running import (
    close,
    expire_due,
    pause,
    renew,
    restore,
    resume,
    take_down,
)
from jobboard.postings.actions.writing import copy, draft, revise, stage, submit, withdraw, write

__all__ = [
    "AsRead",
    "approve",
    "close",
    "copy",
    "draft",
    "expire_due",
    "overturn",
    "pause",
    "reject",
    "renew",
    "request_changes",
    "restore",
    "resume",
    "revise",
    "stage",
    "submit",
    "take_down",
    "withdraw",
    "write",
]
