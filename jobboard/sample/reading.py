"""Everything the sample is made of, read once from `data/`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from jobboard.sample.material import Company, Kind, Place, Role, Setting, Specialty, Texts, Trade
from jobboard.sample.templates import Pool

DATA = Path(__file__).parent / "data"
# Employers of these kinds that name their specialties code nothing else.
SPECIALIZED = frozenset({"physician-group", "ambulatory", "laboratory", "other"})


@cache
def trades() -> dict[str, Trade]:
    return {
        path.stem: Trade(
            field=table["field"],
            work=Pool(table["work"]),
            duties=Pool(table["duties"]),
            needs=Pool(table["needs"]),
        )
        for path in sorted((DATA / "trades").glob("*.toml"))
        for table in [_read(path)]
    }


@cache
def specialties() -> dict[str, Specialty]:
    return {
        slug: Specialty(
            slug=slug,
            noun=table["noun"],
            short=tuple(table["short"]),
            cases=tuple(table["cases"]),
            work=Pool(table["work"]),
            nice=Pool(table["nice"]),
            codes={
                system: tuple(f"{system}:{interval}" for interval in table.get(key, ()))
                for system, key in CODE_KEYS.items()
            },
        )
        for slug, table in _read(DATA / "specialties.toml").items()
    }


CODE_KEYS = {"cpt": "cpt", "hcpcs": "hcpcs", "icd10cm": "dx", "msdrg": "drg"}


@cache
def roles() -> dict[str, Role]:
    tables = _read(DATA / "roles.toml")
    groups = tables.pop("groups")
    return {slug: _role(slug, table, groups) for slug, table in tables.items()}


def _role(slug: str, table: dict[str, Any], groups: dict[str, list[str]]) -> Role:
    named = table["specialties"]
    return Role(
        slug=slug,
        trade=trades()[table["trade"]],
        trade_name=table["trade"],
        also=trades()[table["also"]] if "also" in table else None,
        noun=table["noun"],
        plural=table.get("plural"),
        titles=tuple(table["titles"]),
        titles_at=table.get("titles_at", {}),
        by_level=table.get("by_level", {}),
        short=table.get("short", False),
        settings=tuple(table["settings"]),
        levels=table["levels"],
        specialties=tuple(groups[named] if isinstance(named, str) else named),
        most=table.get("most", 1),
        codes=table["codes"],
        pay=table["pay"],
        yearly=table.get("yearly", 0.0),
        each=table.get("each"),
        any_of=tuple(map(tuple, table["any_of"])),
        specialty_credential=table.get("specialty_credential", 0.0),
        preferred=tuple(table["preferred"]),
        tools=table["tools"],
        output=table.get("output"),
        documents=tuple(table["documents"]),
        remote=table["remote"],
    )


@cache
def kinds() -> dict[str, Kind]:
    return {
        slug: Kind(
            slug=slug,
            share=table["share"],
            settings=tuple(table["settings"]),
            names=tuple(table["names"]),
            sizes=tuple(table["sizes"]),
            about=table["about"],
            lines=Pool(table["lines"]),
            roles=table["roles"],
        )
        for slug, table in _read(DATA / "kinds.toml").items()
    }


@cache
def companies() -> tuple[Company, ...]:
    return tuple(_company(table) for table in _read(DATA / "companies.toml").values())


def _company(table: dict[str, Any]) -> Company:
    kind = kinds()[table["kind"]]
    given = {name: table[name] for name in ("standing", "pay_missing") if name in table}
    focus = tuple(table.get("specialties", ()))
    only = bool(focus) and kind.slug in SPECIALIZED
    named = table.get("roles", list(kind.roles))
    hired = {slug: kind.roles.get(slug, 2.0) * named.count(slug) for slug in named}
    if only:
        hired.pop("profee-coder", None)
    return Company(
        name=table["name"],
        kind=kind,
        places=tuple(map(Place.of, table["at"])),
        weight=table["weight"],
        remote=table["remote"],
        size=table["size"],
        about=table["about"],
        lines=Pool(table["lines"]),
        settings=tuple(table.get("settings", kind.settings)),
        roles=hired,
        specialties=focus,
        only=only,
        software=tuple(table["software"]),
        **given,
    )


@cache
def texts() -> Texts:
    pools: dict[tuple[str, ...], Pool] = {}
    for path in sorted((DATA / "texts").glob("*.toml")):
        _gather(pools, (path.stem,), _read(path))
    return Texts(pools)


def _gather(
    pools: dict[tuple[str, ...], Pool], names: tuple[str, ...], table: dict[str, Any]
) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _gather(pools, (*names, name), value)
        elif isinstance(value, list):
            pools[*names, name] = Pool(value)


@cache
def settings() -> dict[str, Setting]:
    return {
        slug: Setting(
            noun=table["noun"],
            lines=Pool(table["lines"]),
            specialties=tuple(table.get("specialties", ())),
        )
        for slug, table in _read(DATA / "settings.toml").items()
    }


@cache
def table(name: str) -> Any:
    """A file that is only looked things up in: pay, regions, questions, places, coined names."""
    return _read(DATA / f"{name}.toml")


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
