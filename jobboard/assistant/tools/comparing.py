"""What sets codes apart that a question names together."""

from __future__ import annotations

from jobboard.assistant.pack import Pack
from jobboard.assistant.tools import telling
from jobboard.assistant.tools.codes import KINDS_SAID, MOST_CODES, cite_kind, tell_by_number
from jobboard.assistant.tools.diagnosis_notes import tell_notes
from jobboard.codes.models import Code, Kind, Section


def compare(pack: Pack) -> None:
    """What sets codes apart: what our pages say of one beside the other, then each by itself."""
    found: list[Code] = []
    for interval in pack.understood.codes[:MOST_CODES]:
        if not interval.is_single:
            continue
        code = telling.find(interval)
        if code is None or not code.summary:
            tell_by_number(pack, interval, code)
        else:
            found.append(code)
            pack.say(telling.sentence_of(code), telling.cite(pack, code))
    for one in found:
        for other in found:
            _tell_difference(pack, one, other)
    for code in found:
        telling.tell_section(
            pack, code, Section.PLAIN, heading=f"{code.label} in plain words", limit=1
        )
        telling.tell_checks(pack, code, 2)
        _tell_kind_briefly(pack, code)
        tell_notes(pack, code, limit=3)
        pack.next(f"Open {code.label}", code.url)
    if found:
        telling.tell_place(pack, found[0].interval)
    _tell_shared_passages(pack)


def _tell_difference(pack: Pack, one: Code, other: Code) -> None:
    for entry, text in telling.entries_of(one, Section.DIFFERENCES):
        if entry.get("code") == other.code:
            said = f"Beside {one.label}, {other.label}: {entry['text']}"
            number = telling.cite_text(pack, one, Section.DIFFERENCES, text, said)
            pack.fact(said, number, heading="The difference")


def _tell_kind_briefly(pack: Pack, code: Code) -> None:
    if code.kind and code.system in KINDS_SAID:
        said = f"{code.label} is {'billable' if code.kind == Kind.BILLABLE else 'a header and not billable'}."
        pack.fact(said, cite_kind(pack, code, said), heading="On a claim")


def _tell_shared_passages(pack: Pack) -> None:
    """Passages that name at least two of the codes."""
    names = [code.text() for code in pack.understood.codes]
    hits = telling.passages([name.lower() for name in names], limit=4)
    for hit in hits:
        if sum(name in hit.passage.text for name in names) > 1:
            number = pack.add_passage(hit.passage)
            pack.fact(hit.passage.text, number, heading=hit.passage.title)
