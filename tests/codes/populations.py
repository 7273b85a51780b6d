"""Real codes to try interval arithmetic on: the shared public files, or else a few."""

import csv
import gzip
from functools import cache
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "codes"

FEW = {
    "cpt": "00100 01999 0001F 0001U 0042T 0537T 10004 38204 38240 38243 69990 70010 99202 99607",
    "hcpcs": "A0021 C9399 G0008 J1170 J9035 J9999 V5364",
    "icd10cm": "A00 A000 B99 C4A C4A0 C79 C91 C910 C9100 C95 C9592 J09X M01X1 QA00 S72001A Z99",
    "icd10pcs": "0016070 30230G0 30243Y4 B00B0ZZ HZ2ZZZZ XW033C3 XY0YX37",
    "msdrg": "001 014 016 017 018 998",
}


@cache
def population(system: str) -> tuple[str, ...]:
    """Normal codes of one system, sorted as text."""
    return tuple(sorted({*FEW[system].split(), *_from_files(system)}))


def _from_files(system: str) -> set[str]:
    match system:
        case "icd10cm":
            rows = _rows(SHARED / "icd10cm_2026_april.csv.gz")
            codes = (r["code"] for r in rows if r["level"] not in ("chapter", "block"))
            return {code.replace(".", "") for code in codes}
        case "icd10pcs":
            return {r["code"] for r in _rows(SHARED / "icd10pcs_2024.csv.gz")}
        case "hcpcs":
            return {r["code"] for r in _rows(SHARED / "hcpcs_level2_2026-04.csv")}
        case "msdrg":
            return {r["drg"] for r in _rows(SHARED / "msdrg_v43.1.csv")}
        case _:
            rows = _rows(SHARED / "opps_addendum_b_2026-04.csv")
            return {r["code"] for r in rows if r["code"][0].isdigit()}


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    return list(csv.DictReader(text.splitlines()))
