"""What the sample is made of: the shapes of what stands in `data/`, which `reading` reads."""

from dataclasses import dataclass, field
from typing import Any

from jobboard.sample.templates import Pool


@dataclass(frozen=True)
class Place:
    city: str
    state: str
    zip: str

    @classmethod
    def of(cls, text: str) -> "Place":
        """From `Columbus, OH 43215`."""
        city, _, rest = text.partition(", ")
        state, _, code = rest.partition(" ")
        return cls(city, state, code)


@dataclass(frozen=True)
class Trade:
    """The texts of one line of work, shared by the roles that do it."""

    field: str
    work: Pool
    duties: Pool
    needs: Pool


@dataclass(frozen=True)
class Specialty:
    """See `data/specialties.toml`."""

    slug: str
    noun: str
    short: tuple[str, ...]
    cases: tuple[str, ...]
    work: Pool
    nice: Pool
    codes: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Role:
    """See `data/roles.toml`."""

    slug: str
    trade: Trade
    trade_name: str
    also: Trade | None
    noun: str
    plural: str | None
    titles: tuple[str, ...]
    titles_at: dict[str, list[str]]
    by_level: dict[str, list[str]]
    short: bool
    settings: tuple[str, ...]
    levels: dict[str, float]
    specialties: tuple[str, ...]
    most: int
    codes: str
    pay: float
    yearly: float
    each: dict[str, Any] | None
    any_of: tuple[tuple[str, ...], ...]
    specialty_credential: float
    preferred: tuple[str, ...]
    tools: str
    output: dict[str, Any] | None
    documents: tuple[str, ...]
    remote: float


@dataclass(frozen=True)
class Kind:
    """See `data/kinds.toml`."""

    slug: str
    share: float
    settings: tuple[str, ...]
    names: tuple[str, ...]
    sizes: tuple[str, ...]
    about: str
    lines: Pool
    roles: dict[str, float]


@dataclass(frozen=True)
class Setting:
    """`specialties` are the only ones that it codes, where there is such a bound."""

    noun: str
    lines: Pool
    specialties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Company:
    """See `data/companies.toml`. `only`: codes these specialties and nothing else."""

    name: str
    kind: Kind
    places: tuple[Place, ...]
    weight: float
    remote: str
    size: str
    about: str
    lines: Pool
    settings: tuple[str, ...]
    roles: dict[str, float]
    specialties: tuple[str, ...] = ()
    only: bool = False
    software: tuple[str, ...] = ()
    standing: str | None = None
    pay_missing: str | None = None

    @property
    def seat(self) -> Place:
        return self.places[0]

    @property
    def domain(self) -> str:
        """Reserved for examples (RFC 2606): nobody's."""
        letters = "".join(sign for sign in self.name.lower() if sign.isalnum())
        return f"{letters[:40]}.example"


EMPTY = Pool(())


@dataclass(frozen=True)
class Texts:
    """Pools by file and heading: `pool("offer", "shift", "day")`."""

    pools: dict[tuple[str, ...], Pool] = field(default_factory=dict)

    def pool(self, *names: str) -> Pool:
        return self.pools.get(names) or EMPTY

    def has(self, *names: str) -> bool:
        return names in self.pools
