"""What a job of the sample asks for: credentials, software, output."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jobboard import taxonomy
from jobboard.sample.dice import Dice
from jobboard.sample.material import Company, Role

TRANSPLANT = "transplant-cellular"
OF_CODERS = frozenset(
    {"inpatient", "outpatient", "surgery", "profee", "audit", "denials", "payer", "ed"}
)
# The credentials of single specialties certify professional coding, not the coding of stays.
OF_PRACTICES = OF_CODERS - {"inpatient"}
FOR_TRANSPLANT = {
    "inpatient": (("CCS", "CHONC"), ("CCS", "CIC", "CHONC"), ("CCS", "CIC")),
    "profee": (("CHONC", "CPC"), ("CHONC", "CCS", "CPC"), ("CHONC",)),
}
# Whoever audits or teaches risk adjustment holds its credential.
RISK, OF_READERS = "risk-adjustment", frozenset({"audit", "teach", "lead"})
WITH_APPRENTICES = OF_CODERS | {"apprentice", "ra", "behavioral", "dental", "billing", "clinic"}
HAVE_APPRENTICES = frozenset({"CPC", "COC"})

# Record systems come first in what a company uses; the second is its encoder.
ENCODERS: dict[str, tuple[str, ...]] = {
    "facility": (
        *("solventum-360", "solventum-360", "solventum-crs", "optum-cac", "trucode"),
        *("clintegrity", "dolbey-fusion-cac"),
    ),
    "profee": ("optum-encoderpro", "codify", "find-a-code", "alpha-ii"),
    "ra": ("inovalon", "cotiviti", "apixio", "episource", "reveleer"),
    "cdi": ("solventum-360", "iodine", "mmodal"),
    "revenue": ("craneware", "vitalware", "finthrive"),
    "practice": ("optum-encoderpro", "codify", "find-a-code"),
    "cac": ("solventum-360", "optum-encoderpro", "codify"),
}
WITH_A_RECORD_SYSTEM = frozenset({"facility", "profee", "cdi", "revenue", "practice", "ehr"})
FACILITY_SETTINGS = frozenset(
    [
        "acute-inpatient",
        "outpatient-hospital",
        "academic-medical-center",
        "childrens-hospital",
        "irf",
        "ltach",
        "behavioral-health",
        "government",
        "critical-access",
    ]
)
WITHOUT_ONE_SYSTEM = frozenset({"consultancy", "staffing", "coding-vendor", "payer"})


@dataclass(frozen=True)
class Credentials:
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    accept_apprentice: bool | None = None


@dataclass(frozen=True)
class Tool:
    """A program, and how much it is asked for."""

    slug: str
    level: str

    @property
    def name(self) -> str:
        return taxonomy.SOFTWARE[self.slug].label.partition(" (")[0]


def credentials(role: Role, specialties: tuple[str, ...], level: str, dice: Dice) -> Credentials:
    """The role's, with the specialty's own; one that stands alone is required."""
    of_specialty = [one for slug in specialties for one in taxonomy.SPECIALTIES[slug].credentials]
    any_of = list(dice.one(role.any_of))
    if TRANSPLANT in specialties and role.trade_name in OF_CODERS:
        side = "inpatient" if role.codes == "inpatient" else "profee"
        any_of = list(dice.one(FOR_TRANSPLANT[side]))
    elif RISK in specialties and role.trade_name in OF_READERS:
        any_of.insert(0, "CRC")
    elif any_of and of_specialty and dice.chance(role.specialty_credential):
        any_of.insert(0, dice.one(of_specialty))
    any_of = list(dict.fromkeys(any_of))
    if level == "entry":
        # Whoever needs no experience has often not sat the exam yet.
        return Credentials(preferred=tuple(any_of))
    return Credentials(
        any_of=tuple(any_of) if len(any_of) > 1 else (),
        all_of=tuple(any_of) if len(any_of) == 1 else (),
        preferred=_preferred(role, of_specialty, any_of, dice),
        accept_apprentice=_apprentices(role, any_of, level, dice),
    )


def _preferred(
    role: Role, of_specialty: list[str], asked: list[str], dice: Dice
) -> tuple[str, ...]:
    own = (
        [one for one in of_specialty if one not in asked] if role.trade_name in OF_PRACTICES else []
    )
    others = [one for one in role.preferred if one not in asked and one not in own]
    wanted = own[:1] if dice.chance(0.6) else []
    return tuple(wanted + dice.some(others, dice.between(0, 1)))


def _apprentices(role: Role, asked: list[str], level: str, dice: Dice) -> bool | None:
    if not HAVE_APPRENTICES & set(asked) or role.trade_name not in WITH_APPRENTICES:
        return None
    if level in ("apprentice", "entry"):
        return True if dice.chance(0.85) else None
    if level == "coder-1":
        return dice.one((True, False, None))
    return False if dice.chance(0.35) else None


def tools(
    company: Company, role: Role, setting: str, *, learning: bool, dice: Dice
) -> tuple[Tool, ...]:
    """A record system where the work has one, and a tool of the trade."""
    kind = role.tools
    if kind == "by-setting":
        kind = _by_setting(setting)
    if kind == "none":
        return ()
    slugs = [_record_system(company, dice)] if kind in WITH_A_RECORD_SYSTEM else []
    if kind in ENCODERS and dice.chance(0.85):
        slugs.append(_encoder(company, kind, dice))
    return tuple(Tool(slug, _asked(learning, dice)) for slug in dict.fromkeys(slugs))


def _by_setting(setting: str) -> str:
    if setting == "risk-adjustment-vendor":
        return "ra"
    return "facility" if setting in FACILITY_SETTINGS else "profee"


def _record_system(company: Company, dice: Dice) -> str:
    own = [slug for slug in company.software if slug in _groups()["record"]]
    if own and company.kind.slug not in WITHOUT_ONE_SYSTEM:
        return own[0]
    return dice.one(("epic", "epic", "oracle-health", "meditech", "athenahealth"))


def _encoder(company: Company, kind: str, dice: Dice) -> str:
    own = [slug for slug in company.software if slug in ENCODERS[kind]]
    return own[0] if own else dice.one(ENCODERS[kind])


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    records = taxonomy.SOFTWARE.groups()["Health records and practice management"]
    return {"record": frozenset(term.slug for term in records)}


def _asked(learning: bool, dice: Dice) -> str:
    if learning:
        return dice.one(("will-train", "will-train", "preferred"))
    return dice.weighted({"required": 4.0, "preferred": 5.0, "will-train": 1.5})


def output(role: Role, *, learning: bool, dice: Dice) -> dict[str, object] | None:
    """What is expected in an hour or a day, where the posting says so."""
    if role.output is None or learning or not dice.chance(0.6):
        return None
    value = dice.one(role.output["values"])
    return {"value": value, "unit": role.output["unit"], "per": role.output["per"]}
