"""A code as the reference index holds it. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

from jobboard.codes.families import FAMILIES
from jobboard.codes.systems import code_of, display
from jobboard.lookup.schema import document_id

Document = dict[str, Any]

# A number that only its family names comes after every code that has words of its own.
DEPTH_WITHOUT_WORDS = 90
MOST_NAMES, LONGEST_TEXT = 40, 4_000


def code_document(
    *,
    row_id: int,
    system: str,
    key: str,
    summary: str,
    notes: Mapping[str, Any] | None = None,
    more: Mapping[str, Any] | None = None,
    said: Iterable[str] = (),
) -> Document:
    """`said` is what our own page says of the code, open to everybody."""
    code = code_of(system, key)
    families = [family.name for family in FAMILIES.of_code(system, code)]
    own_names = [*(notes or {}).get("inclusion_terms", ()), (more or {}).get("long") or ""]
    document: Document = {
        "id": document_id("code", row_id),
        "kind": "code",
        "system": system,
        "code": display(system, code),
        "key": key,
        "title": summary or (families[0] if families else ""),
        "names": [name for name in own_names if name and name != summary][:MOST_NAMES],
        "text": " ".join([*families, *said])[:LONGEST_TEXT],
        "depth": len(key) if summary else DEPTH_WITHOUT_WORDS,
    }
    return {**document, "rev": crc32(repr(sorted(document.items())).encode())}


def stamp_document(stamp: str) -> Document:
    return {"id": document_id("stamp", 0), "kind": "stamp", "stamp": stamp, "rev": 1}
