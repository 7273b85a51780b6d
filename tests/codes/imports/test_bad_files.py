"""What is wrong with a file is said with its line and the reason, and the database is as before."""

import gzip
import resource
from datetime import date

import pytest
from sqlalchemy import func, select

from jobboard.codes.imports.checking import FilesWrong
from jobboard.codes.imports.importing import import_files
from jobboard.codes.imports.reading import FileWrong
from jobboard.codes.models import Code, CodeRelease
from jobboard.db import Base, db
from tests.codes.imports import files
from tests.making import NOON

HCPCS = "code,letter_family,short_descriptor,opps_status_indicator,opps_payment_rate\n"
GOOD = HCPCS + "J9035,J,Bevacizumab,K,66.10\nG0463,G,Clinic visit,J2,124.90\n"
GEM = "icd10cm,icd9cm,flags,approximate,no_map,combination,scenario,choice_list\n"
CM = (
    "code,description,level,billable,parent,chapter,block,inclusion_terms,excludes1,excludes2,"
    "includes,code_first,use_additional_code\n"
)


def in_place_of(content, before, after):
    assert before in content
    return content.replace(before, after)


WRONG = {
    "cut off in a row": ("hcpcs", GOOD[:-30], "line 3: there are 1 cells instead of 5"),
    "cut off in a quoted cell": (
        "icd10pcs",
        'code,description\n02UJ47G,"Supplement, Open"\n02UJ47J,"Supplement Tri',
        "line 3: a quoted cell begins here and never ends",
    ),
    "cut off in a fixed line": (
        "icd10cm",
        files.ORDER[:-40],
        "line 5: .* is not a line of icd10cm order file",
    ),
    "without rows": ("hcpcs", HCPCS, "there is no row below the header"),
    "empty": ("hcpcs", "", "the file is empty"),
    "doubled header": ("hcpcs", GOOD + HCPCS, "line 4: the header stands here a second time"),
    "doubled header that looks like codes": (
        "gem",
        GEM + "A000,0010,00000,0,0,0,0,0\n" + GEM,
        "line 3: the header stands here a second time",
    ),
    "doubled stacked header": (
        "ptp",
        files.PTP + files.PTP.split("\r\n", 2)[2],
        "line 11: the header stands here a second time",
    ),
    "swapped columns": (
        "rvu",
        in_place_of(files.PPRRVU, "4.00,2.90,NA", "2.90,4.00,NA"),
        "line 5: the parts of 38240 add up to 6.06 and not to .* columns may be swapped",
    ),
    "swapped columns of edits": (
        "ptp",
        in_place_of(files.PTP, "\t\t20020101\t*\t1", "\t20020101\t\t*\t1"),
        "line 7: the effective date “” is not a date",
    ),
    "swapped columns of indices": (
        "gpci",
        in_place_of(files.GPCI, "18,HOUSTON", "HOUSTON,18"),
        "line 4: “HOUSTON” is not the number",
    ),
    "a new column": (
        "hcpcs",
        GOOD.replace("\n", ",x\n").replace("rate,x", "rate,surprise"),
        "the layout has changed.*with the unknown column surprise",
    ),
    "a missing column": (
        "hcpcs",
        GOOD.replace(",opps_status_indicator", ""),
        "without the column opps_status",
    ),
    "another file": ("rvu", GOOD, "none of the layouts that are known for rvu"),
    "the same code twice": (
        "hcpcs",
        GOOD + "J9035,J,Again,K,1\n",
        "line 4: the same entry stands in line 2",
    ),
    "not a code": ("hcpcs", GOOD + "99213,9,No,K,1\n", "line 4: “99213” is not a code of HCPCS"),
    "a code without a title": ("hcpcs", GOOD + "J9036,J,,K,1\n", "line 4: J9036 has no title"),
    "not a number": (
        "opps",
        "code,code_set,status_indicator,payment_rate,release\nJ9035,x,K,much,2026-04\n",
        "line 2: the payment rate “much” is not a number",
    ),
    "not a date": (
        "ptp",
        in_place_of(files.PTP, "20020101", "20021301"),
        "line 7: the effective date “20021301”",
    ),
    "an end before its beginning": (
        "ptp",
        in_place_of(files.PTP, "20101231", "19951231"),
        "line 8: .*before it begins",
    ),
    "an unknown indicator": (
        "ptp",
        in_place_of(files.PTP, "*\t1\tPart", "*\t4\tPart"),
        "line 7: the modifier indicator “4”",
    ),
    "units that are words": (
        "mue",
        in_place_of(files.MUE, "J9035,170", "J9035,many"),
        "line 6: the units of J9035",
    ),
    "an unknown level": (
        "icd10cm",
        CM + "C91,Leukemia,branch,0,C81-C96,2,C81-C96,,,,,,\n",
        "line 2: “branch” is no level",
    ),
    "a zero byte": ("hcpcs", GOOD + "J9036,J,a\x00b,K,1\n", "line 4: there is a zero byte"),
    "an endless line": (
        "hcpcs",
        GOOD + "J" * 40_000 + "\n",
        "line 4: the line is longer than 30000",
    ),
    "an open quote": (
        "hcpcs",
        HCPCS + 'J9035,J,"open,K,1\n' + "J9036,J,b,K,1\n" * 12_000,
        "line 10084: field larger than field limit",
    ),
}


def rows_there():
    tables = [table for table in Base.metadata.sorted_tables if "release_id" in table.columns]
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    return [*counts, db.session.scalar(select(func.count()).select_from(CodeRelease))]


