"""Files that broke other people's readers: each is kept whole or refused with a sentence, and the
web process neither stalls nor grows. A sample by default; HOSTILE_FILES=all takes every one."""

import os
import resource
import tarfile

import pytest

from jobboard.candidates import resumes
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.errors import FileRefused
from jobboard.gateways import gateways
from tests.candidates.documents import upload
from tests.making import NOON, a_candidate

ARCHIVES = [
    "hostile/pdfjs_test_pdfs_half.tar.xz",
    "hostile/poi_test_office_files_half.tar.xz",
    "resumes/resume_pdfs_some.tar",
]
SAMPLE = 14
MAY_GROW_BY = 50 * 1024


def files_in(archive):
    if not archive.is_file():
        pytest.skip(f"no {archive.name} in the shared data")
    with tarfile.open(archive) as tar:
        files = [member for member in tar.getmembers() if member.isfile()]
        step = 1 if os.environ.get("HOSTILE_FILES") == "all" else max(1, len(files) // SAMPLE)
        for member in files[::step]:
            yield member.name, tar.extractfile(member).read()


@pytest.mark.parametrize("archive", ARCHIVES)
def test_every_file_is_kept_whole_or_refused_with_a_sentence(app, shared_data, archive):
    list(files_in(shared_data / archive))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, content in files_in(shared_data / archive):
        person = a_candidate()
        try:
            resume = resumes.keep(person, upload(content, name), now=NOON)
        except FileRefused as refused:
            assert refused.message.endswith("."), name
        else:
            assert resumes.content_of(resume) == content, name
        db.session.commit()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < MAY_GROW_BY
    assert len(gateways().files.keys()) == db.session.query(Resume).count()
