"""What was costly to make is kept: never more than so many, never longer than so long."""

from jobboard.web.keeping import Kept


def test_what_was_kept_is_found_again():
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    assert kept.get("a") == 1
    assert kept.get("b") is None


def test_the_longest_unused_goes_when_there_is_no_more_room():
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    kept.get("a")
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)
    assert len(kept) == 2


def test_nothing_is_older_than_it_may_be():
    ticks = iter([10.0, 12.9, 13.0])
    kept: Kept[str, int] = Kept(2, lasts=3.0, ticks=lambda: next(ticks))
    kept.put("a", 1)
    assert kept.get("a") == 1
    assert kept.get("a") is None
    assert len(kept) == 0


def test_what_was_dropped_is_gone():
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.drop("a")
    kept.drop("a")
    assert kept.get("a") is None
