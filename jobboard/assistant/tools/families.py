"""The codes of a range, or of the family that a code lies in."""

from __future__ import annotations

from jobboard.assistant.pack import Pack
from jobboard.assistant.tools import names, telling
from jobboard.assistant.tools.codes import tell_not_found
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.codes.queries import codes_in


def tell(pack: Pack) -> None:
    """The codes of a range or of a family that the words name."""
    ranges = [code for code in pack.understood.codes if not code.is_single]
    if ranges:
        for interval in ranges[:2]:
            _tell_range(pack, interval)
    elif pack.understood.codes:
        _family_of_code(pack, pack.understood.codes[0])
    else:
        names.tell(pack)
    hits = telling.passages(pack.understood.words, limit=2)
    telling.tell_passages(pack, [hit for hit in hits if hit.cover > 0.5], lead=not pack.short)


def _family_of_code(pack: Pack, interval: Interval) -> None:
    code = telling.find(interval)
    home = telling.tell_place(pack, interval)
    if home is None:
        tell_not_found(pack, interval)
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
        tell_not_found(pack, interval)


def _tell_codes_of(pack: Pack, interval: Interval) -> None:
    inner = [one for one in FAMILIES.overlapping(interval) if interval.contains(one.interval)]
    for one in [one for one in inner if one.interval != interval][:8]:
        number = telling.cite_family(pack, one)
        pack.fact(f"{one.label}: {one.name}. {one.line}", number, heading="Families inside")
    codes = codes_in(interval, telling.MOST_LISTED + 1)
    named = [code for code in codes[: telling.MOST_LISTED] if code.summary]
    telling.tell_codes(pack, named, heading="Codes in it")
    if len(codes) > telling.MOST_LISTED:
        pack.cannot(f"Only the first codes of {interval.label} are listed here; its page has all.")
        pack.next(f"All codes of {interval.label}", f"/codes?q={interval.text('-')}")
