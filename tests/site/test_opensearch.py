"""The browser's own search box can ask this board."""

from xml.etree import ElementTree

from flask.testing import FlaskClient

SPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def test_every_page_tells_browsers_of_the_description(client: FlaskClient) -> None:
    for address in ("/", "/jobs", "/codes", "/jobs/state/texas"):
        assert '<link rel="search" href="/opensearch.xml"' in client.get(address).text


def test_the_description_says_how_to_search(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(answer.data)
    assert len(root.findtext("o:ShortName", "", SPACE)) in range(1, 17)
    urls = {one.get("type"): one.get("template") for one in root.findall("o:Url", SPACE)}
    template = urls["text/html"]
    assert template == "http://localhost/jobs?q={searchTerms}"
    assert client.get(template.replace("{searchTerms}", "CCS%20%26%20inpatient")).status_code == 200
