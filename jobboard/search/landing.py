"""The ways in from the home page."""

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES
from jobboard.search.answering import Results

# The sections of CPT, with the family that most boards cannot find before them.
FAMILIES_SHOWN = [
    (f"{family.name}, {family.interval.text()}", f"/codes/families/{family.slug}")
    for family in (FAMILIES.get("cpt-38204-38243"), *FAMILIES.roots("cpt"))
    if family is not None
]


def specialties(results: Results) -> list[tuple[str, str, str]]:
    """(label, address, number of jobs) of every specialty with jobs, the commonest first."""
    counts = results.counts.get("specialty", {})
    common = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        (term.label, f"/jobs/specialty/{term.path}", f"{count:,}")
        for slug, count in common
        if (term := taxonomy.SPECIALTIES.get(slug))
    ]
