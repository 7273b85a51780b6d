"""What drainers are patient with."""

from jobboard.errors import SearchUnavailable
from jobboard.gateways.search_engine import WriteRefused


def engine_is_away(error: Exception) -> bool:
    """The engine's absence is no row's fault; a write that it refuses may well be."""
    return isinstance(error, SearchUnavailable) and not isinstance(error, WriteRefused)
