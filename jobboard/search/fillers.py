"""Words that hold a search together and find nothing by themselves. Pure."""

import re

# What is in quotation marks stays whole.
PIECE = re.compile(r'"[^"]*"?|[^\s"]+')
# Words that say that somebody looks for work, not which.
FILLERS = frozenset((
    "in", "at", "near", "for", "with", "and", "or", "the", "a", "an", "of", "to", "from",
    "by", "on", "me", "my", "i", "job", "jobs", "position", "positions", "opening",
    "openings", "vacancy", "vacancies", "hiring", "hire", "now", "immediately", "seeking",
    "career", "careers", "needed", "wanted",
    "work", "code", "codes", "pay", "paying", "opportunity", "opportunities", "employment",
))  # fmt: skip


def pieces(text: str) -> list[str]:
    return PIECE.findall(text)


def tells(word: str) -> bool:
    """What is in quotation marks is meant, whatever it is."""
    bare = word.casefold().strip("'.,;:()/")
    return bool(re.search(r"\w", word)) and bare not in FILLERS