@pytest.fixture
def take(app, tmp_path):
    def take(system, content, name="file.txt", release="2026", **given):
        raw = content if isinstance(content, bytes) else content.encode()
        path = tmp_path / name
        path.write_bytes(raw)
        return import_files([path], system=system, release=release, now=NOON, **given)

    return take


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_refused_with_the_line_and_the_reason(take, case):
    system, content, reason = WRONG[case]
    take("hcpcs", GOOD, release="2025")
    before = rows_there()
    with pytest.raises((FileWrong, FilesWrong), match=reason):
        take(system, content, setting="practitioner" if system in ("ptp", "mue") else "")
    assert rows_there() == before


def test_windows_encoding_is_read_and_utf_16_is_named(take):
    word = HCPCS + "J9035,J,Préparation,K,1\n"
    take("hcpcs", word.encode("cp1252"))
    assert db.session.scalar(select(Code.summary)) == "Préparation"
    with pytest.raises(FileWrong, match="the encoding is UTF-16"):
        take("hcpcs", word.encode("utf-16"), release="2027")
    with pytest.raises(FileWrong, match=r"line 2: the text is neither UTF-8 nor"):
        take("hcpcs", HCPCS.encode() + b"J9035,J,\x81\xff,K,1\n", release="2027")


def test_a_byte_order_mark_is_no_part_of_the_header(take):
    assert take("hcpcs", GOOD.encode("utf-8-sig")).counts.added == 2


@pytest.mark.parametrize(
    ("system", "name", "content", "release"),
    [
        ("icd10cm", "icd10cm_order_2025.txt", files.ORDER, "2026"),
        ("hcpcs", "HCPC2026_APR_ANWEB.csv", files.ANWEB_TABLE, "2026-01"),
        ("ptp", "ccipra-v313r0-f1.txt", files.PTP, "2026Q1"),
        ("rvu", "fees.csv", files.PPRRVU, "2025"),
    ],
)
def test_a_file_of_another_release_is_refused(take, system, name, content, release):
    with pytest.raises(FileWrong, match=r"the file is of .*, and the release is named"):
        take(system, content, name=name, release=release)
    assert rows_there()[-1] == 0


def test_a_damaged_or_packed_file_is_named(take):
    packed = gzip.compress((GOOD * 200).encode())
    with pytest.raises(FileWrong, match="cut off or damaged"):
        take("hcpcs", packed[: len(packed) // 2], name="codes.csv.gz")
    with pytest.raises(FileWrong, match="packed archive"):
        take("hcpcs", b"PK\x03\x04rubbish", name="codes.zip")


def test_edits_need_to_know_their_setting(take):
    with pytest.raises(FileWrong, match="say --setting"):
        take("ptp", files.PTP)
    with pytest.raises(FileWrong, match="settings are mixed up: hospital and practitioner"):
        take("mue", files.MUE, setting="hospital")


def rubbish(path, size, line):
    with path.open("wb") as file:
        file.truncate(size) if line is None else file.writelines(
            line for _ in range(size // len(line))
        )
    return path


@pytest.mark.parametrize("line", [None, b"x" * 99 + b"\n", HCPCS.encode()])
def test_a_gigabyte_of_rubbish_is_refused_early_and_never_held(app, tmp_path, line):
    size = 2**30 if line is None else 30_000_000
    path = rubbish(tmp_path / "rubbish.csv", size, line)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises((FileWrong, FilesWrong)):
        import_files([path], system="hcpcs", release="2026", now=NOON)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
    assert rows_there()[-1] == 0


def test_at_most_twenty_troubles_are_told(take):
    with pytest.raises(FilesWrong) as refused:
        take("hcpcs", HCPCS + "J9035,J\n" * 100)
    assert (len(refused.value.troubles), refused.value.more) == (20, True)


def test_the_same_again_changes_nothing_and_a_changed_file_is_counted(take):
    assert str(take("hcpcs", GOOD).counts) == "2 added, 0 changed, 0 retired"
    ids = db.session.scalars(select(Code.id)).all()
    again = take("hcpcs", GOOD)
    assert (again.already_there, again.counts.total) == (True, 2)
    assert db.session.scalars(select(Code.id)).all() == ids
    changed = HCPCS + "J9035,J,Bevacizumab inj,K,66.10\nG0464,G,Another visit,J2,1\n"
    foreseen = take("hcpcs", changed, dry_run=True)
    assert str(foreseen.counts) == "1 added, 1 changed, 1 retired"
    assert db.session.scalars(select(Code.id)).all() == ids
    assert str(take("hcpcs", changed).counts) == "1 added, 1 changed, 1 retired"
    assert sorted(db.session.scalars(select(Code.code))) == ["G0464", "J9035"]
    assert db.session.scalar(select(CodeRelease)).revision == 2


def test_another_release_stands_beside_the_one_before(take):
    take("hcpcs", GOOD, release="2025")
    done = take("hcpcs", HCPCS + "J9035,J,Bevacizumab,K,66.10\n", release="2026")
    assert str(done.counts) == "0 added, 0 changed, 1 retired"
    assert db.session.scalar(select(func.count()).select_from(CodeRelease)) == 2


def test_a_name_that_says_nothing_is_in_force_from_today(take):
    with_date = take("hcpcs", GOOD, release="mine", begins=date(2024, 7, 1))
    assert with_date.edition.effective_from == date(2024, 7, 1)
    assert take("hcpcs", GOOD, release="other").edition.effective_from >= date(2026, 11, 1)
