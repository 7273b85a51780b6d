"""Files as people and attackers send them, made from scratch: each test shows what is wrong."""

import io
import struct
import zipfile
import zlib

import docx
from pypdf import PdfReader, PdfWriter
from werkzeug.datastructures import FileStorage

NAMESPACE = "http://schemas.openxmlformats.org"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def upload(content: bytes, name: str = "resume.pdf") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def a_pdf(
    text: str = "Robin Reyes, CCS. Six years of inpatient coding.", *, root: str = ""
) -> bytes:
    """One page that says `text`; `root` is added to the catalog."""
    words = text.replace("\\", "").replace("(", "[").replace(")", "]")
    return pdf_of(f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode(), root=root)


def pdf_of(page: bytes, *, root: str = "", filters: str = "") -> bytes:
    """A PDF whose only page has this content stream."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(page)} {filters} >>\nstream\n".encode() + page + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def a_locked_pdf(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_scan() -> bytes:
    """A page that shows something and says nothing."""
    return pdf_of(b"0.5 g 10 10 500 700 re f")


def a_pdf_bomb(megabytes: int = 250) -> bytes:
    """A page whose operators unpack to far more than anybody's memory should hold."""
    return pdf_of(_squeezed_zeros(megabytes), filters="/Filter /FlateDecode")


def a_docx(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs or ("Robin Reyes, CCS. Six years of inpatient coding.",):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_docx_with(parts: dict[str, bytes], types: str = "") -> bytes:
    """A Word document with these parts put in or replaced, and more content types declared."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_docx())) as whole, zipfile.ZipFile(out, "w", 8) as changed:
        for entry in whole.infolist():
            content = whole.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(b"</Types>", types.encode() + b"</Types>")
            if entry.filename not in parts:
                changed.writestr(entry.filename, content)
        for name, content in parts.items():
            changed.writestr(name, content)
    return out.getvalue()


def relations(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{NAMESPACE}/package/2006/relationships"><Relationship Id="r1"'
        f' Type="{NAMESPACE}/officeDocument/2006/relationships/{kind}" Target="{target}"'
        ' TargetMode="External"/></Relationships>'
    ).encode()


def a_zip_bomb(megabytes: int = 90) -> bytes:
    """A Word document whose text is nothing but zeros."""
    return a_docx_with({"word/document.xml": b"\0" * (megabytes * 1024 * 1024)})


def a_lying_zip(megabytes: int = 90) -> bytes:
    """The same, with sizes in its directory that look harmless."""
    content = bytearray(a_zip_bomb(megabytes))
    real = struct.pack("<I", megabytes * 1024 * 1024)
    return bytes(content.replace(real, struct.pack("<I", 1000)))


def a_crowded_zip(entries: int = 30_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as crowd:
        for number in range(entries):
            crowd.writestr(f"{number}", b"")
    return out.getvalue()


def a_spreadsheet() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as sheet:
        sheet.writestr("[Content_Types].xml", '<Types><Override ContentType="sheet"/></Types>')
        sheet.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def an_xml_bomb() -> bytes:
    """A document that asks its reader to laugh a billion times."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{lines}]><d>&l9;</d>'
    return a_docx_with({"word/document.xml": text.encode()})


def _squeezed_zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    spaces = b" " * (1024 * 1024)
    return b"".join([*(packer.compress(spaces) for _ in range(megabytes)), packer.flush()])
