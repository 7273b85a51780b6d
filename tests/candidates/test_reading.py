"""The child that reads résumés: what it understands, what it refuses, what it cannot be made do."""

import subprocess
import sys
import threading
import time

import pytest

from jobboard.candidates import reading
from jobboard.candidates.reading import SENTENCES, text_of
from jobboard.errors import FileRefused
from tests.candidates import documents
from tests.candidates.documents import a_docx, a_docx_with, a_pdf, relations

VBA = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
OFFICE = "application/vnd.openxmlformats-officedocument"
OLE = f'<Default Extension="bin" ContentType="{OFFICE}.oleObject"/>'


def refusal_of(content, kind):
    with pytest.raises(FileRefused) as refused:
        text_of(content, kind)
    return next(reason for reason, words in SENTENCES.items() if words == refused.value.message)


def test_a_pdf_is_read():
    assert "Six years of inpatient coding" in text_of(a_pdf(), "pdf")


def test_a_word_document_is_read_with_its_tables_in_order():
    import io

    import docx

    document = docx.Document()
    document.add_paragraph("First the name")
    document.add_table(1, 1).cell(0, 0).text = "then the credentials"
    document.add_paragraph("and last the years: 6 à 7")
    out = io.BytesIO()
    document.save(out)
    lines = text_of(out.getvalue(), "docx").splitlines()
    assert lines == ["First the name", "then the credentials", "and last the years: 6 à 7"]


def test_a_scan_has_no_words_and_is_fine():
    assert text_of(documents.a_scan(), "pdf") == ""


def test_a_pdf_that_is_only_locked_against_changes_is_read():
    assert "inpatient" in text_of(documents.a_locked_pdf(""), "pdf")


def test_long_texts_are_cut():
    text = text_of(a_docx(*["é" * 5_000] * 60), "docx")
    assert 150_000 < len(text.encode()) <= 200_000


def test_characters_that_a_database_cannot_keep_are_left_out():
    assert text_of(a_pdf("before \0\x07 after"), "pdf").split() == ["before", "after"]


@pytest.mark.parametrize(
    ("make", "kind", "reason"),
    [
        (lambda: documents.a_locked_pdf("secret"), "pdf", "encrypted"),
        (lambda: b"%PDF-1.7 and nothing more", "pdf", "unreadable"),
        (lambda: a_pdf()[:300], "pdf", "unreadable"),
        (lambda: a_pdf(root="/OpenAction << /S /JavaScript /JS (x) >>"), "pdf", "script"),
        (lambda: a_pdf(root="/OpenAction << /S /Launch /F (x.exe) >>"), "pdf", "script"),
        (lambda: a_pdf(root="/Names << /JavaScript << >> >>"), "pdf", "script"),
        (lambda: a_docx()[:2000], "docx", "unreadable"),
        (lambda: a_docx_with({"word/document.xml": b"<w:document"}), "docx", "unreadable"),
        (documents.a_spreadsheet, "docx", "not-a-document"),
        (documents.a_zip_bomb, "docx", "too-big"),
        (documents.a_crowded_zip, "docx", "too-big"),
        (documents.an_xml_bomb, "docx", "entities"),
        (lambda: a_docx_with({"word/vbaProject.bin": b"x"}, VBA), "docx", "macros"),
        (lambda: a_docx_with({"word/embeddings/o.bin": b"x"}, OLE), "docx", "embedded"),
    ],
)
def test_what_nobody_should_have_to_open_is_refused(make, kind, reason):
    assert refusal_of(make(), kind) == reason


def test_a_package_that_lies_about_its_sizes_is_refused():
    assert refusal_of(documents.a_lying_zip(), "docx") in ("too-big", "unreadable")


def test_an_entity_is_found_in_every_encoding():
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'
    content = a_docx_with({"customXml/item1.xml": text.encode("utf-16")})
    assert refusal_of(content, "docx") == "entities"


