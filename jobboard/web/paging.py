"""Pages of a list: which page is asked for, and what the `pager` macro needs."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

LAST_PAGE = 100_000


@dataclass(frozen=True)
class Paging:
    """Where one page lies among all. `page` is never beyond the last."""

    page: int
    pages: int
    total: int
    size: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


def paging(args: MultiDict[str, str], *, total: int, size: int) -> Paging:
    """The page that an address asks for; nonsense is page 1, and beyond the end is the last."""
    pages = max(1, -(-total // size))
    return Paging(min(page_in(args), pages), pages, total, size)


def page_in(args: MultiDict[str, str]) -> int:
    text = args.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(1, number), LAST_PAGE)


def addresses(path: str, args: MultiDict[str, str]) -> Callable[[int], str]:
    """For the `pager` macro: the same address on page n."""
    others = [pair for pair in args.items(multi=True) if pair[0] != "page"]

    def url_for_page(n: int) -> str:
        pairs = [*others, ("page", str(n))] if n > 1 else others
        return f"{path}?{urlencode(pairs)}" if pairs else path

    return url_for_page
