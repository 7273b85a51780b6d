"""Which codes and families a job of the sample covers: by what is coded, and in which specialty."""

from jobboard.sample import reading
from jobboard.sample.dice import Dice
from jobboard.sample.material import Role, Specialty

TRANSPLANT, EMERGENCY = "transplant-cellular", "emergency"
ALL_TRANSPLANT, VISIT_LEVELS = "cpt:38204-38243", "cpt:99281-99285"
OFFICE_VISITS = "cpt:99202-99215"
TRANSPLANT_CODES = ("cpt:38240", "cpt:38241", "cpt:38206", "cpt:38230", "cpt:38222", "cpt:38205")
INPATIENT_PROCEDURES = {"obgyn": "icd10pcs:1", TRANSPLANT: "icd10pcs:302"}
INPATIENT_SETTINGS = frozenset({"acute-inpatient"})
# How often a posting states no codes at all.
SILENT_SHARE = 0.12


def codes(role: Role, setting: str, specialties: tuple[str, ...], dice: Dice) -> tuple[str, ...]:
    """Intervals as records write them, the broadest statement first; sometimes none."""
    side = role.codes
    if side == "by-setting":
        side = _by_setting(setting, specialties)
    chosen = _always(specialties, dice)
    if side != "none" and (chosen or not dice.chance(SILENT_SHARE)):
        for slug in specialties:
            chosen += _of_side(side, reading.specialties()[slug], dice)
    if side == "profee" and role.slug in ("clinic-em-coder", "profee-coder"):
        chosen.append(OFFICE_VISITS)
    return tuple(dict.fromkeys(chosen))


def _by_setting(setting: str, specialties: tuple[str, ...]) -> str:
    if setting == "risk-adjustment-vendor" or "risk-adjustment" in specialties:
        return "dx"
    return "inpatient" if setting in INPATIENT_SETTINGS else "profee"


def _always(specialties: tuple[str, ...], dice: Dice) -> list[str]:
    if TRANSPLANT in specialties:
        extra = dice.some(TRANSPLANT_CODES, 2) if dice.chance(0.25) else []
        return [ALL_TRANSPLANT, *extra]
    return [VISIT_LEVELS] if EMERGENCY in specialties else []


def _of_side(side: str, specialty: Specialty, dice: Dice) -> list[str]:
    diagnoses, groups = specialty.codes["icd10cm"], specialty.codes["msdrg"]
    procedures = specialty.codes["cpt"] + specialty.codes["hcpcs"]
    if side == "inpatient":
        inpatient = [INPATIENT_PROCEDURES.get(specialty.slug, "icd10pcs:0")]
        return [
            *dice.some(diagnoses, 1),
            *dice.some(groups, 1),
            *(inpatient if dice.chance(0.5) else []),
        ]
    if side == "dx":
        return dice.some(diagnoses, dice.between(1, 3))
    seen = dice.some(procedures, dice.between(1, 2))
    return seen + (dice.some(diagnoses, 1) if dice.chance(0.4) else [])
