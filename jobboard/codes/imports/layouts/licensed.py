"""The AMA's own files, which an operator reads under a license. Long ones begin with the AMA's
notice, which ends with an empty line; short and medium ones have fixed places."""

from collections.abc import Callable, Iterator

from jobboard.codes.fact_models import LicensedText
from jobboard.codes.imports import cells as c
from jobboard.codes.imports.tables import Cells, Column, Layout, Lines, Made, Table

CPT = r"(?:\d{5}|\d{4}[FMTU])"


def _text(code: str, kind: str, text: str) -> Made:
    found = c.text(text)
    if not found:
        raise ValueError(f"{code} has no text")
    return Made(LicensedText, {"code": c.code("cpt", code), "kind": kind, "text": found})


def _long(line: str) -> Iterator[Made]:
    code, _, text = line.partition("\t")
    yield _text(code, "long", text)


def _fixed(kind: str) -> Callable[[str], Iterator[Made]]:
    def make(line: str) -> Iterator[Made]:
        yield _text(line[:5], kind, line[6:])

    return make


def _friendly(kind: str) -> Callable[[Cells], Iterator[Made]]:
    def make(cells: Cells) -> Iterator[Made]:
        yield _text(cells["code"], kind, cells["text"])

    return make


LAYOUTS: tuple[Layout, ...] = (
    Lines("AMA LONGULT, tabs", rf"{CPT}\t\S.*", _long, preamble=True),
    Lines(
        "AMA SHORTU, fixed width",
        rf"{CPT} .{{1,28}}",
        _fixed("short"),
        preamble=True,
        strict=True,
        named="short",
    ),
    Lines(
        "AMA MEDU, fixed width", rf"{CPT} .{{1,48}}", _fixed("medium"), preamble=True, named="med"
    ),
    Table(
        "AMA consumer descriptors",
        (
            Column("-concept", "concept_id"),
            Column("code", "cpt_code"),
            Column("text", "consumer_friendly_descriptor"),
        ),
        _friendly("consumer"),
        delimiter="\t",
    ),
    Table(
        "AMA clinician descriptors",
        (
            Column("-concept", "concept_id"),
            Column("code", "cpt_code"),
            Column("-id", "clinician_descriptor_id"),
            Column("text", "clinician_descriptor"),
        ),
        _friendly("clinician"),
        delimiter="\t",
    ),
)
