"""The demo's letters in the browser."""

import pytest

from jobboard import create_app
from jobboard.gateways.mail import Folder, Letter
from tests.conftest import stand_ins, the_settings

LETTER = Letter(
    to="casey@example.com",
    subject="Choose <b>now</b> – please",
    text="Hello <script>alert(1)</script>,\n\nhere: http://localhost/account/reset/abc\n",
    html="<p>Hello</p>",
)


@pytest.fixture
def folder(app, tmp_path):
    folder = Folder(tmp_path / "letters", "Board <board@example.com>")
    app.extensions["gateways"].mail = folder
    return folder


def test_the_newest_letter_is_read_first(client, folder):
    folder.send(Letter(to="a@example.com", subject="Older", text="x"))
    folder.send(LETTER)
    page = client.get("/dev/letters").text
    assert page.index("Choose &lt;b&gt;now&lt;/b&gt; – please") < page.index("Older")
    assert "casey@example.com" in page


def test_a_letter_s_links_can_be_followed(client, folder):
    folder.send(LETTER)
    page = client.get(f"/dev/letters/{folder.names()[0]}").text
    assert '<a href="http://localhost/account/reset/abc">' in page
    assert "<script>alert" not in page
    assert "Board &lt;board@example.com&gt;" in page


def test_an_empty_folder_says_so(client, folder):
    assert "No email has been written yet" in client.get("/dev/letters").text


@pytest.mark.parametrize("name", ["x", "..%2f..%2fsettings.env", "%00", ".hidden.eml", "é.eml"])
def test_nothing_but_letters_is_read(client, folder, name):
    (folder.path.parent / "settings.env").write_text("SECRET_KEY=x")
    answer = client.get(f"/dev/letters/{name}")
    assert answer.status_code == 404
    assert "SECRET_KEY" not in answer.text


def test_the_page_is_not_there_outside_the_demo(tmp_path):
    settings = the_settings(f"sqlite:///{tmp_path}/b.db", tmp_path, demo=False)
    app = create_app(settings, stand_ins())
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/dev/")]
