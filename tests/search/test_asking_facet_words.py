"""Words that name a facet, an amount or a place, as coders type them; and words that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.search import lexicon, misspelling
from jobboard.search.typed_places import Gazetteer
from jobboard.search.understanding import as_words, understand
from tests.search.ideas import idea_of

CITIES = {
    ("houston", None): "Houston, TX",
    ("houston", "TX"): "Houston, TX",
    ("dallas", None): "Dallas, TX",
    ("kansas city", None): "Kansas City, MO",
    ("columbus", "OH"): "Columbus, OH",
    ("richmond", "VA"): "Richmond, VA",
    ("lead", "SD"): "Lead, SD",
    ("billings", "MT"): "Billings, MT",
    ("athens", "GA"): "Athens, GA",
}

ZIPS = {("77030", "TX"), ("77067", "TX"), ("38241", "TN")}

KNOWN = Gazetteer(
    lambda name, state: CITIES.get((name, state)),
    lambda text: None,
    lambda code, state: (code, state) in ZIPS,
)

MEANT = {
    # The issue's own example.
    "remote inpatient CCS texas $35": (
        "", "arrangement:remote setting:acute-inpatient credential:CCS state:TX pay_min:35",
    ),
    # Jargon.
    "profee": ("", "setting:physician-practice"),
    "professional fee": ("", "setting:physician-practice"),
    "IP": ("", "setting:acute-inpatient"),
    "op": ("", "setting:outpatient-hospital"),
    "ED": ("", "specialty:emergency"),
    "er coder": ("coder", "role:ed-facility-coder"),
    "SDS": ("", "setting:same-day-surgery"),
    "ASC": ("", "setting:asc"),
    "HCC": ("", "specialty:risk-adjustment"),
    "RA auditor": ("", "specialty:risk-adjustment role:coding-auditor"),
    "risk adjustment coder": ("coder", "role:risk-adjustment-coder"),
    "CDI": ("", "role:cdi-specialist-inpatient"),
    "HIM": ("", "role:health-information-technician"),
    "BMT": ("", "specialty:transplant-cellular"),
    "bone marrow transplant": ("", "specialty:transplant-cellular"),
    "stem cell": ("", "specialty:transplant-cellular"),
    "CAR-T": ("", "specialty:transplant-cellular"),
    "heme-onc": ("", "specialty:hematology-oncology"),
    "hem onc": ("", "specialty:hematology-oncology"),
    "hematology oncology": ("", "specialty:hematology-oncology"),
    "IR": ("", "specialty:interventional-radiology"),
    "E/M": ("", "specialty:family-internal"),
    "DRG validation": ("", "role:drg-validator"),
    "denials": ("", "role:denials-appeals-coder"),
    "IPPS drg": ("drg", "setting:acute-inpatient"),
    "em levels": ("", "specialty:family-internal"),
    "RADV auditor": ("", "specialty:risk-adjustment role:coding-auditor"),
    "compliance auditor": ("", "role:compliance-analyst role:coding-auditor"),
    "charge entry": ("", "role:charge-capture-analyst"),
    "CDM": ("", "role:charge-capture-analyst"),
    "MDS coordinator": ("", "role:post-acute-coder"),
    "single path coding": ("", "role:multi-setting-coder"),
    "coding manager": ("", "role:coding-manager"),
    "director of health information": ("", "role:him-manager"),
    "physical therapy": ("", "specialty:rehab"),
    "travel coder": ("", "type:temporary"),
    "locum coder": ("coder", "type:temporary"),
    "13 week contract": ("", "type:temporary"),
    "parttime": ("", "type:part-time"),
    "fulltime": ("", "type:full-time"),
    "perdiem": ("", "type:per-diem"),
    "remote anywhere": ("", "arrangement:remote"),
    "student coder": ("", "apprentice:1"),
    "level 3 coder": ("", "level:coder-3"),
    "PRN": ("", "type:per-diem"),
    "per diem": ("", "type:per-diem"),
    "WFH": ("", "arrangement:remote"),
    "work from home": ("", "arrangement:remote"),
    "CPC-A": ("", "apprentice:1"),
    "apprentice": ("", "apprentice:1"),
    "tumor registrar": ("", "role:cancer-registrar"),
    "VA coder": ("coder", "setting:government"),
    "epic": ("", "software:epic"),
    "cerner": ("", "software:oracle-health"),
    # Levels and types.
    "senior auditor": ("", "level:senior role:coding-auditor"),
    "coder II": ("", "level:coder-2"),
    "lead coder": ("coder", "level:lead"),
    "1099": ("", "type:contractor"),
    "part-time": ("", "type:part-time"),
    # Pay.
    "$35": ("", "pay_min:35"),
    "35/hr": ("", "pay_min:35"),
    "$30-38 an hour": ("", "pay_min:30"),
    "70k": ("", "pay_min:33.65"),
    "80000 a year": ("", "pay_min:38.46"),
    "80000": ("", "code:cpt:80000"),
    "over $83,200 a year": ("", "pay_min:40"),
    "$1,400 a week": ("", "pay_min:35"),
    "$30 hr": ("", "pay_min:30"),
    "30 dollars an hour": ("", "pay_min:30"),
    "83,200": ("", "pay_min:40"),
    "12,500 charts": ("12,500 charts", ""),
    "six figures": ("", "pay_min:48.08"),
    # Places.
    "coder houston": ("coder", "near:Houston, TX"),
    "kansas city IP": ("", "near:Kansas City, MO setting:acute-inpatient"),
    "columbus oh": ("", "near:Columbus, OH"),
    "richmond va": ("", "near:Richmond, VA"),
    "houston or dallas": ("", "near:Houston, TX near:Dallas, TX"),
    # A ZIP code behind its state is one; elsewhere five digits are a code.
    "Houston TX 77030": ("", "near:77030"),
    "Houston, Texas 77030-1234 coder": ("coder", "near:77030"),
    "TX 77030": ("", "near:77030"),
    "77030-1234": ("", "near:77030"),
    "houston 77067": ("", "near:Houston, TX code:cpt:77067"),
    "houston tx 38241": ("", "near:Houston, TX code:cpt:38241"),
    "tx 77067 38241": ("", "near:77067 code:cpt:38241"),
    "jobs in ohio": ("", "state:OH"),
    "coder in md": ("coder", "state:MD"),
    "remote tx or fl": ("", "arrangement:remote state:TX state:FL"),
    "lead sd": ("sd", "level:lead"),
    "remote ME": ("", "arrangement:remote state:ME"),
    "remote OR hybrid": ("", "arrangement:remote arrangement:hybrid"),
    "remote or": ("", "arrangement:remote"),
    # Places that are one letter from a word of the trade.
    "indiana": ("", "state:IN"),
    "coder billings mt": ("coder", "near:Billings, MT"),
    "athens ga": ("", "near:Athens, GA"),
    "CCSP": ("", "credential:CCS-P"),
    "SNF": ("", "setting:snf"),
    "APC": ("", "setting:outpatient-hospital"),
    "medical billing and coding": ("", "role:biller-coder"),
    "remote jobs hiring now": ("", "arrangement:remote"),
    "risk adj": ("", "specialty:risk-adjustment"),
    # One slip of the hand.
    "cardiolgy": ("", "specialty:cardiology"),
    "inpateint": ("", "setting:acute-inpatient"),
    "orthopedcs": ("", "specialty:orthopedics"),
    "auditer": ("", "role:coding-auditor"),
    "bone marow transplnt": ("", "specialty:transplant-cellular"),
    "remot": ("", "arrangement:remote"),
    # What is left alone.
    "401k": ("401k", ""),
    "12 hr shifts": ("12 hr shifts", ""),
    "md": ("md", ""),
    "O'Brien": ("O'Brien", ""),
    "coding": ("coding", ""),
    # Questions, and words that only say that somebody looks for work.
    "what jobs can I get with a CPC-A?": ("", "apprentice:1"),
    "which companies are hiring auditors": ("", "role:coding-auditor"),
    "how much do inpatient coders make": ("coder", "role:inpatient-facility-coder"),
    "inpatient coder 5+ years experience": ("coder", "role:inpatient-facility-coder"),
    "who is hiring": ("", ""),
    "jobs": ("", ""),
    '"remote" coder': ('"remote" coder', ""),
    "in the or": ("in the or", ""),
    "": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("typed", MEANT)
def test_words_mean_what_coders_mean_by_them(typed):
    understanding = understand(typed, KNOWN)
    means = " ".join(f"{one.parameter}:{one.value}" for one in understanding.understood)
    assert (understanding.words, means) == MEANT[typed]


@pytest.mark.parametrize("typed", [typed for typed, (_, means) in MEANT.items() if means])
def test_words_put_back_are_only_words(typed):
    for one in understand(typed).understood:
        left = understand(as_words(typed, one.words))
        assert f'"{one.words}"' in left.words
        assert one not in left.understood


@pytest.mark.parametrize("parameter", lexicon.VOCABULARIES)
def test_every_term_is_found_by_its_label(parameter):
    for term in lexicon.VOCABULARIES[parameter].values():
        idea = idea_of(term.label)
        if idea is not None:
            assert f"{parameter}:{term.slug}" in idea.all_tags, term.label


@pytest.mark.parametrize("phrase", lexicon.spoken())
def test_a_posting_that_says_a_phrase_is_found_by_it(phrase):
    idea = idea_of(phrase)
    if idea is not None:
        assert lexicon.said_in(f"We need it: {phrase}!") & set(idea.all_tags)


@given(st.text(max_size=80))
def test_whatever_is_typed_nothing_of_it_is_understood_twice(typed):
    understanding = understand(typed)
    assert sum(len(one.words) for one in understanding.understood) <= len(typed)
    assert all(one.words in typed for one in understanding.understood)


@given(st.text(alphabet="abcde", min_size=1, max_size=6), st.text(alphabet="abcde", max_size=6))
def test_a_slip_is_found_however_it_came_about(word, other):
    def slips(text):
        cut = [(text[:at], text[at:]) for at in range(len(text) + 1)]
        yield from (a + b[1:] for a, b in cut if b)
        yield from (a + sign + b for a, b in cut for sign in "abcde")
        yield from (a + sign + b[1:] for a, b in cut if b for sign in "abcde")
        yield from (a + b[1] + b[0] + b[2:] for a, b in cut if len(b) > 1)

    is_one = word in slips(other)
    assert misspelling.is_a_slip(word, other) == is_one
    if is_one and word != other:
        assert misspelling.nearest(word, misspelling.slips_of([other])) == other
