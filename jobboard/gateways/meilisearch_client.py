"""Meilisearch's own library, for all that need not be quick; the only file that names it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import meilisearch
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from jobboard.errors import SearchUnavailable
from jobboard.gateways.engine_line import AWAY
from jobboard.gateways.search_engine import IndexMissing, Nonsense

CONNECT_WITHIN, WRITE_WITHIN = 0.5, 10.0
# What the engine says when a key is not the master key: it may still be good for all we do.
NOT_THE_MASTER_KEY = {"missing_master_key", "invalid_api_key", "missing_authorization_header"}


@contextmanager
def client_of(url: str, key: str, *, within: float | None = None) -> Iterator[meilisearch.Client]:
    """The library's client, which would wait for ever; all its errors, and what rubbish makes of it,
    become ours. `within` is in seconds; else as long as a write may take."""
    if not url:
        raise SearchUnavailable(AWAY)
    wait: Any = (CONNECT_WITHIN, within or WRITE_WITHIN)
    try:
        yield meilisearch.Client(url, key or None, timeout=wait)
    except MeilisearchApiError as error:
        if error.code == "index_not_found":
            raise IndexMissing(str(error.message)) from None
        raise SearchUnavailable(f"The search engine refused: {error.message}") from None
    except (MeilisearchError, OSError) as error:  # OSError: all of the HTTP library's own
        raise SearchUnavailable(f"{AWAY} ({type(error).__name__})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Nonsense from None


def key_made_or_found(client: meilisearch.Client, wanted: dict[str, Any], *, otherwise: str) -> str:
    """The key of the wanted `uid`; `otherwise` is the one to go on with where none can be made."""
    try:
        return client.create_key(wanted).key
    except MeilisearchApiError as error:
        if error.code == "api_key_already_exists":
            return client.get_key(wanted["uid"]).key
        if error.code in NOT_THE_MASTER_KEY:
            return otherwise
        raise
