"""One code, several compared, a family, and codes by words."""

from __future__ import annotations

from collections.abc import Sequence

from jobboard.assistant.pack import Pack
from jobboard.assistant.tools import telling
from jobboard.assistant.tools.diagnosis_notes import tell_notes
from jobboard.assistant.tools.finding import codes_called, said_in
from jobboard.assistant.understanding import Understood
from jobboard.codes import placing
from jobboard.codes.families import FAMILIES, Family
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, Kind, Section
from jobboard.codes.placing import State
from jobboard.codes.queries import codes_in, nearest
from jobboard.codes.systems import SYSTEMS

MOST_CODES, MOST_LISTED = 4, 14
# Where some codes only head others.
KINDS_SAID = frozenset({"icd10cm", "icd10pcs"})


def look_up(pack: Pack) -> None:
    """What each named code is; without a code, which codes the words may mean."""
    singles = [code for code in pack.understood.codes if code.is_single]
    for interval in singles[:MOST_CODES]:
        tell(pack, interval, in_full=len(singles) == 1)
    if not singles:
        named_by_words(pack)


def tell(pack: Pack, interval: Interval, *, in_full: bool = True) -> Code | None:
    """A code as the short answer, with its place and what our page says of it."""
    code = telling.find(interval)
    if code is None or not code.summary or _is_better_known(interval, code):
        tell_by_number(pack, interval, code)
        return code
    number = telling.cite(pack, code)
    pack.say(telling.sentence_of(code), number)
    if code.system != interval.system:
        pack.cannot(
            f"Read as {code.label}; as {interval.label} it is not in the reference of this board."
        )
    _tell_standing(pack, code)
    _tell_kind(pack, code)
    if in_full:
        _tell_more(pack, code)
    pack.next(f"Open {code.label}", code.url)
    return code


def _is_better_known(interval: Interval, code: Code) -> bool:
    """`G0439` is in our articles as HCPCS: it is not meant as G04.39, although that exists."""
    return code.system != interval.system and bool(telling.passages_about(interval))


def _tell_more(pack: Pack, code: Code) -> None:
    telling.tell_section(pack, code, Section.PLAIN, heading="In plain words", limit=2)
    telling.tell_section(pack, code, Section.DIFFERENCES, heading="What sets it apart", limit=4)
    telling.tell_section(pack, code, Section.SETTING, heading="Setting", limit=3)
    telling.tell_place(pack, code.interval)
    tell_notes(pack, code)
    telling.tell_checks(pack, code)
    for passage in telling.passages_about(code.interval, limit=1):
        pack.fact(passage.text, pack.add_passage(passage), heading=passage.title)


def tell_by_number(pack: Pack, interval: Interval, code: Code | None = None) -> None:
    """A code without a text of ours: what our pages say of its number, and its family."""
    passages = telling.passages_about(interval)
    for place, passage in enumerate(passages):
        number = pack.add_passage(passage)
        if place == 0:
            pack.say(passage.text, number)
        else:
            pack.fact(passage.text, number, heading=passage.title)
        pack.next(f"Read “{passage.title}”", passage.url.partition("#")[0])
    home = telling.tell_place(pack, interval)
    if not passages and (home is None or (code is None and telling.neighbors_known(interval))):
        _not_found(pack, interval)
    elif not passages and home is not None:
        said = f"{interval.label} is one of “{home.name}” ({home.label})."
        pack.short.insert(0, pack.facts[-1]) if pack.facts else None
        pack.cannot(
            f"{said} The reference has no description of its own of this number, and CPT’s "
            "official one needs the American Medical Association’s license."
            if interval.system == "cpt"
            else f"{said} Its edition is not loaded on this board."
        )
    if interval.system == "cpt" and passages:
        pack.cannot(
            "The official description of this CPT code is the American Medical Association’s and "
            "is not shown here; the code book decides."
        )


def _not_found(pack: Pack, interval: Interval) -> None:
    system = SYSTEMS[interval.system]
    pack.not_found = True
    pack.cannot(f"{interval.label} was not found in the reference ({system.label}).")
    near = [
        code
        for code in nearest(interval.system, interval.low, 2)
        if code.summary and code.key[:2] == interval.low_key[:2]
    ]
    for code in near:
        pack.fact(telling.sentence_of(code), telling.cite(pack, code), heading="The nearest codes")
    pack.next("Look codes up", "/codes")


def _tell_standing(pack: Pack, code: Code) -> None:
    standing = placing.standing_of(code)
    if standing.state == State.CURRENT:
        return
    since = (
        f" since {standing.since:%B} {standing.since.day}, {standing.since.year}"
        if standing.since
        else ""
    )
    word = "retired" if standing.state == State.RETIRED else "not yet in force"
    by = f" It was replaced by {', '.join(standing.replaced_by)}." if standing.replaced_by else ""
    said = f"{code.label} is {word}{since}.{by}"
    cited = pack.add(
        said,
        f"{code.label}, its standing",
        url=code.url,
        code=code.shown,
        release=code.release.edition,
    )
    pack.say(said, cited)


