"""What one code is: its own page's words, or what is known of its number."""

from __future__ import annotations

from jobboard.assistant.pack import Pack
from jobboard.assistant.tools import names, telling
from jobboard.assistant.tools.diagnosis_notes import tell_notes
from jobboard.codes import placing
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, Kind, Section
from jobboard.codes.placing import State
from jobboard.codes.queries import nearest
from jobboard.codes.systems import SYSTEMS

MOST_CODES = 4
# Where some codes only head others.
KINDS_SAID = frozenset({"icd10cm", "icd10pcs"})


def look_up(pack: Pack) -> None:
    """What each named code is; without a code, which codes the words may mean."""
    singles = [code for code in pack.understood.codes if code.is_single]
    for interval in singles[:MOST_CODES]:
        tell(pack, interval, in_full=len(singles) == 1)
    if not singles:
        names.look_up(pack)


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
        tell_not_found(pack, interval)
    elif not passages and home is not None:
        said = f"{interval.label} is one of “{home.name}” ({home.label})."
        if pack.facts:
            pack.short.insert(0, pack.facts[-1])
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


def tell_not_found(pack: Pack, interval: Interval) -> None:
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
        pack.say(said, cite_kind(pack, code, said))
    elif code.kind == Kind.HEADER:
        said = (
            f"{code.label} is a header and not billable: a more specific code below it is reported."
        )
        pack.say(said, cite_kind(pack, code, said))
        below = placing.children_of(code, telling.MOST_LISTED)
        telling.tell_codes(pack, below, heading="Codes below it")


def cite_kind(pack: Pack, code: Code, said: str) -> int:
    return pack.add(
        said, f"{code.label}, billable or not", url=code.url, code=code.shown,
        release=code.release.edition,
    )  # fmt: skip
