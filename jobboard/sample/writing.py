"""The description of a job of the sample: five to seven parts, composed from pools of sentences.

Which parts there are, their order, their headings and every sentence are drawn; `Written.templates` says
what was used, so that two descriptions that share too much can be told before they are kept.
"""

from dataclasses import dataclass, field
from functools import cached_property

from jobboard.sample import reading
from jobboard.sample.dice import Dice
from jobboard.sample.facts import LEARNING, Facts
from jobboard.sample.phrases import listed
from jobboard.sample.reading import texts
from jobboard.sample.templates import Pool, Template, Values

# Trades that read claims and orders and code nothing: a specialty's lines are about coding.
WITHOUT_CODING = frozenset({"billing", "authorization", "payments"})
HEADING_STYLES = ("<h3>{}</h3>", "<h3>{}</h3>", "<h3>{}</h3>", "<p><strong>{}</strong></p>")


@dataclass(frozen=True)
class Written:
    """`templates` has a bit for each template that was used, so that texts compare quickly."""

    html: str
    templates: int

    @cached_property
    def size(self) -> int:
        return self.templates.bit_count()

    def shared_with(self, other: "Written") -> float:
        """Which part of the shorter text was made from templates of the other."""
        shorter = self.size if self.size < other.size else other.size
        return (self.templates & other.templates).bit_count() / shorter


def description(facts: Facts, values: Values, dice: Dice) -> Written:
    writer = _Writer(facts, dict(values), dice)
    return Written(writer.html(), sum(1 << number for number in set(writer.used)))


@dataclass
class _Part:
    """A heading with sentences, which stand as a paragraph or as a list."""

    name: str
    lines: list[str]
    is_list: bool = False


