"""The words of an HTML mail, as its reader would see them; quotations marked as in plain text. Pure.

A sanitizer builds the page's tree first, and takes minutes for tags that are deep enough in each
other. Words need no tree: this goes over the tags once.
"""

import html
import re
from dataclasses import dataclass, field

# Up to the next tag, so that a thousand tags without an end are not searched a thousand times.
TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,20}|[!?])[^<>]{0,5000}>")
UNSEEN = {"style", "script", "title", "template", "noscript", "svg"}
BLOCKS = {"address", "article", "center", "dd", "div", "dl", "dt", "footer", "form", "header", "hr"}
BLOCKS |= {"li", "main", "ol", "pre", "section", "table", "tr", "ul", "body", "blockquote"}
PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
DEEPEST_QUOTATION = 20


def words_of(markup: str) -> str:
    page = _Page()
    hidden = ""
    # Pieces: text, the name of a tag, text, …
    for number, piece in enumerate(TAG.split(_without_comments(markup))):
        if number % 2 == 0:
            if not hidden:
                page.write(piece)
            continue
        tag = piece.lower()
        if hidden:
            hidden = "" if tag == f"/{hidden}" else hidden
        elif tag in UNSEEN:
            hidden = tag
        else:
            page.take(tag)
    return page.words()


@dataclass
class _Page:
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quoted: int = 0

    def write(self, text: str) -> None:
        self.line.append(text)

    def take(self, tag: str) -> None:
        name = tag.removeprefix("/")
        if name == "br":
            self._end_line()
        elif name in PARAGRAPHS or name in BLOCKS:
            self._end_block(blank=tag.startswith("/") and name in PARAGRAPHS)
        if name == "blockquote":
            step = -1 if tag.startswith("/") else 1
            self.quoted = min(max(self.quoted + step, 0), DEEPEST_QUOTATION)

    def words(self) -> str:
        self._end_block(blank=False)
        return "\n".join(self.lines)

    def _end_block(self, *, blank: bool) -> None:
        if any(piece.strip() for piece in self.line):
            self._end_line()
            if blank:
                self._end_line()
        else:
            self.line.clear()

    def _end_line(self) -> None:
        # Line ends in the source mean nothing; those that a reader sees come from the tags.
        words = " ".join(html.unescape("".join(self.line)).split())
        self.lines.append(f"{'> ' * self.quoted}{words}".rstrip())
        self.line.clear()


def _without_comments(markup: str) -> str:
    first, *rest = markup.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)
