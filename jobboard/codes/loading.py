"""The project's own reference data, from its files into the tables. The same again changes nothing.

Files are read and checked as a whole first: what does not hold together is a ValueError that
names the file, and nothing is written.
"""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, scoped_session

from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, CodeRelease, CodeText, Review, Section

FILES = Path(__file__).parent / "data"
SHORTEST_ENTRY = 20

AnySession = Session | scoped_session[Session]


@dataclass(frozen=True)
class CodeGiven:
    interval: Interval
    summary: str
    review: Review
    origin: str
    sections: dict[Section, tuple[list[Any], list[Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReleaseGiven:
    system: str
    name: str
    effective_from: date | None
    codes: tuple[CodeGiven, ...]
    digest: str


def load_reference(session: AnySession, *, now: datetime) -> int:
    """Brings the tables to what the files say; returns how many codes the reference then has."""
    for given in read_reference():
        _load(session, given, now=now)
    session.flush()
    return session.scalar(select(func.count()).select_from(Code)) or 0


def read_reference(folder: Path = FILES) -> list[ReleaseGiven]:
    """One release for each folder that has a `release.toml`."""
    return [_read_release(path.parent) for path in sorted(folder.glob("*/release.toml"))]


def _load(session: AnySession, given: ReleaseGiven, *, now: datetime) -> None:
    release = session.scalar(
        select(CodeRelease).where(
            CodeRelease.system == given.system, CodeRelease.name == given.name
        )
    )
    if release is not None and release.digest == given.digest and release.overlay:
        return
    if release is None:
        release = CodeRelease(system=given.system, name=given.name)
        session.add(release)
    release.effective_from = given.effective_from
    release.digest, release.loaded_at = given.digest, now
    release.overlay, release.row_count = True, len(given.codes)
    release.source = "This board"
    session.flush()
    _write_codes(session, release, given.codes)
    _write_texts(session, given, now=now)
    _keep_lines(session, release)


def _write_codes(session: AnySession, release: CodeRelease, codes: Iterable[CodeGiven]) -> None:
    there = {code.key: code for code in release.codes}
    for given in codes:
        key = given.interval.low_key
        code = there.pop(key, None)
        if code is None:
            code = Code(release_id=release.id, system=release.system, key=key)
            session.add(code)
        code.code, code.summary, code.review = given.interval.low, given.summary, given.review
    for gone in there.values():
        session.delete(gone)


def _write_texts(session: AnySession, given: ReleaseGiven, *, now: datetime) -> None:
    """Replaces the texts that came from files; what people have written since is theirs."""
    session.execute(
        delete(CodeText).where(CodeText.system == given.system, CodeText.origin.is_not(None))
    )
    kept = select(CodeText.key, CodeText.section).where(CodeText.system == given.system)
    theirs = {(key, section) for key, section in session.execute(kept)}
    for code in given.codes:
        for section, (body, sources) in code.sections.items():
            if (code.interval.low_key, section) in theirs:
                continue
            session.add(
                CodeText(
                    system=given.system,
                    key=code.interval.low_key,
                    section=section,
                    body=body,
                    sources=sources,
                    review=code.review,
                    origin=code.origin,
                    written_at=now,
                )
            )


def _keep_lines(session: AnySession, release: CodeRelease) -> None:
    """A code's one line that an editor has written stays."""
    session.flush()
    query = select(Code, CodeText.body).join(
        CodeText, (CodeText.system == Code.system) & (CodeText.key == Code.key)
    )
    mine = Code.release_id == release.id, CodeText.section == Section.LINE
    for code, body in session.execute(query.where(*mine)):
        code.summary = body[0]["text"]


def _read_release(folder: Path) -> ReleaseGiven:
    paths = sorted(folder.glob("*.toml"))
    contents = {path: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}
    about = contents.pop(folder / "release.toml")
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    codes: list[CodeGiven] = []
    for path, content in contents.items():
        codes += _codes_of(about["system"], path, content)
    _refuse_doubles(codes)
    return ReleaseGiven(
        about["system"],
        about["name"],
        about.get("effective_from"),
        tuple(codes),
        digest.hexdigest(),
    )


def _codes_of(system: str, path: Path, content: dict[str, Any]) -> list[CodeGiven]:
    origin = f"data/{path.parent.name}/{path.name}"
    try:
        return [_code(system, entry, origin) for entry in content["codes"]]
    except (KeyError, ValueError) as trouble:
        raise ValueError(f"{origin}: {trouble}") from trouble


def _code(system: str, entry: dict[str, Any], origin: str) -> CodeGiven:
    unknown = set(entry) - {"code", "summary", "review", *Section}
    if unknown:
        raise ValueError(f"{entry['code']} has unknown parts: {', '.join(sorted(unknown))}")
    return CodeGiven(
        interval=Interval.of(system, entry["code"]),
        summary=entry["summary"],
        review=Review(entry["review"]),
        origin=origin,
        sections={section: _section(entry, section) for section in Section if section in entry},
    )


def _section(entry: dict[str, Any], section: Section) -> tuple[list[Any], list[Any]]:
    """An empty section is an error here, so that none can be drawn."""
    given = entry[section]
    body = [{"text": one} if isinstance(one, str) else one for one in given["body"]]
    if not body or any(len(one.get("text", "")) < SHORTEST_ENTRY for one in body):
        raise ValueError(f"{entry['code']} has an empty entry in “{section}”")
    return body, given.get("sources", [])


def _refuse_doubles(codes: list[CodeGiven]) -> None:
    seen: dict[Interval, str] = {}
    for code in codes:
        if code.interval in seen:
            raise ValueError(f"{code.interval} is in {seen[code.interval]} and in {code.origin}.")
        seen[code.interval] = code.origin
