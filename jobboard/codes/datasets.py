"""The data sets that a release may be of: code systems, and what official files say of codes.

Each has a name for people and says whose it is. `windows` marks sets whose rows carry their own
dates: their newest release answers for every day, the past included.
"""

from dataclasses import dataclass

PRACTITIONER, HOSPITAL, SUPPLIER = "practitioner", "hospital", "dme"
SETTINGS = {
    PRACTITIONER: "practitioner",
    HOSPITAL: "outpatient hospital",
    SUPPLIER: "medical equipment supplier",
}


@dataclass(frozen=True)
class DataSet:
    slug: str
    label: str
    by_setting: bool = False
    windows: bool = False


@dataclass(frozen=True)
class MapSet(DataSet):
    """A crosswalk or grouping: from codes of `source` to what `target` names."""

    source: str = "icd10cm"
    target: str = ""


# What took the place of a retired code of a system.
CONVERSIONS = {"icd10cm": "conversion", "icd10pcs": "conversion-pcs"}

MAPS: dict[str, MapSet] = {
    one.slug: one
    for one in (
        MapSet("gem", "General equivalence, ICD-10-CM to ICD-9-CM", target="ICD-9-CM code"),
        MapSet("gem-back", "General equivalence, ICD-9-CM to ICD-10-CM", False, False, "icd9cm", "icd10cm"),
        MapSet("hcc", "CMS risk adjustment, diagnosis to HCC", target="HCC"),
        MapSet("ccmcc", "MS-DRG severity list", target="CC or MCC"),
        MapSet("ccsr", "AHRQ CCSR, default category of a diagnosis", target="CCSR category"),
        MapSet("ccs-dx", "AHRQ CCS for ICD-10-CM", target="CCS category"),
        MapSet("ccs-pr", "AHRQ CCS for ICD-10-PCS", False, False, "icd10pcs", "CCS category"),
        MapSet("chronic", "AHRQ chronic condition indicator", target="0, 1 or 9"),
        MapSet("conversion", "CDC/NCHS conversion table of ICD-10-CM", False, True, target="icd10cm"),
        MapSet(
            "conversion-pcs", "CMS conversion table of ICD-10-PCS", False, True, "icd10pcs", "icd10pcs"
        ),
        MapSet("hcc-eligible", "CMS risk adjustment, eligible services", False, False, "cpt", "eligible"),
    )
}  # fmt: skip

DATASETS: dict[str, DataSet] = {
    one.slug: one
    for one in (
        DataSet("cpt", "CPT numbers"),
        DataSet("hcpcs", "CMS HCPCS Level II"),
        DataSet("icd10cm", "CDC/NCHS ICD-10-CM"),
        DataSet("icd10pcs", "CMS ICD-10-PCS"),
        DataSet("msdrg", "CMS MS-DRG"),
        DataSet("rvu", "CMS physician fee schedule"),
        DataSet("gpci", "CMS geographic practice cost indices"),
        DataSet("ptp", "CMS NCCI procedure-to-procedure edits", by_setting=True, windows=True),
        DataSet("mue", "CMS NCCI medically unlikely edits", by_setting=True),
        DataSet("addon", "CMS NCCI add-on code edits", windows=True),
        DataSet("opps", "CMS OPPS Addendum B"),
        DataSet("opps-status", "CMS OPPS status indicators"),
        DataSet("hcc-labels", "CMS risk adjustment, names of HCCs"),
        DataSet("cpt-text", "CPT descriptors of the AMA, under the operator’s license"),
        *MAPS.values(),
    )
}
