"""Addresses that came with a form and must stay on this site."""

import re

# A path of ours: not `//host`, no backslash, which browsers take for a slash, nothing unseen.
PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")
LONGEST = 4_000


def is_ours(address: str) -> bool:
    return len(address) <= LONGEST and PATH.fullmatch(address) is not None
