"""What a posting says, made ready to be drawn: for the job page, the preview and the moderators."""

from dataclasses import dataclass

from jobboard import taxonomy
from jobboard.codes.linking import CodeLink, links_to
from jobboard.employers.models import Employer
from jobboard.postings.models import Posting, Wording
from jobboard.postings.record import PostingRecord, dollars

Pairs = list[tuple[str, str]]

SOURCES = {"usajobs": "USAJOBS"}


@dataclass(frozen=True)
class ShownJob:
    """`stated` codes are the poster's; `mentioned` ones were found in the text."""

    record: PostingRecord
    employer: Employer
    stated: list[CodeLink]
    mentioned: list[CodeLink]
    mentioned_credentials: list[str]
    source_label: str | None

    @property
    def place(self) -> str:
        return "; ".join(map(str, self.record.places)) or self.record.place_text or ""

    @property
    def arrangement(self) -> str:
        found = taxonomy.ARRANGEMENTS.get(self.record.arrangement or "")
        return found.label if found else ""

    @property
    def open_to(self) -> str:
        """Where a remote coder may live."""
        states = self.record.eligible_states
        if not states:
            return ""
        if self.record.works_everywhere:
            return "All states"
        return ", ".join(taxonomy.STATES[state].label for state in states)

    @property
    def pay_text(self) -> str:
        return self.record.pay.text if self.record.pay else ""

    @property
    def pay_note(self) -> str:
        """The hourly equivalent of another unit, or the reason why no pay is stated."""
        if self.record.pay is None:
            reason = taxonomy.PAY_MISSING_REASONS.get(self.record.pay_missing or "")
            return reason.sentence if reason else ""
        low, high = self.record.pay.hourly
        if self.record.pay.unit == "hour" or low is None or high is None:
            return ""
        span = dollars(low) if low == high else f"{dollars(low)}–{dollars(high)}"
        return f"About {span} an hour at full time"

    @property
    def facts(self) -> Pairs:
        """The facts that people look for first; an empty one is drawn as not stated."""
        record = self.record
        return [
            ("Place", self.place if record.arrangement != "remote" or self.place else "Remote"),
            ("Arrangement", self.arrangement),
            *([("Open to residents of", self.open_to)] if record.arrangement == "remote" else []),
            ("Employment", _label(taxonomy.EMPLOYMENT_TYPES, record.employment_type)),
            ("Role", _label(taxonomy.ROLES, record.role)),
            ("Level", _label(taxonomy.LEVELS, record.level)),
            ("Setting", _label(taxonomy.SETTINGS, record.setting)),
            *([("Grade", record.grade)] if record.grade else []),
        ]

    @property
    def work(self) -> Pairs:
        """What is known of the work itself; nothing for what was not stated."""
        record = self.record
        pairs = [
            ("Shift", _label(taxonomy.SHIFTS, record.shift)),
            ("Productivity", record.productivity.text if record.productivity else ""),
            ("Accuracy", f"{record.accuracy_percent:g} %" if record.accuracy_percent else ""),
            ("Software", ", ".join(_software(record))),
            ("Benefits", ", ".join(taxonomy.BENEFITS[slug].label for slug in record.benefits)),
        ]
        return [(name, value) for name, value in pairs if value]

    @property
    def specialties(self) -> list[dict[str, str]]:
        found = [taxonomy.SPECIALTIES[slug] for slug in self.record.specialties]
        return [
            {"label": term.label, "url": f"/jobs?specialty={term.slug}"} for term in found
        ]

    @property
    def credentials(self) -> list[tuple[str, list[taxonomy.Credential]]]:
        asked = self.record.credentials
        groups = [
            ("One of these is required", asked.any_of),
            ("All of these are required", asked.all_of),
            ("Preferred", asked.preferred),
        ]
        if len(asked.any_of) == 1:
            groups[0] = ("Required", asked.any_of)
        if len(asked.all_of) == 1:
            groups[1] = ("Required", asked.all_of)
        return [
            (label, [taxonomy.CREDENTIALS[code] for code in codes])
            for label, codes in groups
            if codes
        ]

    @property
    def apprentices(self) -> str:
        welcome = self.record.credentials.accept_apprentice
        if welcome is None:
            return ""
        return "Apprentices are welcome." if welcome else "Apprentices are not considered."


def shown_job(posting: Posting, wording: Wording) -> ShownJob:
    links = links_to([code.interval for code in wording.codes])
    paired = list(zip(wording.codes, links, strict=True))
    return ShownJob(
        record=wording.says(),
        employer=posting.employer,
        stated=[link for code, link in paired if code.stated],
        mentioned=[link for code, link in paired if not code.stated],
        mentioned_credentials=sorted(
            tag.value for tag in wording.tags if tag.kind == "credential-mentioned"
        ),
        source_label=source_label(posting.source),
    )


def source_label(source: str | None) -> str | None:
    """What people call a source that jobs are imported from."""
    return SOURCES.get(source, source) if source else None


def _label(vocabulary: taxonomy.Vocabulary[taxonomy.Term], slug: str | None) -> str:
    found = vocabulary.get(slug or "")
    return found.label if found else ""


def _software(record: PostingRecord) -> list[str]:
    return [
        f"{asked.name} ({taxonomy.SOFTWARE_LEVELS[asked.level].label.lower()})"
        if asked.level
        else asked.name
        for asked in record.software
    ]
