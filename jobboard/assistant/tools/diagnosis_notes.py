"""The notes of ICD-10-CM: includes, excludes, code first, use additional, with where they stand."""

from __future__ import annotations

from jobboard.assistant.pack import Pack
from jobboard.codes import placing
from jobboard.codes.models import Code
from jobboard.codes.placing import Noted

SAID = {
    "inclusion_terms": "Included under {owner}",
    "includes": "{owner} includes",
    "excludes1": "Excludes1 at {owner} (never coded together)",
    "excludes2": "Excludes2 at {owner} (both may be coded)",
    "code_first": "Code first, at {owner}",
    "use_additional": "Use additional code, at {owner}",
    "code_also": "Code also, at {owner}",
}
MOST_SENTENCES, LONGEST = 6, 420


def tell_notes(pack: Pack, code: Code, limit: int = 8) -> bool:
    """Its own notes and those that it inherits, nearest first; False when there are none."""
    if code.system != "icd10cm":
        return False
    told = 0
    for noted in placing.notes_of(code):
        for name, sentences in noted.notes.items():
            if told >= limit:
                return True
            _tell(pack, code, noted, name, sentences)
            told += 1
    return told > 0


def _tell(pack: Pack, code: Code, noted: Noted, name: str, sentences: list[str]) -> None:
    owner = getattr(noted.owner, "label", "")
    said = f"{SAID[name].format(owner=owner)}: {'; '.join(sentences[:MOST_SENTENCES])}"[:LONGEST]
    number = pack.add(
        said,
        f"{owner}, notes",
        url=code.url,
        system="ICD-10-CM",
        code=code.shown,
        release=code.release.edition,
    )
    pack.fact(said, number, heading="Notes of the classification")
