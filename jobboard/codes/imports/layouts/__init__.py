"""Every layout that can be read, by the data set that it is of."""

from jobboard.codes.imports.layouts import (
    conversions,
    diagnoses,
    edits,
    fees,
    licensed,
    maps,
    systems,
)
from jobboard.codes.imports.tables import Layout

LAYOUTS: dict[str, tuple[Layout, ...]] = {
    **systems.LAYOUTS,
    **fees.LAYOUTS,
    **edits.LAYOUTS,
    **maps.LAYOUTS,
    **conversions.LAYOUTS,
    "icd10cm": diagnoses.LAYOUTS,
    "cpt-text": licensed.LAYOUTS,
}
