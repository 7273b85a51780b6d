"""Rich text from people: what is left of it, and what it costs."""

import pytest

from jobboard.web import html

DEEP = ["<b>", "<div>", "<ul><li>", '<b title="</b>">', "<a <a <x>", "<!-- <b> -->"]


@pytest.mark.parametrize("nest", DEEP)
@pytest.mark.parametrize("way", [html.clean, html.plain])
def test_a_text_made_to_take_long_keeps_its_words_and_loses_its_tags(nest, way):
    handed = []
    real = html.nh3.clean

    def watched(text, **how):
        handed.append(len(html.NESTING.findall(text)))
        return real(text, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html.nh3, "clean", watched)
        said = way(nest * 30_000 + "Coder wanted")
    assert "Coder wanted" in said
    assert max(handed) <= html.MOST_NESTING


def test_as_many_tags_as_somebody_writes_stay():
    text = "<p><b>Coder</b> wanted.</p>" * 1_500
    assert html.clean(text) == text
