"""Taking descriptions apart the way a strict reader would."""

import re

from jobboard.web.html import plain


def sentences(description: str) -> set[str]:
    """Every sentence, heading and item of a list, with its spaces made one."""
    return {
        re.sub(r"\s+", " ", sentence).strip()
        for block in plain(description).split("\n")
        for sentence in re.split(r"(?<=[.!?])\s+", block)
        if sentence.strip()
    }


def masked(sentence: str, names: set[str]) -> str:
    """Without numbers, in figures or words, and without names."""
    for name in names:
        sentence = sentence.replace(name, "*")
    return re.sub(r"\b(?:\d[\d,.–-]*|[A-Z][\w*&'-]*)(?:\s+(?:[A-Z][\w*&'-]*))*", "*", sentence)
