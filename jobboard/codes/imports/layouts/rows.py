"""Rows for the tables of codes, complete: a bulk insert takes the columns of its first row."""

from datetime import date
from typing import Any

from jobboard.codes.fact_models import CodeMap, CodeTerm
from jobboard.codes.imports.tables import Made
from jobboard.codes.models import Code, Kind, Review
from jobboard.codes.systems import key_of


def a_code(
    system: str,
    code: str,
    summary: str,
    *,
    kind: Kind = Kind.BILLABLE,
    parent: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    replaced_by: str | None = None,
    notes: dict[str, Any] | None = None,
    more: dict[str, Any] | None = None,
) -> Made:
    """`code` and `parent` are in their normal form."""
    return Made(
        Code,
        {
            "system": system,
            "key": key_of(system, code),
            "code": code,
            "summary": summary,
            "review": Review.NONE,
            "kind": kind,
            "parent_key": parent,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "replaced_by": replaced_by or None,
            "notes": notes or None,
            "more": more or None,
        },
    )


def a_map(source: str, target: str, detail: dict[str, Any] | None = None) -> Made:
    if not source or not target:
        raise ValueError("a code or what it leads to is missing")
    return Made(CodeMap, {"source": source, "target": target, "detail": detail or None})


def a_term(kind: str, term: str, label: str, detail: dict[str, Any] | None = None) -> Made:
    if not term or not label:
        raise ValueError("a term or its meaning is missing")
    return Made(CodeTerm, {"kind": kind, "term": term, "label": label, "detail": detail or None})


def said(cells: dict[str, str], *names: str) -> dict[str, str]:
    """The cells of these columns that are there and say something."""
    return {name: cells[name] for name in names if cells.get(name)}
