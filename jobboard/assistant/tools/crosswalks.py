"""From a code to what goes with it in other code sets: our own lists, and official maps if loaded."""

from __future__ import annotations

from jobboard.assistant.codes_in import old_codes_in
from jobboard.assistant.pack import Pack
from jobboard.assistant.tools import telling
from jobboard.codes import facts, releases
from jobboard.codes.datasets import MAPS
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, Section
from jobboard.codes.placing import related_of
from jobboard.codes.systems import SYSTEMS

MOST_LEADING = 3
SUBJECT = frozenset({"crosswalks"})
# Which official maps a question about a system is answered from.
OF_DIAGNOSIS = ("hcc", "ccmcc", "gem", "ccsr", "chronic")
OF_PROCEDURE = ("ccs-pr",)


def tell(pack: Pack) -> None:
    told = [_tell_old(pack, code) for code in old_codes_in(pack.understood.question)]
    for interval in pack.understood.codes[:3]:
        told.append(_tell_of(pack, interval) or _tell_passages_on(pack, interval))
    if told and not any(told):
        pack.not_loaded = True
    hits = telling.passages(pack.understood.words, subjects=SUBJECT, limit=3)
    telling.tell_passages(pack, hits, lead=not pack.short)
    pack.next("Read what crosswalks can and cannot do", "/articles/crosswalks")


def _tell_of(pack: Pack, interval: Interval) -> bool:
    code = telling.find(interval)
    if code is None:
        telling.tell_place(pack, interval)
        pack.cannot(
            f"{interval.label} has no row in the reference, so no list of ours is tied to it."
        )
        return False
    pack.fact(telling.sentence_of(code), telling.cite(pack, code), heading="The code")
    told = [_tell_related(pack, code), *(_tell_map(pack, code, name) for name in _maps_for(code))]
    _tell_families(pack, code)
    telling.tell_checks(pack, code, 2)
    pack.next(f"Open {code.label}", code.url)
    if not any(told):
        pack.cannot(f"No crosswalk from {code.label} is loaded on this board.")
    return any(told)


def _tell_passages_on(pack: Pack, interval: Interval) -> bool:
    """What our articles on crosswalks say of a code by its number."""
    about = telling.passages_about(interval, limit=6)
    passages = [passage for passage in about if passage.subject in SUBJECT]
    for passage in passages[:2]:
        pack.say(passage.text, pack.add_passage(passage))
    return bool(passages)


def _tell_related(pack: Pack, code: Code) -> bool:
    """Our own list of codes that go with this one; those of the asked systems alone, if any."""
    entries = [pair for pair in telling.entries_of(code, Section.RELATED) if "code" in pair[0]]
    wanted = [slug for slug in pack.understood.systems if slug != code.system]
    chosen = [pair for pair in entries if pair[0].get("system") in wanted]
    for entry, text in chosen or entries:
        said = f"With {code.label} goes {telling.entry_said(code, entry)}"
        number = telling.cite_text(pack, code, Section.RELATED, text, said)
        if len(pack.short) < MOST_LEADING:
            pack.say(said, number)
        else:
            pack.fact(said, number, heading=f"Goes with {code.label}")
    return bool(entries)


def _tell_families(pack: Pack, code: Code) -> None:
    for related in related_of(code.system, code.code)[:4]:
        said = (
            f"{related.name} ({related.interval.label}) belongs to the same work as {related.by}."
        )
        number = pack.add(
            said, related.interval.label, url=related.url, source=telling.FAMILY_SOURCE
        )
        pack.fact(said, number, heading="Families that go with it")


def _maps_for(code: Code) -> tuple[str, ...]:
    return {"icd10cm": OF_DIAGNOSIS, "icd10pcs": OF_PROCEDURE}.get(code.system, ())


def _tell_map(pack: Pack, code: Code, dataset: str) -> bool:
    found = facts.maps_of(dataset, code.code, on=releases.today())
    if not found.rows or found.release is None:
        return False
    targets = ", ".join(dict.fromkeys(row.target for row in found))
    said = f"{code.label}: {MAPS[dataset].label}: {targets}."
    number = pack.add(
        said,
        f"{code.label} in “{MAPS[dataset].label}”",
        url=code.url,
        release=found.release.edition,
    )
    pack.say(said, number)
    return True


def _tell_old(pack: Pack, old: str) -> bool:
    """An ICD-9-CM code through the general equivalence mappings."""
    found = facts.maps_of("gem-back", old, on=releases.today())
    if not found.is_loaded or found.release is None:
        pack.cannot(
            f"The mappings from ICD-9-CM are not loaded on this board, so {old} could not be looked up."
        )
        return False
    targets = [
        Interval.of("icd10cm", row.target) for row in found.rows[:6] if row.target[:1].isalpha()
    ]
    names = ", ".join(one.label for one in targets) or "no code"
    said = f"ICD-9-CM {old} leads to {names} in the general equivalence mappings."
    pack.say(said, pack.add(said, f"GEM of ICD-9-CM {old}", release=found.release.edition))
    for interval in targets:
        code = telling.find(interval)
        if code:
            pack.fact(
                telling.sentence_of(code),
                telling.cite(pack, code),
                heading=SYSTEMS["icd10cm"].label,
            )
    return True