def _tell_kind(pack: Pack, code: Code) -> None:
    """Whether a claim may carry it, and the codes below one that may not be used."""
    if code.system not in KINDS_SAID:
        return
    if code.kind == Kind.BILLABLE:
        said = f"{code.label} is billable: it is complete and valid on a claim."
        pack.say(said, _cite_kind(pack, code, said))
    elif code.kind == Kind.HEADER:
        said = (
            f"{code.label} is a header and not billable: a more specific code below it is reported."
        )
        pack.say(said, _cite_kind(pack, code, said))
        tell_list(pack, placing.children_of(code, MOST_LISTED), heading="Codes below it")


def _cite_kind(pack: Pack, code: Code, said: str) -> int:
    return pack.add(
        said, f"{code.label}, billable or not", url=code.url, code=code.shown,
        release=code.release.edition,
    )  # fmt: skip


def tell_list(pack: Pack, codes: Sequence[Code], *, heading: str) -> None:
    for code in codes:
        pack.fact(telling.sentence_of(code), telling.cite(pack, code), heading=heading)


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
        pack.fact(said, _cite_kind(pack, code, said), heading="On a claim")


def _tell_shared_passages(pack: Pack) -> None:
    """Passages that name at least two of the codes."""
    names = [code.text() for code in pack.understood.codes]
    hits = telling.passages([name.lower() for name in names], limit=4)
    for hit in hits:
        if sum(name in hit.passage.text for name in names) > 1:
            number = pack.add_passage(hit.passage)
            pack.fact(hit.passage.text, number, heading=hit.passage.title)


def family(pack: Pack) -> None:
    """The codes of a range or of a family that the words name."""
    ranges = [code for code in pack.understood.codes if not code.is_single]
    if ranges:
        for interval in ranges[:2]:
            _tell_range(pack, interval)
    elif pack.understood.codes:
        _family_of_code(pack, pack.understood.codes[0])
    else:
        by_words(pack)
    hits = telling.passages(pack.understood.words, limit=2)
    telling.tell_passages(pack, [hit for hit in hits if hit.cover > 0.5], lead=not pack.short)


def _family_of_code(pack: Pack, interval: Interval) -> None:
    code = telling.find(interval)
    home = telling.tell_place(pack, interval)
    if home is None:
        _not_found(pack, interval)
        return
    pack.short.append(pack.facts.pop())
    if code is not None and code.summary:
        pack.fact(telling.sentence_of(code), telling.cite(pack, code), heading="The code")
    _tell_codes_of(pack, home.interval)
    pack.next(f"Open “{home.name}”", home.url)


def _tell_range(pack: Pack, interval: Interval) -> None:
    named = FAMILIES.get(interval.slug)
    around = named or next(iter(FAMILIES.around(interval)), None)
    if around is not None:
        said = f"{interval.label}: {around.name}. {around.line}" if named else (
            f"{interval.label} lies in “{around.name}” ({around.label}). {around.line}"
        )  # fmt: skip
        number = pack.add(
            said, f"Family {around.label}", url=around.url, source=telling.FAMILY_SOURCE
        )
        pack.say(said, number)
        pack.next(f"Open “{around.name}”", around.url)
    _tell_codes_of(pack, interval)
    if around is None and not pack.says_something:
        _not_found(pack, interval)


def _tell_codes_of(pack: Pack, interval: Interval) -> None:
    inner = [one for one in FAMILIES.overlapping(interval) if interval.contains(one.interval)]
    for one in [one for one in inner if one.interval != interval][:8]:
        number = telling.cite_family(pack, one)
        pack.fact(f"{one.label}: {one.name}. {one.line}", number, heading="Families inside")
    codes = codes_in(interval, MOST_LISTED + 1)
    tell_list(pack, [code for code in codes[:MOST_LISTED] if code.summary], heading="Codes in it")
    if len(codes) > MOST_LISTED:
        pack.cannot(f"Only the first codes of {interval.label} are listed here; its page has all.")
        pack.next(f"All codes of {interval.label}", f"/codes?q={interval.text('-')}")


def named_by_words(pack: Pack) -> None:
    """A question for the code of something: codes by name first, then what our articles say."""
    by_words(pack)
    hits = telling.passages(pack.understood.words, limit=2)
    telling.tell_passages(pack, hits, lead=not pack.short)


def by_words(pack: Pack) -> None:
    """Codes and families that are called what the question says."""
    words = said_in(pack.understood)
    found = codes_called(pack.understood)
    families: Sequence[Family] = (
        () if not words else FAMILIES.suggest(" ".join(said_in(pack.understood)), 4)
    )
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
