"""Rich text for people without the editor: typed with a few marks, and back again.

Blank lines part paragraphs, `- ` and `1. ` begin list items, `## ` a heading; `**bold**`,
`*italic*` and `[words](https://…)` are what they look like. Nobody needs to know them: text
without marks is paragraphs.
"""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import groupby

from jobboard.web.html import clean

# A name in angle brackets, such as <your name>, is no tag of HTML.
HAS_TAGS = re.compile(
    r"</?(?:p|br|hr|div|span|section|article|header|footer|h[1-6]|[uod]l|li|d[td]|blockquote|pre|code"
    r"|a|b|i|u|s|em|strong|small|su[bp]|font|center|img|table|t(?:head|body|foot|r|h|d)|html|head|body"
    r"|title|meta|link|script|style|template|noscript|iframe|object|svg|math|form|input|button)"
    r"(\s[^<>]*)?/?>",
    re.IGNORECASE,
)
LINE_KINDS = (
    ("ul", re.compile(r"[-*•·]\s+(?P<words>.+)")),
    ("ol", re.compile(r"\d{1,3}[.)]\s+(?P<words>.+)")),
    ("h2", re.compile(r"##?\s+(?P<words>.+)")),
    ("h3", re.compile(r"###\s+(?P<words>.+)")),
    ("h4", re.compile(r"####\s+(?P<words>.+)")),
)
LINK = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<address>(?:https?://|mailto:)[^\s()]+)\)")
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
# Not within a word: 5*6*7 is a product.
ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![\w*])")


def to_html(typed: str) -> str:
    """Clean HTML of what somebody typed, or pasted with its tags."""
    if HAS_TAGS.search(typed):
        return clean(typed)
    blocks = re.split(r"\n\s*\n", typed.replace("\r\n", "\n").strip())
    return clean("".join(part for block in blocks for part in _block(block)))


def to_typed(cleaned: str) -> str:
    """How one would type this clean HTML; `to_html` understands it."""
    writer = _Writer()
    writer.feed(cleaned)
    writer.close()
    return writer.text()


def _block(block: str) -> Iterator[str]:
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    for kind, group in groupby(map(_kind_and_words, lines), key=lambda pair: pair[0]):
        words = [_inline(words) for _, words in group]
        if kind == "p":
            yield f"<p>{'<br>'.join(words)}</p>"
        elif kind in ("ul", "ol"):
            yield f"<{kind}>{''.join(f'<li>{line}</li>' for line in words)}</{kind}>"
        else:
            yield "".join(f"<{kind}>{line}</{kind}>" for line in words)


def _kind_and_words(line: str) -> tuple[str, str]:
    for kind, shape in LINE_KINDS:
        if found := shape.fullmatch(line):
            return kind, found["words"]
    return "p", line


def _inline(words: str) -> str:
    escaped = html.escape(words, quote=False)
    linked = LINK.sub(lambda m: f'<a href="{m["address"]}">{m["words"]}</a>', escaped)
    return ITALIC.sub(r"<em>\1</em>", BOLD.sub(r"<strong>\1</strong>", linked))


class _Writer(HTMLParser):
    """Reads clean HTML only, so every tag is known and closed."""

    MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
    HEADINGS = {"h2": "## ", "h3": "### ", "h4": "#### "}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        self._address = ""

    def text(self) -> str:
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(self._parts))
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def handle_data(self, data: str) -> None:
        self._parts.append(re.sub(r"\s+", " ", data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
            self._parts.append("\n\n" if len(self._lists) == 1 else "\n")
        elif tag == "li":
            self._parts.append(f"\n{self._bullet()}")
        elif tag == "a":
            self._address = dict(attrs).get("href") or ""
            self._parts.append("[")
        else:
            self._parts.append(
                {"br": "\n", "p": "\n\n", "blockquote": "\n\n"}.get(tag)
                or self.MARKS.get(tag)
                or (f"\n\n{self.HEADINGS[tag]}" if tag in self.HEADINGS else "")
            )

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.pop()
            self._parts.append("" if self._lists else "\n\n")
        elif tag == "a":
            self._parts.append(f"]({self._address})")
        else:
            block = tag in ("p", "blockquote", *self.HEADINGS)
            self._parts.append("\n\n" if block else self.MARKS.get(tag, ""))

    def _bullet(self) -> str:
        count = self._lists[-1] if self._lists else None
        if count is None:
            return "- "
        self._lists[-1] = count + 1
        return f"{count + 1}. "
