"""What is wrong with a page for those who hear it instead of seeing it."""

from collections import Counter
from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

SILENT = ("hidden", "submit", "button")


def troubles(page: str) -> Iterator[str]:
    root = lxml.html.fromstring(page)
    ids = Counter(root.xpath("//@id"))
    yield from (f"two with the id {one}" for one, times in ids.items() if times > 1)
    levels = [int(one.tag[1]) for one in root.xpath("//h1|//h2|//h3|//h4")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} first headings"
    for above, level in zip([0, *levels], levels, strict=False):
        if level > above + 1:
            yield f"h{level} below h{above}"
    for control in root.xpath("//input|//select|//textarea"):
        if control.get("type") not in SILENT and not _is_named(control):
            yield f"no label for {control.get('name')}"


def _is_named(control: HtmlElement) -> bool:
    inside, by_id = control.iterancestors("label"), control.get("id")
    return bool(
        control.get("aria-label")
        or control.get("aria-labelledby")
        or next(inside, None) is not None
        or (by_id and control.getroottree().xpath("//label[@for=$id]", id=by_id))
    )
