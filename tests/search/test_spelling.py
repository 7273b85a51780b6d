"""The nearest word of the trade, for words that nothing was found for."""

import pytest

from jobboard.search.spelling import corrected


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("kardiologgy coder", "cardiology coder"), ("auditting", "auditing"), ("xqzv", None)],
)
def test_only_unknown_words_are_replaced_and_only_by_near_ones(typed, nearest):
    assert corrected(typed) == nearest
