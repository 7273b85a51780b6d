"""What the pages of the editors' desk have in common: how much waits where."""

from typing import Any

from jobboard.articles import queries as articles
from jobboard.codes.page import HEADINGS
from jobboard.editing import queries


def desk_counts() -> dict[str, Any]:
    return {
        "open_problems": queries.open_problem_count,
        "waiting_articles": articles.waiting_count,
        "headings": HEADINGS,
    }
