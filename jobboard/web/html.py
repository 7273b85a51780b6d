"""Rich text from people: cleaned on the way in, and turned into plain text for search and letters."""

import html
import re

import nh3
from markupsafe import Markup

TAGS = {
    "p",
    "br",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "ul",
    "ol",
    "li",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "a",
}
TAG = re.compile(r"<[^<>]*>")
# The beginning of anything but a whole tag that `clean` leaves in a text.
FOREIGN = re.compile(rf"<(?!/?(?:{'|'.join(sorted(TAGS))})\b[^<>]*>)")
# Text inside these is not prose; everything else that is not allowed loses its tags only.
DROPPED_WHOLE = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math"}
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|div|tr|ul|ol)>|<br\s*/?>", re.IGNORECASE)
# Also a line that somebody made bold for want of a heading.
HEADING = re.compile(
    r"<(h[1-6])>.*?</\1>|<p>\s*<(strong|b)>[^<]*</\2>\s*</p>", re.IGNORECASE | re.DOTALL
)
# Private use, C0/C1 controls except line ends, and the direction overrides that can fake a text.
# The editor writes one block whose paragraphs are parted by blank lines.
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
BLANK_LINES = re.compile(r"(?:\s*<br>\s*){2,}")
UNWANTED = re.compile(
    "[\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


# Tags that may hold others of their kind. nh3 takes a time that grows with the square of how deep they
# lie in each other: 160 kB made for it took 19 s. No text of a person has so many.
NESTING = re.compile(r"<(?!(?:p|li|br)\b)[a-z]", re.IGNORECASE)
MOST_NESTING = 2_000


def clean(text: str) -> str:
    """Only the tags that a job description needs; links are nofollow and leave the site."""
    # Trix writes <div> for paragraphs and <h1> for its one heading.
    text = re.sub(r"<(/?)div\b[^>]*>", r"<\1p>", UNWANTED.sub("", text), flags=re.IGNORECASE)
    text = re.sub(r"<(/?)h1\b[^>]*>", r"<\1h2>", text, flags=re.IGNORECASE)
    cleaned = _allowed(text)
    parted = PARAGRAPH.sub(_parted, cleaned)
    if parted != cleaned:
        # Parting may have cut through a tag, such as bold words over two paragraphs.
        parted = _allowed(parted)
    return re.sub(r"<p>\s*</p>", "", parted).strip()


def shown(cleaned: str) -> Markup:
    """Marks text as safe to draw. Cleans again: the store may be older than the rules."""
    return Markup(clean(cleaned))  # noqa: S704 - this is the one place that vouches for it


def plain(cleaned: str) -> str:
    """The words alone, a line for each block."""
    lined = BLOCK_END.sub("\n", cleaned)
    # In what `clean` has written nothing but a tag begins with "<", and to take those out is done in a
    # fifth of the time. What the store has of older days may hold anything.
    bare = nh3.clean(_bounded(lined), tags=set()) if FOREIGN.search(lined) else TAG.sub("", lined)
    words = html.unescape(bare)
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _allowed(text: str) -> str:
    return nh3.clean(
        _bounded(text),
        tags=TAGS,
        clean_content_tags=DROPPED_WHOLE,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )


def _bounded(text: str) -> str:
    """The text, or its words alone where there are more tags than anybody would write."""
    if sum(1 for _ in NESTING.finditer(text)) <= MOST_NESTING:
        return text
    return re.sub(r"<[^<>]*>", " ", text).replace("<", "&lt;")


def _parted(block: re.Match[str]) -> str:
    """One block as paragraphs, without line breaks at their ends."""
    paragraphs = BLANK_LINES.split(block[1])
    bare = (re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", one) for one in paragraphs)
    return "".join(f"<p>{one}</p>" for one in bare if one)


def prose(cleaned: str) -> str:
    """The words without the headings, for summaries."""
    return plain(HEADING.sub("", cleaned))


def many_lines(text: str | None) -> str:
    """What was typed into a large field: no control characters, and lines that end in one way."""
    return UNWANTED.sub("", (text or "").replace("\r\n", "\n")).strip()


def one_line(text: str) -> str:
    """A title or a name: no tags' power, no control characters, single spaces."""
    return re.sub(r"\s+", " ", UNWANTED.sub("", text)).strip()
