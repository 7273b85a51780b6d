"""The project's own articles, read and checked from `data/`. Pure.

A source is named by its key in `sources.toml`, so that one work has one entry; what does not hold
together is a ValueError that names the file and the article.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jobboard.codes.intervals import Interval

FILES = Path(__file__).parent / "data"
SHORTEST_TEXT = 60


@dataclass(frozen=True)
class SectionGiven:
    heading: str
    text: str
    words: str = ""


@dataclass(frozen=True)
class ArticleGiven:
    slug: str
    title: str
    subject: str
    summary: str
    sections: tuple[SectionGiven, ...]
    codes: tuple[Interval, ...] = ()
    words: str = ""
    sources: tuple[dict[str, str], ...] = ()
    origin: str = ""

    @property
    def digest(self) -> str:
        said = [self.title, self.subject, self.summary, self.words, list(self.sources)]
        said += [[s.heading, s.text, s.words] for s in self.sections]
        said.append([str(code) for code in self.codes])
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@cache
def read_articles(folder: Path = FILES) -> tuple[ArticleGiven, ...]:
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    paths = sorted((folder / "articles").glob("*.toml"))
    articles = tuple(one for path in paths for one in _articles_of(path, sources))
    slugs = [article.slug for article in articles]
    doubled = {slug for slug in slugs if slugs.count(slug) > 1}
    if doubled:
        raise ValueError(f"Two articles have the address {', '.join(sorted(doubled))}.")
    return articles


def _articles_of(path: Path, sources: dict[str, Any]) -> Iterator[ArticleGiven]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for entry in content["articles"]:
        try:
            yield _article(entry, content, sources, f"articles/{path.name}")
        except (KeyError, TypeError, ValueError) as trouble:
            raise ValueError(f"{path.name}: {entry.get('slug')}: {trouble}") from trouble


def _article(
    entry: dict[str, Any], content: dict[str, Any], sources: dict[str, Any], origin: str
) -> ArticleGiven:
    sections = tuple(SectionGiven(**section) for section in entry["sections"])
    for section in sections:
        if len(section.text) < SHORTEST_TEXT:
            raise ValueError(f"“{section.heading}” says too little")
    return ArticleGiven(
        slug=entry["slug"],
        title=entry["title"],
        subject=entry.get("subject", content["subject"]),
        summary=entry["summary"],
        sections=sections,
        codes=tuple(Interval.parse(code) for code in entry.get("codes", ())),
        words=entry.get("words", ""),
        sources=tuple(sources[key] for key in entry.get("sources", ())),
        origin=origin,
    )
