"""Whether a text shares enough words with a question to be an answer to it, where none has all of
them. Pure."""

import re

WORD = re.compile(r"\w+")
SMALL_WORDS = re.compile(
    r"an?|the|of|in|on|at|by|to|for|from|with|without|and|or|not?|is|are|be|what|which|how|does|do"
    r"|i|my|codes?"
)
# Words may end otherwise: "neuropathic" for "neuropathy".
SHORTEST_STEM, ENDING = 4, 2


def has_words(text: str) -> bool:
    return WORD.search(text) is not None


def is_enough(question: str, text: str) -> bool:
    """Half of the telling words, and two of them at least where the question has two: one alone is
    there by chance ("advance beneficiary notice" and a page that speaks of a notice)."""
    asked = {word for word in WORD.findall(question.casefold()) if not SMALL_WORDS.fullmatch(word)}
    said = frozenset(WORD.findall(text.casefold()))
    shared = sum(_is_said(word, said) for word in asked)
    return shared >= min(len(asked), max(2, -(-len(asked) // 2)))


def _is_said(word: str, said: frozenset[str]) -> bool:
    stem = word[: max(SHORTEST_STEM, len(word) - ENDING)]
    return word in said or (
        len(word) >= SHORTEST_STEM and any(one.startswith(stem) for one in said)
    )
