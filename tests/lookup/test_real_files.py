"""Codes drawn at random from the public files beside the project: found, and as the file says."""

import csv
import gzip
import io
import random

import pytest

from jobboard.clock import stopped_at
from jobboard.codes.systems import normalize
from jobboard.db import db
from jobboard.lookup import indexing
from jobboard.lookup.finding import find
from tests.codes.reference import a_code, a_code_release
from tests.making import NOON

DRAWN = 50
FILES = [
    ("icd10cm", "icd10cm_2026_april.csv.gz", "code", "description"),
    ("icd10pcs", "icd10pcs_2024.csv.gz", "code", "description"),
    ("hcpcs", "hcpcs_level2_2026-04.csv", "code", "short_descriptor"),
    ("msdrg", "msdrg_v43.1.csv", "drg", "title"),
]


@pytest.mark.parametrize(("system", "file", "code", "words"), FILES)
def test_codes_of_a_real_file_are_found_and_say_what_it_says(
    app, shared_data, system, file, code, words
):
    path = shared_data / "codes" / file
    raw = gzip.decompress(path.read_bytes()) if file.endswith(".gz") else path.read_bytes()
    rows = [
        row for row in csv.DictReader(io.StringIO(raw.decode())) if is_a_code(system, row[code])
    ]
    drawn = random.Random(4).sample(rows, DRAWN)
    release = a_code_release(system)
    for row in drawn:
        a_code(release, row[code], row[words])
    db.session.commit()
    with stopped_at(NOON):
        indexing.rebuild()
        for row in drawn:
            first = find(row[code], now=NOON, system=system).hits[0]
            assert normalize(system, first.shown) == normalize(system, row[code])
            assert first.summary == row[words]
            by_words = find(row[words][:100], now=NOON, system=system).hits
            assert row[words] in [hit.summary for hit in by_words]


def is_a_code(system, written):
    try:
        normalize(system, written)
    except ValueError:
        return False
    return "-" not in written
