"""The addresses that lead to one question."""

import pytest

from jobboard.consult.mail.addresses import Addresses
from jobboard.settings import SettingsWrong, read_settings

OURS = Addresses("Ask@Board.example", b"a key")


def test_an_address_leads_to_its_question():
    assert OURS.question_id(OURS.of(12)) == 12
    assert OURS.of(12) != OURS.of(13)


@pytest.mark.parametrize("change", [str.upper, str.lower, str.swapcase, lambda one: f" {one} "])
def test_mail_programs_may_change_its_case(change):
    assert OURS.question_id(change(OURS.of(12))) == 12


def test_a_mark_is_good_for_its_own_question_and_board_only():
    other_number = OURS.of(12).replace("q12.", "q13.")
    other_key = Addresses(OURS.base, b"another").of(12)
    other_domain = OURS.of(12).replace("Board", "elsewhere")
    for forged in (other_number, other_key, other_domain):
        assert OURS.question_id(forged) is None


@pytest.mark.parametrize(
    "address",
    ["", "@", "ask@board.example", "ask+@board.example", "ask+q12@board.example", "ask+q12.é@b"],
)
def test_what_we_have_not_signed_leads_to_no_question(address):
    assert OURS.question_id(address) is None


def test_the_longest_fits_into_a_local_part():
    longest = Addresses("a" * 32 + "@board.example", b"a key").of(9_999_999_999)
    assert len(longest.partition("@")[0]) <= 64


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"mail_in_url": "imaps://u:secret@mx.example"}, "MAIL_IN_URL needs MAIL_IN_ADDRESS"),
        ({"mail_in_url": "pop3://mx.example"}, "MAIL_IN_URL: must begin with"),
        ({"mail_in_address": "ask+me@board.example"}, "MAIL_IN_ADDRESS: must be one plain address"),
        ({"mail_in_address": f"{'a' * 33}@board.example"}, "at most 32 characters"),
    ],
)
def test_settings_that_cannot_be_meant_are_said_at_once(tmp_path, given, complaint):
    with pytest.raises(SettingsWrong) as wrong:
        read_settings(data=tmp_path, demo=True, **given)
    assert complaint in str(wrong.value)
    assert "secret" not in str(wrong.value)
