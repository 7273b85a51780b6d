"""Codes and families by what they are called, where a question names no code."""

from __future__ import annotations

from jobboard.assistant.pack import Pack
from jobboard.assistant.tools import telling
from jobboard.assistant.tools.diagnosis_notes import tell_notes
from jobboard.assistant.tools.finding import codes_called, said_in
from jobboard.assistant.understanding import Understood
from jobboard.codes.families import FAMILIES


def look_up(pack: Pack) -> None:
    """A question for the code of something: codes by name first, then what our articles say."""
    tell(pack)
    hits = telling.passages(pack.understood.words, limit=2)
    telling.tell_passages(pack, hits, lead=not pack.short)


def tell(pack: Pack) -> None:
    """Codes and families that are called what the question says."""
    words = said_in(pack.understood)
    found = codes_called(pack.understood)
    families = FAMILIES.suggest(" ".join(words), 4) if words else ()
    for place, code in enumerate(found):
        number = telling.cite(pack, code)
        if place == 0 and not pack.short:
            pack.say(f"The closest code is {telling.sentence_of(code)}", number)
            tell_notes(pack, code, limit=3)
        else:
            pack.fact(telling.sentence_of(code), number, heading="Codes that may be meant")
    for one in families[:3]:
        number = telling.cite_family(pack, one)
        pack.fact(
            f"{one.label}: {one.name}. {one.line}", number, heading="Families that may be meant"
        )
        pack.next(f"Open “{one.name}”", one.url)
    if found:
        pack.cannot("Whether the record supports one of these codes: read it first, then verify.")
        pack.next("Look it up in all code systems", f"/codes?q={'+'.join(words)}")


def is_called_something(understood: Understood) -> bool:
    """Whether some code or family has the words of the question in its name."""
    if not understood.words:
        return False
    return bool(
        codes_called(understood, limit=1) or FAMILIES.suggest(" ".join(said_in(understood)), 1)
    )