@dataclass
class _Writer:
    facts: Facts
    values: dict[str, str]
    dice: Dice
    used: list[int] = field(default_factory=list)

    def html(self) -> str:
        parts = self._parts()
        style = self.dice.one(HEADING_STYLES)
        bare_start = self.dice.chance(0.4)
        return "".join(
            self._heading(part, style, bare=bare_start and at == 0) + _body(part)
            for at, part in enumerate(parts)
            if part.lines
        )

    def _heading(self, part: _Part, style: str, *, bare: bool) -> str:
        if bare and not part.is_list:
            return ""
        return style.format(self._lines(texts().pool("headings", part.name), 1)[0])

    def _parts(self) -> list[_Part]:
        about, work = self._about(), self._work()
        duties, needs, nice = self._duties(), self._needs(), self._nice()
        quality, growth = self._quality(), self._growth()
        offer, process = self._offer(), self._process()
        _merge_some(self.dice, [(quality, work), (growth, offer), (process, offer)])
        if self.dice.chance(0.5):
            self._merge_nice(nice, needs)
        middle = [duties, needs, nice] if self.dice.chance(0.75) else [needs, nice, duties]
        if self.dice.chance(0.45):
            return [about, work, *middle, quality, growth, offer, process]
        return [work, *middle, quality, growth, offer, about, process]

    def _about(self) -> _Part:
        company = self.facts.company
        lines = self._lines(company.lines, 1 if self.dice.chance(0.6) else 2)
        return _Part("about", lines + self._lines(company.kind.lines, 1 if lines else 2))

    def _work(self) -> _Part:
        kind = "several" if "specialties" in self.values and self.dice.chance(0.7) else "plain"
        opening = self._lines(texts().pool("opening", kind), 1)
        body = self._lines(self.facts.role.trade.work, 2)
        if self.facts.role.trade_name not in WITHOUT_CODING:
            body += self._specialty_lines("work", 2 if self.dice.chance(0.4) else 1)
        if self.dice.chance(0.6):
            body += self._lines(reading.settings()[self.facts.setting].lines, 1)
        return _Part("work", opening + self.dice.some(body, len(body)))

    def _duties(self) -> _Part:
        role = self.facts.role
        if role.also is None:
            lines = self._lines(role.trade.duties, self.dice.between(4, 6))
        else:
            lines = self._lines(role.trade.duties, 3) + self._lines(role.also.duties, 3)
        return _Part("duties", self.dice.some(lines, len(lines)), is_list=True)

    def _needs(self) -> _Part:
        role = self.facts.role
        credential, experience = self._credential_lines(), self._experience_lines()
        first = experience + credential if self.dice.chance(0.3) else credential + experience
        then = self._lines(role.trade.needs, 2 if self.dice.chance(0.4) else 1)
        then += self._software_lines()
        then += self._lines(texts().pool("needs", "person"), self.dice.between(1, 3))
        return _Part("needs", first + self.dice.some(then, len(then)), is_list=True)

    def _nice(self) -> _Part:
        lines = []
        if "preferred" in self.values:
            lines += self._lines(texts().pool("nice", "preferred"), 1)
        if self.facts.role.trade_name not in WITHOUT_CODING and self.dice.chance(0.55):
            lines += self._specialty_lines("nice", 1)
        lines += self._lines(texts().pool("nice", "more"), self.dice.between(0, 2))
        return _Part("nice", lines, is_list=True)

    def _merge_nice(self, nice: _Part, needs: _Part) -> None:
        """What is only liked stays so among the requirements."""
        mark = self.dice.one((" (preferred)", " (a plus)", " (helpful)", ", ideally"))
        needs.lines += [line + mark for line in nice.lines]
        nice.lines = []

    def _quality(self) -> _Part:
        lines = self._lines(texts().pool("quality", "output"), 1)
        lines += self._lines(texts().pool("quality", "accuracy"), 1)
        lines += self._lines(texts().pool("quality", "habits"), self.dice.between(1, 3))
        return _Part("quality", self.dice.some(lines, len(lines)))

    def _growth(self) -> _Part:
        return _Part(
            "growth", self._lines(texts().pool("growth", "lines"), self.dice.between(1, 3))
        )

    def _offer(self) -> _Part:
        facts = self.facts
        where = self._lines(texts().pool("offer", "arrangement", facts.arrangement), 1)
        where += self._state_lines()
        when = self._lines(texts().pool("offer", "employment", facts.employment), 1)
        if self.dice.chance(0.75):
            when += self._lines(texts().pool("offer", "shift", facts.shift), 1)
        what = self._pay_lines() + self._benefit_lines()
        blocks = [where, when, what]
        return _Part("offer", [line for block in self.dice.some(blocks, 3) for line in block])

    def _process(self) -> _Part:
        lines = self._lines(texts().pool("process", "apply", self.facts.apply_by), 1)
        lines += self._lines(texts().pool("process", "steps", "lines"), self.dice.between(1, 2))
        if self.dice.chance(0.6):
            lines += self._lines(texts().pool("process", "closing"), 1)
        return _Part("process", lines)

    def _credential_lines(self) -> list[str]:
        asked = self.facts.credentials
        if not (asked.any_of or asked.all_of):
            return self._lines(texts().pool("needs", self._no_credential()), 1)
        lines = self._lines(texts().pool("needs", "one_of" if asked.any_of else "only"), 1)
        if asked.accept_apprentice is not None and "first" in self.values:
            mark = "apprentice" if asked.accept_apprentice else "no_apprentice"
            lines += self._lines(texts().pool("needs", mark), 1)
        return lines

    def _no_credential(self) -> str:
        return "none_yet" if self.facts.level in LEARNING else "none"

    def _experience_lines(self) -> list[str]:
        fresh = self.facts.level in LEARNING
        return self._lines(texts().pool("needs", "fresh" if fresh else "experience"), 1)

    def _software_lines(self) -> list[str]:
        if not self.facts.tools:
            return []
        tool = self.dice.one(self.facts.tools)
        self.values["tool"] = tool.name
        return self._lines(
            texts().pool("needs", "software" if tool.level == "required" else "trained"), 1
        )

    def _state_lines(self) -> list[str]:
        if not self.facts.is_remote:
            return []
        return self._lines(
            texts().pool("offer", "states", "few" if "states" in self.values else "all"), 1
        )

    def _pay_lines(self) -> list[str]:
        if self.facts.offer.missing:
            return self._lines(texts().pool("offer", "pay_missing", self.facts.offer.missing), 1)
        return self._lines(texts().pool("offer", "pay"), 1) if self.dice.chance(0.7) else []

    def _benefit_lines(self) -> list[str]:
        known = [one for one in self.facts.benefits if texts().has("offer", "benefit_names", one)]
        if len(known) < 3:
            return []
        named = self.dice.some(known, self.dice.between(3, 6))
        names = [
            texts().pool("offer", "benefit_names", slug).draw(1, self.values, self.dice)[0].source
            for slug in named
        ]
        self.values["benefits"] = listed(names)
        return self._lines(texts().pool("offer", "benefits", "frames"), 1)

    def _specialty_lines(self, kind: str, count: int) -> list[str]:
        slugs = self.dice.some(self.facts.specialties, count)
        lines: list[str] = []
        for slug in slugs:
            specialty = reading.specialties()[slug]
            lines += self._lines(specialty.work if kind == "work" else specialty.nice, 1)
        return lines

    def _lines(self, pool: Pool, count: int) -> list[str]:
        return [self._render(one) for one in pool.draw(count, self.values, self.dice)]

    def _render(self, template: Template) -> str:
        self.used.append(template.number)
        return template.render(self.values, self.dice)


def _merge_some(dice: Dice, pairs: list[tuple[_Part, _Part]]) -> None:
    """Of the parts that may stand alone, one or two do; the others join a larger part."""
    for part, larger in dice.some(pairs, dice.between(1, 2)):
        larger.lines += part.lines
        part.lines = []


def _body(part: _Part) -> str:
    if part.is_list:
        return f"<ul>{''.join(f'<li>{line}</li>' for line in part.lines)}</ul>"
    half = (len(part.lines) + 1) // 2
    blocks = [part.lines] if len(part.lines) < 5 else [part.lines[:half], part.lines[half:]]
    return "".join(f"<p>{' '.join(block)}</p>" for block in blocks)
