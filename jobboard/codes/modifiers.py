"""Modifiers: what each is for, in our own words, and which may bypass a pair of codes."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).parent / "data" / "modifiers.toml"

REASONS = {
    "anatomy": "it names another place on the body",
    "global": "it sets the service apart from a surgery’s global period",
    "other": "it says that the services were separate",
}


@dataclass(frozen=True)
class Modifier:
    """One modifier of CPT (level I) or HCPCS (level II). `bypass` is one of REASONS where NCCI takes it
    for a pair whose indicator is 1; else empty. `words` are what people also call it."""

    code: str
    name: str
    kind: str
    use: str
    avoid: str = ""
    words: str = ""
    bypass: str = ""

    @property
    def anchor(self) -> str:
        """Where the table of modifiers has it."""
        return f"modifier-{self.code.lower()}"


def modifier(code: str) -> Modifier | None:
    return MODIFIERS.get(code.strip().upper())


def bypassing() -> tuple[Modifier, ...]:
    """Those that may bypass a pair, in their order."""
    return tuple(one for one in MODIFIERS.values() if one.bypass)


def _read() -> MappingProxyType[str, Modifier]:
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["modifiers"]
    return MappingProxyType({entry["code"]: Modifier(**entry) for entry in entries})


MODIFIERS = _read()
