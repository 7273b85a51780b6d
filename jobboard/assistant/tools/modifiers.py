"""What a modifier is for, which one fits, and what our page of a code says of its modifiers."""

from __future__ import annotations

from jobboard.assistant.codes_in import unknown_modifiers
from jobboard.assistant.library import modifier_passage
from jobboard.assistant.pack import Pack
from jobboard.assistant.retrieval import Hit
from jobboard.assistant.tools import telling
from jobboard.codes import facts, releases
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, Section
from jobboard.codes.modifiers import MODIFIERS, Modifier

MOST_NAMED = 6
SUBJECT = frozenset({"modifiers"})
SAYS_NOTHING = frozenset({"modifier"})
# Columns of the fee schedule that say whether a modifier means anything on a code.
COLUMNS = {
    "50": ("bilateral", "bilateral indicator"),
    "26": ("pctc", "PC/TC indicator"),
    "TC": ("pctc", "PC/TC indicator"),
    "51": ("multiple", "multiple procedure indicator"),
    "62": ("co_surgeons", "co-surgeon indicator"),
    "66": ("team", "team surgery indicator"),
    "80": ("assistant", "assistant at surgery indicator"),
    "81": ("assistant", "assistant at surgery indicator"),
    "82": ("assistant", "assistant at surgery indicator"),
    "AS": ("assistant", "assistant at surgery indicator"),
}


def tell(pack: Pack) -> None:
    for code in pack.understood.modifiers[:5]:
        _tell_one(pack, MODIFIERS[code])
    for code in unknown_modifiers(pack.understood.question, MODIFIERS):
        pack.cannot(f"Modifier {code} was not found in our table of modifiers.")
        pack.not_found = not pack.says_something
    for interval in pack.understood.codes[:2]:
        _tell_on_code(pack, interval)
    # Our page of the code has answered who asks for nothing else.
    if not pack.short or pack.understood.modifiers or _says_what_for(pack):
        _tell_passages(pack)
    pack.next("Open the table of modifiers", "/articles/modifier-table")


def _tell_passages(pack: Pack) -> None:
    words, named = pack.understood.words, pack.understood.modifiers
    hits = telling.passages(words, subjects=SUBJECT, limit=3 if named else 4)
    if not named and _says_what_for(pack):
        hits = _modifiers_first(hits, telling.passages_on(words, SUBJECT, limit=2))
    elif not named:
        # What modifiers are, not the one whose text has the word oftenest.
        hits = [hit for hit in hits if hit.passage.title.removeprefix("Modifier ") not in MODIFIERS]
    told = {f"Modifier {code}" for code in named}
    telling.tell_passages(pack, [hit for hit in hits if hit.passage.title not in told])


def _says_what_for(pack: Pack) -> bool:
    """ "Which modifiers apply to 38241?" has no word that one modifier would have more of."""
    codes = {code.text().lower() for code in pack.understood.codes}
    return not codes.union(SAYS_NOTHING).issuperset(pack.understood.words)


def _modifiers_first(found: list[Hit], of_modifiers: list[Hit]) -> list[Hit]:
    """Who asks which modifier to use wants one, although other pages may have more of the words."""
    best = max((hit.score for hit in found), default=0.0)
    near = [hit for hit in of_modifiers if hit.score >= best * 0.6]
    told = {hit.passage for hit in near}
    return [*near, *(hit for hit in found if hit.passage not in told)]


def _tell_one(pack: Pack, modifier: Modifier) -> None:
    passage = modifier_passage(modifier)
    number = pack.add(
        f"Modifier {modifier.code}, {modifier.name}. {passage.text}",
        f"Modifier {modifier.code}",
        url=passage.url,
        source=passage.source,
    )
    pack.say(f"Modifier {modifier.code} ({modifier.name}). {modifier.use}", number)
    pack.fact(modifier.avoid, number, heading="What goes wrong")
    _tell_bypass(pack, modifier.code, bypasses=bool(modifier.bypass))


def _tell_bypass(pack: Pack, code: str, *, bypasses: bool) -> None:
    said = (
        f"Modifier {code} is one of the modifiers that may open an NCCI pair whose indicator is 1."
        if bypasses
        else f"Modifier {code} does not open an NCCI pair."
    )
    number = pack.add(
        said,
        f"Modifier {code} and NCCI",
        url="/articles/ncci-pairs#modifiers-that-open-a-pair",
        source="our own table of NCCI-associated modifiers",
    )
    pack.fact(said, number, heading="With NCCI edits")


def _tell_on_code(pack: Pack, interval: Interval) -> None:
    code = telling.find(interval)
    if code is None:
        telling.tell_place(pack, interval)
        return
    if not pack.understood.modifiers:
        _lead_with_page(pack, code)
    if not telling.tell_section(pack, code, Section.MODIFIERS, heading=f"On {code.label}", limit=6):
        pack.fact(telling.sentence_of(code), telling.cite(pack, code), heading=f"On {code.label}")
    _tell_indicators(pack, code.code, code.label)
    telling.tell_checks(pack, code, 2)
    pack.next(f"Open {code.label}", code.url)


def _lead_with_page(pack: Pack, code: Code) -> None:
    """The modifiers that our page of the code names, in a sentence."""
    entries = [one for one in telling.entries_of(code, Section.MODIFIERS) if one[0].get("name")][
        :MOST_NAMED
    ]
    if not entries:
        return
    named = "; ".join(f"{entry['term']} ({entry['name'].lower()})" for entry, _ in entries)
    cites = [
        telling.cite_text(pack, code, Section.MODIFIERS, text, telling.entry_said(code, entry))
        for entry, text in entries
    ]
    pack.say(f"On {code.label} these come up: {named}.", *cites)


def _tell_indicators(pack: Pack, code: str, label: str) -> None:
    wanted = [COLUMNS[one] for one in pack.understood.modifiers if one in COLUMNS]
    if not wanted:
        return
    try:
        found = facts.fees_of(code, "", on=releases.today())
    except ValueError:
        return
    fee = found.first
    for column, name in dict.fromkeys(wanted) if fee and found.release else ():
        said = (
            f"{label} has the {name} {getattr(fee, column) or 'blank'} in Medicare’s fee schedule."
        )
        number = pack.add(said, f"Fee schedule, {label}", release=found.release.edition)  # type: ignore[union-attr]
        pack.fact(said, number, heading=f"On {label}")
