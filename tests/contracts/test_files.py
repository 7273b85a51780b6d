"""What every file store keeps to: the folder, the bucket, and the shelf that stands in for them."""

import stat

import pytest

from jobboard.gateways.files import FilesUnavailable, Folder, Shelf, file_store
from tests.conftest import the_settings
from tests.contracts import s3_server

KEY = "resumes/2026/ab12.pdf"
OUTSIDE = [
    "../secret",
    "resumes/../../secret",
    "/etc/passwd",
    "resumes//a",
    "resumes/.hidden",
    "resumes\\a",
    "a/",
    "",
    "a\n",
    "a\0b",
    "é.pdf",
    "x" * 121,
]


@pytest.fixture(params=["shelf", "folder", "bucket", "bucket-with-prefix"])
def store(request, tmp_path, monkeypatch):
    if request.param == "shelf":
        yield Shelf()
    elif request.param == "folder":
        yield Folder(tmp_path / "files")
    else:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "for-tests")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "for-tests")
        prefix = "/board/live" if request.param == "bucket-with-prefix" else ""
        with s3_server.running() as address:
            yield _store_at(f"s3://files{prefix}?region=us-east-1&endpoint={address}", tmp_path)


def _store_at(files_url, data):
    return file_store(the_settings("sqlite://", data, files_url=files_url))


def test_what_was_put_is_what_one_gets(store):
    content = bytes(range(256)) * 100
    store.put(KEY, content)
    assert store.get(KEY) == content


def test_putting_again_replaces(store):
    store.put(KEY, b"first and longer")
    store.put(KEY, b"second")
    assert store.get(KEY) == b"second"
    assert store.keys() == [KEY]


def test_an_empty_file_is_a_file(store):
    store.put(KEY, b"")
    assert store.get(KEY) == b""


def test_a_file_that_is_not_there_is_said_so(store):
    with pytest.raises(FileNotFoundError):
        store.get(KEY)


def test_removing_twice_is_removing(store):
    store.put(KEY, b"x")
    store.remove(KEY)
    store.remove(KEY)
    with pytest.raises(FileNotFoundError):
        store.get(KEY)
    assert store.keys() == []


def test_all_keys_are_listed_in_order(store):
    keys = ["a.pdf", "b/1.pdf", "b/2.docx", "c/d/3.pdf", "e.pdf"]
    for key in reversed(keys):
        store.put(key, b"x")
    assert store.keys() == keys


@pytest.mark.parametrize("key", OUTSIDE)
def test_a_key_that_could_lead_elsewhere_is_a_mistake(store, key):
    for use in (store.get, store.remove, lambda key: store.put(key, b"x")):
        with pytest.raises(ValueError, match="not a key"):
            use(key)


def test_only_the_boards_user_may_read_the_folder(tmp_path):
    store = Folder(tmp_path / "files")
    store.put(KEY, b"private")
    file = tmp_path / "files" / KEY
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "files").stat().st_mode) == 0o700


def test_half_of_a_file_is_neither_kept_nor_listed(tmp_path, monkeypatch):
    store = Folder(tmp_path / "files")
    store.put(KEY, b"whole")

    def full(_):
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        store.put(KEY, b"half")
    assert store.get(KEY) == b"whole"
    assert [path.name for path in (tmp_path / "files/resumes/2026").iterdir()] == ["ab12.pdf"]


def test_the_default_is_a_folder_among_the_data(tmp_path):
    _store_at("", tmp_path).put(KEY, b"x")
    assert (tmp_path / "files" / KEY).read_bytes() == b"x"


def test_a_folder_elsewhere_can_be_named(tmp_path):
    _store_at(f"file://{tmp_path}/my%20files", tmp_path).put(KEY, b"x")
    assert (tmp_path / "my files" / KEY).read_bytes() == b"x"


def test_an_address_of_another_kind_is_refused(tmp_path):
    with pytest.raises(ValueError, match="FILES_URL"):
        _store_at("ftp://files.test", tmp_path)


def test_a_bucket_that_does_not_answer_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "for-tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "for-tests")
    monkeypatch.setattr("time.sleep", lambda _: None)
    with s3_server.running() as address:
        pass
    store = _store_at(f"s3://files?region=us-east-1&endpoint={address}", tmp_path)
    with pytest.raises(FilesUnavailable, match="does not answer"):
        store.get(KEY)
