"""Words that hold a search together and find nothing by themselves. Pure."""

import re
from collections.abc import Iterable

# What is in quotation marks stays whole.
PIECE = re.compile(r'"[^"]*"?|[^\s"]+')
# Words that say that somebody looks for work, not which.
LOOKING = frozenset((
    "job", "jobs", "position", "positions", "opening", "openings", "vacancy", "vacancies",
    "hiring", "hire", "career", "careers", "work", "opportunity", "opportunities", "employment",
    "role", "roles", "listing", "listings",
))  # fmt: skip
FILLERS = LOOKING | frozenset((
    "in", "at", "near", "for", "with", "and", "or", "the", "a", "an", "of", "to", "from",
    "by", "on", "me", "my", "i", "now", "immediately", "seeking", "needed", "wanted", "code", "codes",
    # What questions are made of.
    "what", "which", "who", "where", "how", "can", "could", "get", "find", "show", "do", "does", "you",
    "have", "has", "is", "are", "there", "any", "that", "want", "wants", "looking", "need", "needs",
    "require", "requires", "requiring", "company", "companies", "employer", "employers", "available",
    "pay", "pays", "paying", "paid", "salary", "salaries", "wage", "wages", "make", "makes", "earn",
    "much", "good", "best", "top", "high", "highest", "well",
    "experience", "experienced", "usa", "us", "nationwide", "anywhere",
))  # fmt: skip
# How long somebody has worked: adverts say it in too many ways to find it by its words.
YEARS = re.compile(
    r"\b[0-9]{1,2}\s?\+?\s?(?:or\s+more\s+)?(?:years?|yrs?)\b(?:\s+of\b)?(?:\s+exp(?:erience)?\b)?",
    re.IGNORECASE,
)


def pieces(text: str) -> list[str]:
    return PIECE.findall(text)


def looks_for_any(words: Iterable[str]) -> bool:
    """All that these say is that somebody looks for work."""
    return any(word.casefold() in LOOKING for word in words)


def tells(word: str) -> bool:
    """What is in quotation marks is meant, whatever it is."""
    bare = word.casefold().strip("'.,;:()/")
    return bool(re.search(r"\w", word)) and bare not in FILLERS
