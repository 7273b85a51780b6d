"""What one job of the sample is, drawn so that its parts fit together as they do in life."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobboard import taxonomy
from jobboard.postings.record import ALL_STATES
from jobboard.sample import asking, covering, paying, reading
from jobboard.sample.asking import Credentials, Tool
from jobboard.sample.dice import Dice, standing_at
from jobboard.sample.material import Company, Place, Role
from jobboard.sample.paying import Offer

LEARNING = frozenset({"apprentice", "entry"})
LEADING = frozenset({"lead", "supervisor", "manager", "director"})
POSTED_WITHIN, SHORTEST_RUN, LONGEST_RUN = 45, 30, 75
EMPLOYMENT = {
    "full-time": 76.0,
    "part-time": 6.0,
    "per-diem": 8.0,
    "temporary": 3.0,
    "contractor": 5.0,
    "contract-to-hire": 2.0,
}
OF_AGENCIES = {"full-time": 4.0, "temporary": 3.0, "contract-to-hire": 3.0, "per-diem": 1.0}
# Trades whose queues are worked on evenings and weekends too.
OPEN_ALWAYS = frozenset({"inpatient", "outpatient", "ed", "surgery", "him"})
REMOTE_SHIFTS = {"flexible": 5.0, "day": 6.0, "evening": 0.4, "weekend": 0.5, "four-tens": 0.7}
OFFICE_SHIFTS = {"day": 9.0, "evening": 0.5, "rotating": 0.5, "four-tens": 0.4}
ACCURACY = {95: 12.0, 96: 3.0, 97: 2.0, 98: 1.0}


@dataclass(frozen=True)
class Facts:
    """Everything about a job but its words."""

    company: Company
    role: Role
    level: str
    specialties: tuple[str, ...]
    setting: str
    arrangement: str
    states: tuple[str, ...]
    places: tuple[Place, ...]
    employment: str
    shift: str
    offer: Offer
    benefits: tuple[str, ...]
    credentials: Credentials
    tools: tuple[Tool, ...]
    output: Mapping[str, object] | None
    accuracy: int | None
    codes: tuple[str, ...]
    apply_by: str
    posted: date
    expires: date

    @property
    def seat(self) -> Place:
        return self.places[0] if self.places else self.company.seat

    @property
    def is_remote(self) -> bool:
        return self.arrangement == "remote"


def draw(company: Company, dice: Dice, today: date, *, share: float) -> Facts:
    """`share` says where among the roles that the company hires for this job stands."""
    role = reading.roles()[standing_at(share, _fitting(company))]
    level = dice.weighted(role.levels)
    setting = dice.one([one for one in role.settings if one in company.settings])
    specialties = _specialties(company, role, setting, dice)
    employment = _employment(company, role, level, dice)
    arrangement = _arrangement(company, role, dice)
    places = _places(company, arrangement, dice)
    state = (places[0] if places else company.seat).state
    remote = arrangement == "remote"
    posted = today - timedelta(days=int(POSTED_WITHIN * dice.spread(0, 1) ** 1.5))
    learning = level in LEARNING
    states = _states(company, state, dice) if remote else ()
    open_to = states or (state,)
    return Facts(
        company=company,
        role=role,
        level=level,
        specialties=specialties,
        setting=setting,
        arrangement=arrangement,
        states=states,
        places=places,
        employment=employment,
        shift=_shift(role, employment, arrangement, level, dice),
        offer=paying.offer(
            company, role, level, employment, state, open_to=open_to, remote=remote, dice=dice
        ),
        benefits=_benefits(employment, arrangement, company, dice),
        credentials=asking.credentials(role, specialties, level, dice),
        tools=asking.tools(company, role, setting, learning=learning, dice=dice),
        output=asking.output(role, learning=learning, dice=dice),
        accuracy=_accuracy(role, learning=learning, dice=dice),
        codes=covering.codes(role, setting, specialties, dice),
        apply_by=dice.weighted({"board": 82.0, "url": 12.0, "email": 6.0}),
        posted=posted,
        expires=max(
            posted + timedelta(days=dice.between(SHORTEST_RUN, LONGEST_RUN)),
            today + timedelta(days=dice.between(3, 12)),
        ),
    )


_fitting_roles: dict[str, dict[str, float]] = {}


def _fitting(company: Company) -> dict[str, float]:
    """The roles that its settings have a place for, with their weights."""
    known = _fitting_roles.get(company.name)
    if known is None:
        known = _fitting_roles[company.name] = {
            slug: weight
            for slug, weight in company.roles.items()
            if set(reading.roles()[slug].settings) & set(company.settings)
        }
    return known


def _specialties(company: Company, role: Role, setting: str, dice: Dice) -> tuple[str, ...]:
    if company.only:
        return tuple(dice.some(company.specialties, 1 if dice.chance(0.7) else 2))
    usual: Sequence[str] = role.specialties
    if bound := reading.settings()[setting].specialties:
        usual = [one for one in usual if one in bound] or bound
    options = [one for one in company.specialties if one in usual] or usual
    chosen = dice.some(options, dice.between(1, role.most))
    if setting == "childrens-hospital" and "pediatrics" not in chosen:
        chosen.append("pediatrics")
    return tuple(chosen)


def _employment(company: Company, role: Role, level: str, dice: Dice) -> str:
    if role.slug == "coding-apprentice":
        unpaid = company.kind.slug in ("community-clinic", "education", "physician-group")
        return "volunteer" if unpaid and dice.chance(0.3) else "internship"
    if level in LEADING:
        return "full-time"
    if company.kind.slug == "staffing":
        return dice.weighted(OF_AGENCIES)
    chosen = dice.weighted(EMPLOYMENT)
    return "full-time" if chosen == "contractor" and role.each is None else chosen


def _arrangement(company: Company, role: Role, dice: Dice) -> str:
    remote = 0.0 if company.remote == "no" else role.remote
    if dice.chance(remote):
        return "remote"
    return "hybrid" if dice.chance(0.5 if role.remote > 0.3 else 0.15) else "onsite"


def _places(company: Company, arrangement: str, dice: Dice) -> tuple[Place, ...]:
    if arrangement == "remote":
        return (company.seat,) if dice.chance(0.4) else ()
    if len(company.places) > 1 and dice.chance(0.3):
        return tuple(dice.some(company.places, 2))
    return (dice.one(company.places),)


def _states(company: Company, state: str, dice: Dice) -> tuple[str, ...]:
    """Every state, or a few around the employer; nobody leaves out a single one."""
    near = reading.table("regions")["neighbors"][state]
    if company.remote == "all" and dice.chance(0.75):
        return ALL_STATES
    if company.remote == "state" and dice.chance(0.6):
        return (state,)
    chosen = {state, *dice.some(near, dice.between(1, len(near)))}
    if company.remote == "all":
        chosen.update(dice.some(ALL_STATES, 6))
    return tuple(slug for slug in ALL_STATES if slug in chosen)


def _shift(role: Role, employment: str, arrangement: str, level: str, dice: Dice) -> str:
    if level in LEADING or level in LEARNING:
        return "day"
    if role.trade_name not in OPEN_ALWAYS:
        return dice.weighted({"day": 6.0, "flexible": 4.0 if arrangement == "remote" else 0.5})
    if employment in ("per-diem", "contractor"):
        weekend = 0.0 if arrangement == "hybrid" else 2.0
        return dice.weighted({"flexible": 5.0, "weekend": weekend, "day": 2.0, "evening": 1.0})
    if arrangement == "remote":
        return dice.weighted(REMOTE_SHIFTS)
    return dice.weighted(OFFICE_SHIFTS)


STEADY = ("health", "dental", "vision", "401k", "pto", "holidays")
EXTRA = [
    "hsa-fsa",
    "life",
    "disability",
    "eap",
    "401k-match",
    "productivity-bonus",
    "sign-on-bonus",
    "overtime",
    "sick-leave",
    "parental-leave",
    "flexible-schedule",
    "ceu-paid",
    "dues-paid",
    "exam-paid",
    "code-books",
    "equipment",
    "internet-stipend",
    "tuition",
    "career-ladder",
    "mentoring",
]
NONPROFIT = ("health-system", "academic", "community-clinic", "government", "education")


def _benefits(employment: str, arrangement: str, company: Company, dice: Dice) -> tuple[str, ...]:
    """In the order of the vocabulary; those without a contract of employment get few."""
    if employment in ("contractor", "volunteer"):
        chosen = dice.some(("ceu-paid", "code-books", "mentoring", "equipment"), dice.between(0, 2))
    elif employment in ("per-diem", "temporary", "internship"):
        options = ("ceu-paid", "equipment", "401k", "mentoring", "flexible-schedule", "code-books")
        chosen = dice.some(options, dice.between(2, 4))
    else:
        chosen = dice.some(STEADY, dice.between(3, 6)) + dice.some(EXTRA, dice.between(2, 6))
        if company.kind.slug in NONPROFIT and dice.chance(0.3):
            chosen.append("loan-forgiveness")
        if company.kind.slug == "government" and dice.chance(0.6):
            chosen.append("pension")
    if arrangement == "onsite":
        chosen = [slug for slug in chosen if slug != "internet-stipend"]
    return tuple(slug for slug in taxonomy.BENEFITS if slug in chosen)


def _accuracy(role: Role, *, learning: bool, dice: Dice) -> int | None:
    if role.output is None and role.trade_name not in ("audit", "teach"):
        return None
    if not dice.chance(0.65):
        return None
    return 90 if learning else dice.weighted(ACCURACY)