@pytest.mark.parametrize(
    ("kind", "target", "fine"),
    [
        ("hyperlink", "https://example.com/me", True),
        ("attachedTemplate", "file:///C:\\Users\\Robin\\Resume.dotx", True),
        ("attachedTemplate", "https://evil.example/t.dotm", False),
        ("oleObject", "\\\\evil.example\\share\\x", False),
        ("image", "http://tracker.example/pixel.png", False),
        ("image", "//tracker.example/pixel.png", False),
    ],
)
def test_a_document_that_loads_things_when_it_is_opened_is_refused(kind, target, fine):
    content = a_docx_with({"word/_rels/settings.xml.rels": relations(kind, target)})
    if fine:
        assert "inpatient" in text_of(content, "docx")
    else:
        assert refusal_of(content, "docx") == "reaches-out"


def test_a_pdf_bomb_ends_its_reader_and_nothing_else():
    """Its page unpacks beyond all sense: no text, or no file, but an answer."""
    began = time.monotonic()
    try:
        assert text_of(documents.a_pdf_bomb(), "pdf") == ""
    except FileRefused as refused:
        assert refused.message in SENTENCES.values()
    assert time.monotonic() - began < reading.WALL_SECONDS + 3


def test_a_reader_that_stalls_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "CHILD", child(tmp_path, "import time; time.sleep(60)"))
    monkeypatch.setattr(reading, "WALL_SECONDS", 0.3)
    began = time.monotonic()
    assert refusal_of(a_pdf(), "pdf") == "slow"
    assert time.monotonic() - began < 10


def test_a_reader_that_never_stops_talking_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "CHILD", child(tmp_path, "while True: print('x' * 9999)"))
    assert refusal_of(a_pdf(), "pdf") == "slow"


@pytest.mark.parametrize("words", ["", "[]", "{", '{"text": "a", "refused": "b"}', '"text"'])
def test_an_answer_that_makes_no_sense_is_no_answer(tmp_path, monkeypatch, words):
    monkeypatch.setattr(reading, "CHILD", child(tmp_path, f"print({words!r})"))
    assert refusal_of(a_pdf(), "pdf") == "unreadable"


def test_the_reader_may_neither_grow_nor_write_nor_know_our_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    steal = f"""
import json, os, runpy, sys
rules = runpy.run_path({str(reading.CHILD)!r})
rules["limit"]()
found = []
try: bytearray(600 * 1024 * 1024); found.append("memory")
except MemoryError: pass
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with open({str(tmp_path / "left")!r}, "wb") as file: file.write(b"x" * 10)
    found.append("files")
except OSError: pass
found += [name for name in os.environ if "SECRET" in name]
print(json.dumps({{"text": " ".join(found)}}))
"""
    monkeypatch.setattr(reading, "CHILD", child(tmp_path, steal))
    assert text_of(a_pdf(), "pdf") == ""


def test_two_are_read_at_once_and_the_third_is_told_to_wait(tmp_path, monkeypatch):
    gate = tmp_path / "gate"
    wait = f"""
import os, time
while not os.path.exists({str(gate)!r}): time.sleep(0.01)
print('{{"text": "done"}}')
"""
    monkeypatch.setattr(reading, "CHILD", child(tmp_path, wait))
    monkeypatch.setattr(reading, "PATIENCE_SECONDS", 0.1)
    answers = []
    pair = [threading.Thread(target=lambda: answers.append(text_of(b"", "pdf"))) for _ in "ab"]
    for one in pair:
        one.start()
    deadline = time.monotonic() + 10
    while reading._seats._value and time.monotonic() < deadline:
        threading.Event().wait(0.005)
    try:
        assert refusal_of(b"", "pdf") == "busy"
    finally:
        gate.touch()
        for one in pair:
            one.join()
    assert answers == ["done", "done"]
    assert text_of(b"", "pdf") == "done"


def test_the_web_process_never_imports_what_parses():
    code = (
        "import sys, jobboard, jobboard.candidates.resumes, jobboard.candidates.reading\n"
        "sys.exit(any(name in sys.modules for name in ('pypdf', 'docx', 'lxml')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def child(folder, code):
    script = folder / "child.py"
    script.write_text(code)
    return script
