"""Which companies a sample has: the ones written by hand, and for a large sample more like them."""

from functools import lru_cache

from jobboard.sample import reading
from jobboard.sample.dice import Dice
from jobboard.sample.material import Company, Kind, Place
from jobboard.sample.phrases import with_article
from jobboard.sample.templates import Pool

# Up to so many postings the companies written by hand suffice; above, one more for each so many.
ENOUGH_FOR, ONE_MORE_FOR = 450, 25
SMALLEST, LARGEST = 0.5, 6.0
REMOTE = {"all": 5.0, "region": 4.0, "state": 1.0}


@lru_cache(maxsize=4)
def companies_for(postings: int, seed: int) -> tuple[Company, ...]:
    """Names are different; a larger sample has the companies of a smaller one and more."""
    known = list(reading.companies())
    names = {company.name for company in known}
    for number in range(max(0, postings - ENOUGH_FOR) // ONE_MORE_FOR):
        company = _coined(Dice(seed, 7, number), names)
        names.add(company.name)
        known.append(company)
    return tuple(known)


def _coined(dice: Dice, taken: set[str]) -> Company:
    kinds = reading.kinds()
    kind = kinds[dice.weighted({slug: kind.share for slug, kind in kinds.items()})]
    name = _name(kind, dice)
    while name in taken:
        name = _name(kind, dice)
    place = Place.of(dice.one(reading.table("places")["places"]))
    size = dice.one(kind.sizes)
    about = kind.about.format(employer=name, a_size=with_article(size), city=place.city)
    return Company(
        name=name,
        kind=kind,
        places=(place,),
        weight=SMALLEST + (LARGEST - SMALLEST) * dice.spread(0, 1) ** 3,
        remote=dice.weighted(REMOTE),
        size=size,
        about=about,
        lines=Pool(()),
        settings=kind.settings,
        roles=kind.roles,
        software=_software(kind, dice),
        standing=dice.one((None, None, None, "verified")),
    )


def _name(kind: Kind, dice: Dice) -> str:
    halves = reading.table("coined")
    coined = dice.one(halves["first"]) + dice.one(halves["second"])
    return dice.one(kind.names).format(coined=coined)


def _software(kind: Kind, dice: Dice) -> tuple[str, ...]:
    hospital = ("epic", "epic", "oracle-health", "meditech", "cpsi")
    practice = ("athenahealth", "eclinicalworks", "nextgen", "veradigm", "greenway", "advancedmd")
    of_hospitals = "acute-inpatient" in kind.settings or "academic-medical-center" in kind.settings
    return (dice.one(hospital if of_hospitals else practice),)
