"""From a question to an answer: guard, read, ask the tools, verify. The only way in.

Nothing here asks a model: `rephrasing` may put the short answer into other words afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from jobboard.assistant import guarding
from jobboard.assistant.answers import Answer, Link, Outcome
from jobboard.assistant.following_up import narrowed
from jobboard.assistant.guarding import Refused
from jobboard.assistant.pack import Pack
from jobboard.assistant.reading import read
from jobboard.assistant.retrieval import Hit
from jobboard.assistant.tools import (
    codes,
    comparing,
    crosswalks,
    edits,
    families,
    jobs,
    modifiers,
    names,
    rules,
    telling,
)
from jobboard.assistant.understanding import Topic, Understood
from jobboard.codes.intervals import Interval
from jobboard.codes.modifiers import MODIFIERS

Tool = Callable[[Pack], None]

TOOLS: dict[Topic, Tool] = {
    Topic.CODE: codes.look_up,
    Topic.COMPARE: comparing.compare,
    Topic.FAMILY: families.tell,
    Topic.MODIFIER: modifiers.tell,
    Topic.PAIR: edits.pair,
    Topic.UNITS: edits.units,
    Topic.ADD_ON: edits.add_on,
    Topic.CROSSWALK: crosswalks.tell,
    Topic.COVERAGE: rules.coverage,
    Topic.GUIDELINE: rules.guideline,
    Topic.COMPLIANCE: rules.compliance,
    Topic.CAREER: rules.career,
}
TOPIC_OF_SUBJECT = {
    "modifiers": Topic.MODIFIER,
    "crosswalks": Topic.CROSSWALK,
    "ncci-edits": Topic.PAIR,
    "compliance": Topic.COMPLIANCE,
    "medicare-coverage": Topic.COVERAGE,
    "careers": Topic.CAREER,
}
# Of a question that names nothing of ours, this share must be words that our pages have.
LEAST_OF_OURS, WHOLLY_OURS = 0.5, 0.9
NAMES_SOMETHING = frozenset({Topic.CODE, Topic.FAMILY, Topic.OTHER})
# "Which code is column 2?" asks for no code, although it has the words for it.
ABOUT_RULES = frozenset({Topic.PAIR, Topic.UNITS, Topic.ADD_ON, Topic.COMPLIANCE})
JOBS_BESIDE = frozenset({Topic.CODE, Topic.COMPARE, Topic.FAMILY})


def answer(
    question: str,
    *,
    now: datetime,
    about: Interval | None = None,
    before: Understood | None = None,
) -> Answer:
    """What we know about it, with its evidence. Never raises for what a person typed."""
    refused = guarding.refusal_of(question)
    if refused:
        return _refusal(question, refused)
    understood = _understood(question.strip(), about, before)
    if understood is None:
        return _refusal(question, guarding.out_of_scope())
    pack = Pack(understood)
    _fill(pack, now=now)
    return _with_ways_on(pack.as_answer(), about)


def _understood(
    question: str, about: Interval | None, before: Understood | None
) -> Understood | None:
    """None where the question is not about anything of ours."""
    understood = read(question, known_modifiers=MODIFIERS, about=about, before=before)
    understood = narrowed(understood)
    if understood.codes or understood.modifiers or understood.follows:
        return understood
    if understood.topic == Topic.JOBS:
        return understood
    best = next(iter(telling.passages(understood.words, limit=1)), None)
    if _wants_a_code(understood, best) and names.is_called_something(understood):
        return replace(understood, topic=Topic.CODE)
    if best is None or best.cover < LEAST_OF_OURS:
        return _named_by_reference(understood)
    if understood.topic in (Topic.OTHER, Topic.CODE) and not _wants_a_code(understood, best):
        return replace(
            understood, topic=TOPIC_OF_SUBJECT.get(best.passage.subject, Topic.GUIDELINE)
        )
    return understood


def _wants_a_code(understood: Understood, best: Hit | None) -> bool:
    if understood.topic in ABOUT_RULES or not understood.asks_for_code:
        return False
    return not (understood.asks_for_meaning and best is not None and best.cover >= WHOLLY_OURS)


def _named_by_reference(understood: Understood) -> Understood | None:
    """Our pages have few of the words: a code may be called so, or the question is of our field all
    the same. None: it is of another field."""
    if understood.topic in NAMES_SOMETHING and names.is_called_something(understood):
        return replace(understood, topic=Topic.CODE)
    return understood if guarding.is_of_our_field(understood.question) else None


def _fill(pack: Pack, *, now: datetime) -> None:
    topic = pack.understood.topic
    if topic == Topic.JOBS:
        jobs.search(pack, now=now)
        return
    if topic == Topic.CAREER and jobs.asks_for_pay(pack.understood):
        jobs.tell_pay(pack, now=now)
    TOOLS.get(topic, rules.guideline)(pack)
    _tell_more_if_little(pack)
    if topic in JOBS_BESIDE and pack.understood.codes:
        jobs.add_for_code(pack, pack.understood.codes[0], now=now)


def _tell_more_if_little(pack: Pack) -> None:
    """Where the topic's tool has found nothing, our articles may have the words all the same."""
    if pack.says_something or pack.not_found:
        return
    hits = telling.passages(pack.understood.words)
    telling.tell_passages(pack, [hit for hit in hits if hit.cover >= LEAST_OF_OURS])


def _with_ways_on(answer: Answer, about: Interval | None) -> Answer:
    """Whoever is not helped can always ask a person."""
    if answer.outcome == Outcome.ANSWERED:
        return answer
    asked = {"q": answer.question, **({"about": str(about)} if about else {})}
    steps = (*answer.next_steps, Link("Ask a consultant", f"/consult?{urlencode(asked)}"))
    return replace(answer, next_steps=steps)


def _refusal(question: str, refused: Refused) -> Answer:
    steps: tuple[Link, ...] = (Link("See what can be asked", "/assistant"),)
    return Answer(
        question=question if not refused.kinds else "",
        outcome=Outcome.REFUSED,
        understood=Understood(question="" if refused.kinds else question[:200]),
        refusal=refused.why,
        unknown=(refused.sentence,),
        notes=(refused.redacted,) if refused.redacted else (),
        next_steps=steps,
    )
