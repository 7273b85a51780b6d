"""What numbers and addresses of a person look like. Pure data, with bounded repeats only.

Each pattern's group `it` is what identifies somebody: the label before it may stay.
"""

import re

DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)|\d{4}[/-]\d{1,2}[/-]\d{1,2}(?!\d)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s{1,3}\d{1,2}(?:st|nd|rd|th)?"
    r",?\s{1,3}\d{4}"
    r"|\d{1,2}[\s-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?[\s-]\d{2,4})"
)
IS = r"[\s:#=-]{0,4}(?:(?:is|was|of|no\.?|number|num)\b[\s:#=.-]{0,4})?"
NUMBERED = r"(?:\s{0,2}(?:numbers?|num|nos?\.|no(?=\s?[:#\d])|ids?\b|\#))"
# Letters, digits and dashes with at least four digits among them.
ANY_NUMBER = r"(?=(?:[A-Z-]{0,8}\d){4})[A-Z0-9][A-Z0-9-]{3,24}"
SHORT_NUMBER = r"(?=(?:[A-Z-]{0,4}\d){3})[A-Z0-9][A-Z0-9-]{2,24}"

STREET = (
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|parkway|pkwy|highway|hwy|"
    r"court|ct|circle|cir|place|pl|terrace|ter|trail|way)"
)
# Medicare's beneficiary identifier; it never has S, L, O, I, B or Z.
MBI_LETTER, MBI_ANY = "[AC-HJKMNP-RT-Y]", "[AC-HJKMNP-RT-Y0-9]"


def _like(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


BIRTH_DATES = (
    _like(
        rf"\b(?:d\.?o\.?b\b\.?|date\s{{1,2}}of\s{{1,2}}birth|birth\s?-?date|birthday|born){IS}"
        rf"(?:on\s)?(?P<it>{DATE}|\d{{8}}(?!\d))"
    ),
    _like(rf"(?<![\w/.-])(?P<it>{DATE})\s{{0,2}}\(?(?:dob|date\s{{1,2}}of\s{{1,2}}birth)\b"),
)
RECORD_NUMBERS = (
    _like(rf"\b(?:mrn|m\.r\.n\.|mr\s?\#|med\s?rec\b){NUMBERED}?{IS}(?P<it>{SHORT_NUMBER})"),
    _like(
        r"\b(?:medical\s{1,2}record|health\s{1,2}record|patient|pt|chart|record|hospital|accession|"
        rf"specimen|serial|har|csn){NUMBERED}{IS}(?P<it>{ANY_NUMBER})"
    ),
    # "Visit number 99213" is a code in most mouths.
    _like(rf"\b(?:encounter|visit){NUMBERED}{IS}(?P<it>(?=(?:[A-Z-]{{0,8}}\d){{6}}){ANY_NUMBER})"),
    _like(rf"\b(?:csn|har|fin)\s?[:#]\s?(?P<it>{ANY_NUMBER})"),
)
MEMBER_NUMBERS = (
    _like(
        r"\b(?:member(?:ship)?|subscriber|beneficiary|insured|policy|certificate|medicare|medicaid|"
        r"health\s{1,2}plan|insurance|claim|driver'?s?\s{1,2}license)"
        # L34567 and A52345 are Medicare's coverage policies and articles.
        rf"{NUMBERED}{IS}(?P<it>(?![LA]\d{{5}}\b){ANY_NUMBER})"
    ),
    _like(rf"\b(?:acc(?:oun)?t|acct\.){NUMBERED}{IS}(?P<it>{ANY_NUMBER})"),
    _like(rf"\b(?:mbi|hicn?|icn|dcn){NUMBERED}?{IS}(?P<it>{ANY_NUMBER})"),
    _like(
        rf"(?<![\w-])(?P<it>[1-9]{MBI_LETTER}{MBI_ANY}\d-?{MBI_LETTER}{MBI_ANY}\d-?"
        rf"{MBI_LETTER}{{2}}\d{{2}})(?![\w-])"
    ),
)
SOCIAL_SECURITY = (
    _like(r"(?<![\w-])(?P<it>(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4})(?![\w-])"),
    _like(
        r"\b(?:ssn?\b|s\.s\.n\.|social\s{1,2}security)[^\d\n]{0,30}"
        r"(?P<it>\d{3}[- ]?\d{2}[- ]?\d{4}|\d{4})(?!\d)"
    ),
    _like(r"(?<![\w*])(?P<it>(?:x{3}|\*{3})-?(?:x{2}|\*{2})-?\d{4})(?!\d)"),
)
AREA = r"(?!8(?:00|33|44|55|66|77|88))[2-9]\d{2}"  # a toll-free number is a company's
PHONES = (
    _like(rf"(?<![\w.+-])(?P<it>(?:\+?1[-. ]?)?\({AREA}\)\s?\d{{3}}[-. ]\d{{4}})(?![\w-])"),
    _like(
        rf"(?<![\w.+/-])(?P<it>(?:\+?1[-.])?{AREA}(?P<gap>[-.])[2-9]\d{{2}}(?P=gap)\d{{4}})(?![\w-])"
    ),
    _like(
        r"\b(?:phone|telephone|tel|cell|mobile|fax|contact|ph|call(?:ed)?)\b[^\d\n(]{0,20}"
        rf"(?P<it>(?:\+?1[-. ]?)?\(?{AREA}\)?[-. ]?\d{{3}}[-. ]?\d{{4}}|\d{{3}}-\d{{4}})(?!\d)"
    ),
)
EMAILS = (
    _like(
        r"(?<![\w.+-])(?P<it>[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5})",
    ),
)
ADDRESSES = (
    _like(
        r"(?<![\w.$-])(?P<it>\d{1,6}\s(?:[NSEW]\.?\s|(?:North|South|East|West)\s)?"
        rf"(?P<words>(?:[A-Z0-9][\w'.]{{0,20}}\s){{1,3}})(?i:{STREET})\b\.?"
        r"(?:,?\s(?i:apt|unit|suite|ste|\#)\.?\s?\w{1,6})?)",
        0,
    ),
    _like(r"\b(?P<it>p\.?\s?o\.?\s?box\s\#?\d{1,8})\b"),
    _like(
        r"\b(?:home\s{1,2}address|address|lives\s{1,2}(?:at|in)|resides\s{1,2}(?:at|in))"
        r"\s?:?\s(?P<it>[^\n;]{2,70}?\b\d{5}(?:-\d{4})?)(?![\w-])"
    ),
)
OLD = r"(?:[- ]?(?:years?|yrs?|yr)[- ](?:olds?|of\sage)|\s?y[./]?o\b\.?|\s?y\.\s?o\.)"
AGES = (
    _like(
        r"(?<![\d.,/$-])(?<!over )(?<!than )(?<!under )(?<!least )(?<![>≥<≤] )(?<![>≥<≤])"
        rf"(?P<it>(?:9\d|1[0-2]\d){OLD})(?!\s(?:or|and)\s(?:older|over|above))"
    ),
    _like(
        r"\baged?\s?[:=]?\s(?P<it>9\d|1[0-2]\d)(?![\w.,/%+-])"
        r"(?!\s(?:days?|weeks?|months?|mo|hours?|or\s(?:older|over|above)|and\s(?:older|over|above)))"
    ),
    _like(
        r"(?<![\w.,/$-])(?P<it>(?:9\d|1[0-2]\d)\s?[MF])"
        r"(?=\s(?:with|w/|who|pt|patient|presents?|admitted|c/o|s/p|h/o|here)\b)",
        0,
    ),
)
