"""What several tools tell: a code's row, its place, a passage of our own pages."""

from __future__ import annotations

from collections.abc import Iterable

from jobboard.assistant.codes_in import other_readings
from jobboard.assistant.pack import Pack
from jobboard.assistant.passages import searching
from jobboard.assistant.retrieval import Hit, Passage
from jobboard.codes import placing
from jobboard.codes.families import FAMILIES, Family
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, CodeText, Section
from jobboard.codes.queries import codes_in, texts_of
from jobboard.codes.systems import SYSTEMS

OWN_TEXT = "our own text, not yet reviewed"
REVIEWED_TEXT = "our own text, reviewed"
FAMILY_SOURCE = "our own families of code numbers"
# A passage that answers must have words for this share of the question.
LEAST_COVER = 0.4
PASSAGES_SHOWN = 5
# Codes of a range, or below a header; its page has all of them.
MOST_LISTED = 14


def find(interval: Interval) -> Code | None:
    """The row of a single code; read in another system when this one does not have it."""
    for reading in (interval, *other_readings(interval)):
        found = placing.code_get(reading.system, reading.low)
        if found is not None:
            return found
    return None


def sentence_of(code: Code) -> str:
    """A code and what it is, as one sentence."""
    summary = code.summary.strip()
    if not summary:
        return f"{code.label} is in the reference by its number only."
    return f"{code.label}: {summary}{'' if summary.endswith('.') else '.'}"


def cite(pack: Pack, code: Code) -> int:
    """The evidence number of a code's row."""
    return pack.add(
        sentence_of(code),
        code.label,
        url=code.url,
        system=SYSTEMS[code.system].label,
        code=code.shown,
        release=code.release.edition,
        source="" if code.release.source else OWN_TEXT,
    )


def cite_text(pack: Pack, code: Code, section: Section, text: CodeText, said: str) -> int:
    sources = "; ".join(one["title"] for one in text.sources[:2])
    own = REVIEWED_TEXT if text.reviewed_at else OWN_TEXT
    return pack.add(
        said,
        f"{code.label}, {SECTION_NAMES[section]}",
        url=f"{code.url}#section-{section}",
        system=SYSTEMS[code.system].label,
        code=code.shown,
        source=f"{own}; after {sources}" if sources else own,
    )


SECTION_NAMES = {
    Section.PLAIN: "in plain words",
    Section.DIFFERENCES: "what sets it apart",
    Section.CONTEXT: "in practice",
    Section.SETTING: "setting and service",
    Section.RECORD: "what to look for in the record",
    Section.MODIFIERS: "modifiers",
    Section.RELATED: "codes that go with it",
    Section.HISTORY: "history",
}


def tell_codes(pack: Pack, codes: Iterable[Code], *, heading: str) -> None:
    for code in codes:
        pack.fact(sentence_of(code), cite(pack, code), heading=heading)


def tell_place(pack: Pack, interval: Interval) -> Family | None:
    """The families that a code lies in, and the narrowest of them."""
    families = FAMILIES.around(interval)
    if not families:
        return None
    home = families[0]
    path = FAMILIES.path(home.slug)
    said = f"{interval.label} lies in “{home.name}” ({home.label}). {home.line}"
    if len(path) > 1:
        above = ", in ".join(f"{one.name} ({one.interval.text()})" for one in reversed(path[:-1]))
        said += f" That is in {above}."
    pack.fact(said, _cite_place(pack, home, said), heading="Where it stands")
    return home


def _cite_place(pack: Pack, home: Family, said: str) -> int:
    return pack.add(
        said, f"Family {home.label}", url=home.url, system=SYSTEMS[home.system].label,
        source=FAMILY_SOURCE,
    )  # fmt: skip


def cite_family(pack: Pack, family: Family) -> int:
    return pack.add(
        f"{family.label}: {family.name}. {family.line}",
        family.label,
        url=family.url,
        system=SYSTEMS[family.system].label,
        source=FAMILY_SOURCE,
    )


def tell_section(pack: Pack, code: Code, section: Section, *, heading: str, limit: int) -> bool:
    """Entries of one section of our page of a code."""
    entries = entries_of(code, section)
    for entry, text in entries[:limit]:
        said = entry_said(code, entry)
        pack.fact(said, cite_text(pack, code, section, text, said), heading=heading)
    return bool(entries)


def tell_checks(pack: Pack, code: Code, limit: int = 4) -> None:
    for entry, text in entries_of(code, Section.RECORD)[:limit]:
        pack.check(entry["text"], cite_text(pack, code, Section.RECORD, text, entry["text"]))


def entries_of(code: Code, section: Section) -> list[tuple[dict[str, str], CodeText]]:
    """The entries of a section of our page, each with the text that it is from."""
    text = texts_of(code).get(section)
    return [(entry, text) for entry in text.body] if text else []


def entry_said(code: Code, entry: dict[str, str]) -> str:
    """An entry of a section as a sentence that stands by itself."""
    if "code" in entry:
        system = entry.get("system", code.system)
        return f"{Interval.of(system, entry['code']).label}: {entry['text']}"
    if "term" in entry:
        name = f" ({entry['name']})" if entry.get("name") else ""
        return f"{entry['term']}{name}: {entry['text']}"
    return entry["text"]


def neighbors_known(interval: Interval) -> bool:
    """Whether our reference has codes of the narrowest family, so that a missing one says something."""
    home = next(iter(FAMILIES.around(interval)), None)
    return home is not None and bool(codes_in(home.interval, 1))


def passages(
    words: Iterable[str], *, subjects: frozenset[str] = frozenset(), limit: int = PASSAGES_SHOWN
) -> list[Hit]:
    """The passages that have something to say, best first."""
    found = searching.search(words, limit=limit * 2, subjects=subjects)
    if not found:
        return []
    best = found[0]
    good = [
        hit
        for hit in found
        if hit.cover >= min(LEAST_COVER, best.cover * 0.75) and hit.score >= best.score * 0.4
    ]
    return good[:limit]


def passages_on(words: Iterable[str], subjects: frozenset[str], *, limit: int) -> list[Hit]:
    """The passages of these subjects alone, without a question on codes leading elsewhere."""
    asked = [word for word in words if not any(mark.isdigit() for mark in word) or len(word) < 3]
    return searching.search(asked, limit=limit, only=subjects)


def tell_passages(pack: Pack, hits: list[Hit], *, lead: bool = True) -> None:
    """The first passage leads (as the short answer), the rest follow as facts."""
    for place, hit in enumerate(hits):
        number = pack.add_passage(hit.passage)
        if place == 0 and lead and not pack.short:
            pack.say(hit.passage.text, number)
        else:
            pack.fact(hit.passage.text, number, heading=hit.passage.heading or hit.passage.title)
        pack.next(f"Read “{hit.passage.title}”", hit.passage.url.partition("#")[0])


def passages_about(code: Interval, *, limit: int = 2) -> list[Passage]:
    """Passages that name this very code."""
    if not code.is_single:
        return []
    word = code.text().lower()
    found = searching.naming(word, limit=limit * 3)
    return [passage for passage in found if _names(passage, code.text())][:limit]


def _names(passage: Passage, code: str) -> bool:
    return code in passage.text or code in passage.heading
