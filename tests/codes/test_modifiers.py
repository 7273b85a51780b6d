from jobboard.codes.modifiers import MODIFIERS, REASONS, bypassing, modifier


def test_every_modifier_says_what_it_is_for():
    assert len(MODIFIERS) > 90
    assert all(one.name and one.use.endswith(".") for one in MODIFIERS.values())
    assert all(len(one.code) == 2 for one in MODIFIERS.values())


def test_only_some_may_bypass_a_pair():
    known = {one.code for one in bypassing()}
    assert {"59", "XE", "XP", "XS", "XU", "25", "LT", "RT", "91"} <= known
    assert not {"22", "26", "51", "52", "53", "62", "80", "TC"} & known
    assert {one.bypass for one in bypassing()} == set(REASONS)


def test_a_modifier_is_found_however_it_is_written():
    assert modifier(" xs ").code == "XS"
    assert modifier("00") is None
