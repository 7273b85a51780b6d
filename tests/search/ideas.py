"""What a text stands for as a whole, when nothing else is typed beside it."""

from jobboard import taxonomy
from jobboard.search.lexicon import Idea, longest_at


def idea_of(text: str) -> Idea | None:
    words = taxonomy.words(text).split()
    found = longest_at(words, 0) if words else None
    return found[1] if found and found[0] == len(words) else None
