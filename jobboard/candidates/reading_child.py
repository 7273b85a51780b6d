"""Reads a stranger's résumé, and is meant to be killed: the only place where such a file is parsed.

`reading.py` runs this file by its path, in a process of its own: kind as the argument, the file on
stdin, one JSON object on stdout, either {"text": …} or {"refused": reason}. It imports nothing of
the board's, so it starts quickly and holds no secret. Before it reads a byte it takes away from
itself memory, processor time, files and children.
"""

import io
import json
import os
import re
import resource
import signal
import sys
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
WALL_SECONDS = 20
TEXT_BYTES = 200_000
PDF_PAGES = 60
ZIP_ENTRIES = 2_000
ZIP_BYTES = 60 * 1024 * 1024
XML_BYTES = 16 * 1024 * 1024

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = ("vbaProject", "macroEnabled", "ms-word.attachedToolbars", "vbaData")
ACTIVE = ("activeX", "oleObject", "ms-package")
# A link is for people to follow; everything else outside the file is fetched without asking.
HARMLESS_OUTSIDE = re.compile(r"/hyperlink$")
REACHES_OUT = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]+:(?!///)|\\\\|//)", re.IGNORECASE)
SCRIPT_ACTIONS = frozenset({"/JavaScript", "/Launch"})
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class Refused(Exception):
    """Its argument is one of the reasons that `reading.SENTENCES` explains."""


def main() -> None:
    limit()
    kind = sys.argv[1]
    try:
        text = READERS[kind](sys.stdin.buffer.read())
        answer = {"text": trimmed(text)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "too-big"}
    except Exception:
        # Whatever a parser stumbles over, it is the same to the person who sent the file.
        answer = {"refused": "unreadable"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def limit() -> None:
    # The pages that others are waiting for come first.
    os.nice(10)
    signal.alarm(WALL_SECONDS)
    for name, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_NOFILE", 32),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, ValueError, OSError):
            # Some systems lack one of them; the parent's time-out holds everywhere.
            continue


def pdf_text(content: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    # Many a PDF is locked only against editing: the empty password opens it, as in any viewer.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted")
    if not len(reader.pages):
        raise Refused("unreadable")
    refuse_scripts(reader)
    return joined(page_text(page) for page in islice(reader.pages, PDF_PAGES))


def refuse_scripts(reader: Any) -> None:
    """A résumé that runs something when it is opened is not handed to an employer."""
    root = reader.trailer["/Root"].get_object()
    names = root.get("/Names", {}).get_object() if "/Names" in root else {}
    if "/JavaScript" in names:
        raise Refused("script")
    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if isinstance(opening, dict) and opening.get("/S") in SCRIPT_ACTIONS:
        raise Refused("script")


def page_text(page: Any) -> str:
    try:
        return str(page.extract_text())
    except (MemoryError, Refused):
        raise
    except Exception:
        # One page that cannot be read, perhaps a scan, does not spoil the others.
        return ""


def docx_text(content: bytes) -> str:
    inspect(content)
    import docx
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    document = docx.Document(io.BytesIO(content))
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

    def paragraphs() -> Iterator[str]:
        heads = [section.header._element for section in document.sections[:3]]
        for part in (*heads, document.element.body):
            for element in part.iter(qn("w:p")):
                # A text box stands twice in the file: as it is, and for old readers.
                if next(element.iterancestors(fallback), None) is None:
                    yield Paragraph(element, document).text

    return joined(paragraphs())


def inspect(content: bytes) -> None:
    """Looks at every part of the package, by its real size, before a library opens it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > ZIP_ENTRIES or sum(e.file_size for e in entries) > ZIP_BYTES:
                raise Refused("too-big")
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("encrypted")
            parts = {entry.filename: entry for entry in entries}
            if "[Content_Types].xml" not in parts or len(parts) != len(entries):
                raise Refused("not-a-document")
            inspect_parts(package, entries)
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        raise Refused("unreadable") from None


def inspect_parts(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    room = ZIP_BYTES
    for entry in entries:
        part, size = unpacked(package, entry, room)
        room -= size
        if entry.filename == "[Content_Types].xml":
            inspect_types(part)
        elif entry.filename.endswith(".rels"):
            inspect_relations(part)


def unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> tuple[bytes, int]:
    """The part where it is XML, and its real size; a package that lies about sizes is a bomb."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    most = min(room, XML_BYTES) if is_xml else room
    kept, size = [], 0
    with package.open(entry) as stream:
        while piece := stream.read(65_536):
            size += len(piece)
            if size > most:
                raise Refused("too-big")
            if is_xml:
                kept.append(piece)
    part = b"".join(kept)
    # Without the zeros, UTF-16 reads like ASCII as far as these words go.
    if is_xml and re.search(rb"<!(?:DOCTYPE|ENTITY)", part.replace(b"\0", b"")):
        raise Refused("entities")
    return part, size


def inspect_types(part: bytes) -> None:
    types = [element.get("ContentType", "") for element in parsed(part)]
    if any(word in kind for kind in types for word in MACROS):
        raise Refused("macros")
    if any(word in kind for kind in types for word in ACTIVE):
        raise Refused("embedded")
    if DOCUMENT not in types:
        raise Refused("not-a-document")


def inspect_relations(part: bytes) -> None:
    for element in parsed(part):
        kind, target = element.get("Type", ""), element.get("Target", "")
        if any(word in kind for word in MACROS):
            raise Refused("macros")
        if (
            element.get("TargetMode") == "External"
            and not HARMLESS_OUTSIDE.search(kind)
            and REACHES_OUT.match(target)
        ):
            raise Refused("reaches-out")


def parsed(part: bytes) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(part, parser)


def joined(pieces: Iterator[str]) -> str:
    """The pieces up to the size of a long résumé; what comes later is not read at all."""
    found, room = [], TEXT_BYTES
    for piece in pieces:
        found.append(piece)
        room -= len(piece) + 1
        if room < 0:
            break
    return "\n".join(found)


def trimmed(text: str) -> str:
    clean = UNWANTED.sub("", text.replace("\r", "\n")).strip()
    return clean.encode("utf-8", "replace")[:TEXT_BYTES].decode("utf-8", "ignore")


READERS = {"pdf": pdf_text, "docx": docx_text}

if __name__ == "__main__":
    main()
