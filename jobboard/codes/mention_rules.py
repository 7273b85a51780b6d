"""What may stand around a number for it to be a code, or to be something else. Pure data.

Words are looked up (`NUMBERED`), the rest are lists of patterns. `NUMBERED`, `NOT_AFTER` and
`NOT_BEFORE` settle that a number is not a code; `AFTER` and `BEFORE` say that it is. What no table
speaks of is decided by `mentions`. Left patterns are tried at the end of the text before the
number, right patterns at the start of the text after it.
"""

import re

# How far to look, in characters. Context never reaches over the end of a sentence.
LOOK_BACK = 70
LOOK_AHEAD = 40
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])|[\n\r•]")


def _any(*patterns: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


# "job code 38240", "Req #38240", "Suite 38240": the last word says whose number it is. Words are looked
# up, not searched for: a pattern of so many was three quarters of the time that a text takes.
NUMBERED = frozenset({
    "req", "requisition", "announcement", "vacancy", "posting", "position", "job", "control",
    "reference", "ref", "case", "claim", "license", "licence", "npi", "ein", "tin", "ssn",
    "badge", "employee", "account", "invoice", "order", "ticket", "tracking", "form", "org",
    "organization", "organisation", "agency", "department", "dept", "facility", "station", "pay",
    "series", "occupation", "occupational", "duty", "naics", "soc", "onet", "clearance", "promo",
    "access", "dress", "building", "zip", "postal", "area", "pass", "bar", "qr", "contract",
    "grant", "docket", "record", "mrn", "chart", "course", "catalog", "serial", "model", "part",
    "suite", "ste", "room", "rm", "bldg", "apt", "unit", "floor", "mailstop", "route", "rte",
    "hwy", "highway", "ext", "extension", "hcc", "version", "ver",
})  # fmt: skip
NUMBERED_PAIRS = frozenset({("cost", "center"), ("mail", "stop")})
NUMBER_WORDS = frozenset({"code", "codes", "number", "numbers", "num", "no", "nos", "id", "ids"})
BEFORE_A_NUMBER = " \t:#.(-"

NOT_AFTER = _any(
    r"\b(?:"
    r"(?:zip|postal)(?:\s*\+\s*4)?\s*codes?\b[^.]*$"
    r"|(?:po)?box\s*#?\s*$"
    r"|(?:phone|tel(?:ephone)?|fax|call|text|mobile|cell|dial)\b[\s:.()\d-]*$"
    r"|(?:salary|pay|wages?|compensation|earn(?:ings?|s)?|bonus|stipend|income|budget|revenue)\b"
    r"[^.;]{0,25}$"
    r"|(?:cfr|u\.?s\.?c\.?|public\s+law|p\.?\s?l\.?|handbook|directive|memo(?:randum)?|notice)"
    r"(?!\w)\s*(?:no\.?|number)?\s*[\d.§-]*\s*$"
    r")",
    r"(?:usd|[$€£])\s*$",
    r"§\s*(?:no\.?|number)?\s*[\d.§-]*\s*$",
    r"(?:https?:|www\.|[?&=]|\.(?:com|gov|org|edu|net|mil))\S*$",
    flags=re.IGNORECASE,
)

# Whatever NOT_AFTER matches has one of these words or signs in it. Few texts do before their codes,
# and to find that out takes a third of the pattern's time.
NOT_AFTER_WORDS = frozenset({
    "zip", "zipcode", "zipcodes", "postal", "postalcode", "postalcodes", "box", "pobox", "phone", "tel",
    "telephone", "fax", "call", "text", "mobile", "cell", "dial", "salary", "pay", "wage", "wages",
    "compensation", "earn", "earns", "earning", "earnings", "bonus", "stipend", "income", "budget",
    "revenue", "cfr", "c", "sc", "usc", "public", "l", "pl", "handbook", "directive", "memo",
    "memorandum", "notice",
})  # fmt: skip
NOT_AFTER_SIGN = re.compile(r"[$€£§?&=]|(?i:usd|https?:|www|\.(?:com|gov|org|edu|net|mil))")

NOT_BEFORE = _any(
    r"\s*(?:-|–|to)?\s*\$",
    r"\s*(?:usd|dollars|per\s+(?:year|annum|hour|month)|an(?:nually|\s+hour)|a\s+year|"
    r"(?:/|p)\s?(?:yr|year|hr|hour)|yearly|hourly)\b",
    r"\s*\+?\s*(?:[a-z]+\s+){0,2}(?:patients|records|charts|employees|people|beds|members|lives|"
    r"claims|visits|encounters|accounts|discharges|admissions|veterans|physicians|providers|coders|"
    r"students|customers|clients|residents|users|miles|hours|days|months|years|words|characters|"
    r"square|sq|jobs|openings|locations|followers)\b",
    # A house number: "12345 N. Medical Center Drive".
    r"\s+(?:(?i:[nsew]|north|south|east|west)\.?\s+)?(?:[A-Z][\w.]+\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Way|Parkway|Pkwy|Highway|"
    r"Hwy|Court|Ct|Circle|Cir|Place|Pl|Plaza|Loop|Trail|Terrace|Pike)\b",
)

AFTER = _any(
    r"\b(?:cpt|hcpcs|e\s?[/&]\s?m|pcs|icd)\b",
    r"\bcod(?:e|es|ed|ing)\b",
    r"\b(?:procedures?|modifiers?|infusions?|injections?|surger(?:y|ies)|biops(?:y|ies)|"
    r"transplants?|harvests?|apheresis|anesthesia|vaccin\w+|evaluation|level|levels)\b",
    flags=re.IGNORECASE,
)
BEFORE = _any(
    r"[\s)]*(?:cpt|hcpcs|(?:cpt|procedure|service)?\s*codes?|series|family|range)\b",
    flags=re.IGNORECASE,
)

# Words that make the number after them a plain quantity.
QUANTITY_WORDS = frozenset({
    "of", "over", "about", "around", "approximately", "approx", "nearly", "almost", "than",
    "least", "most", "to", "total", "totaling", "exceed", "exceeds", "exceeding", "up",
    "averaging", "some", "roughly", "under", "below", "above", "between",
})  # fmt: skip

DIAGNOSIS = re.compile(r"\b(?:ICD|[Dd]iagnos[ie]s|DX|[Dd]x)\b")
INPATIENT_PROCEDURE = re.compile(r"\b(?:PCS|ICD)\b")

# Things that look like a category of ICD-10-CM.
NOT_A_CATEGORY = frozenset({"B12", "A1C", "T10", "S10"})

# ZIP codes begin with these digits in each state: "TX 77030" is a place, "CT 70450" is a scan.
ZIP_BEGINNINGS = {
    "AL": "3", "AK": "9", "AZ": "8", "AR": "7", "CA": "9", "CO": "8", "CT": "0", "DE": "1",
    "DC": "2", "FL": "3", "GA": "3", "HI": "9", "ID": "8", "IL": "6", "IN": "4", "IA": "5",
    "KS": "6", "KY": "4", "LA": "7", "ME": "0", "MD": "2", "MA": "0", "MI": "4", "MN": "5",
    "MS": "3", "MO": "6", "MT": "5", "NE": "6", "NV": "8", "NH": "0", "NJ": "0", "NM": "8",
    "NY": "1", "NC": "2", "ND": "5", "OH": "4", "OK": "7", "OR": "9", "PA": "1", "RI": "0",
    "SC": "2", "SD": "5", "TN": "3", "TX": "78", "UT": "8", "VT": "0", "VA": "2", "WA": "9",
    "WV": "2", "WI": "5", "WY": "8", "PR": "0", "VI": "0", "GU": "9", "MP": "9",
    "AS": "9", "AA": "3", "AE": "0", "AP": "9",
}  # fmt: skip
STATE_BEFORE = re.compile(r"\b([A-Z]{2}|[A-Z]\.[A-Z]\.),?\s+$")
# "Houston 77030", "New York, 10065": a name before a lone number is mostly a place's.
NAME_BEFORE = re.compile(r"\b([A-Z][a-z]+),?\s+$")
NAMES_OF_CODES = frozenset({
    "Code", "Codes", "Coding", "Procedure", "Procedures", "Modifier", "Family", "Range",
    "Series", "Level", "Levels", "Visit", "Visits", "Infusion", "Infusions", "Injection",
    "Injections", "Transplant", "Transplants", "Harvest", "Biopsy", "Aspiration", "Collection",
    "Surgery", "Anesthesia", "Radiology", "Pathology", "Chemotherapy", "Apheresis",
})  # fmt: skip

# Two round numbers this far apart are a pay range, unless the text speaks of codes.
PAY_SPREAD = 3000

# A capitalized word before these is mostly a drug's: "Bevacizumab J9035".
DRUG_LETTERS = frozenset("JQ")
