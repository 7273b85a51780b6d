"""What somebody wrote themselves, in the shapes that mail programs give it."""

import pytest

from jobboard.consult.mail.quoting import own_words, without_signature

OWN = "It was the second unit.\nThe payer is Medicare."
GMAIL = "On Thu, Nov 26, 2026 at 2:01 PM Coderboard <ask+q12.abcdefghijklmnop@board.example> wrote:"
HEAD = """From: Coderboard <ask@board.example>
Sent: Thursday, November 26, 2026 2:01 PM
To: Robin Example <robin@example.com>
Subject: Q-12: we need to know more"""

SHAPES = {
    "nothing below": OWN,
    "gmail": f"{OWN}\n\n{GMAIL}\n\n> Which unit?\n> Thanks\n",
    "gmail, wrapped": f"{OWN}\n\n{GMAIL.replace(' <ask', chr(10) + '<ask')}\n\n> Which unit?\n",
    "gmail, wrapped before wrote": f"{OWN}\n\n{GMAIL.replace(' wrote', chr(10) + 'wrote')}\n\n> Which?",
    "gmail, nothing marked": f"{OWN}\n\n{GMAIL}\n\nWhich unit?\n",
    "below the quotation": f"{GMAIL}\n> Which unit?\n>\n> And the payer?\n\n{OWN}\n",
    "between the quotations": (
        "> Which unit?\nIt was the second unit.\n> And the payer?\nThe payer is Medicare.\n"
    ),
    "outlook": f"{OWN}\n\n{HEAD}\n\nWhich unit?\n",
    "outlook, ruled off": f"{OWN}\n\n________________________________\n{HEAD}\n\nWhich unit?\n",
    "outlook, bold": f"{OWN}\n\n" + HEAD.replace("From:", "*From:*").replace("Sent:", "*Sent:*"),
    "outlook express": f"{OWN}\n\n-----Original Message-----\n{HEAD}\n\nWhich unit?\n",
    "apple": f"{OWN}\n\nSent from my iPhone\n\n> On Nov 26, 2026, at 2:01 PM, Board wrote:\n> Which?\n",
    "german": f"{OWN}\n\nAm 26.11.2026 um 14:01 schrieb Coderboard <ask@board.example>:\n> Which?\n",
    "french": f"{OWN}\n\nLe jeu. 26 nov. 2026 à 14:01, Board <a@b.example> a écrit :\n> Which?\n",
    "signature after a delimiter": f"{OWN}\n-- \nRobin Example, CPC\n(312) 555-0142\n",
    "signature after a closing": f"{OWN}\n\nThanks,\nRobin Example, CPC\nCoding Lead\n(312) 555-0142\n",
    "fine print": (
        f"{OWN}\n\nCONFIDENTIALITY NOTICE: This email is intended for its recipient only.\n"
        "If you are not, call (312) 555-0142.\n"
    ),
    "windows line ends": OWN.replace("\n", "\r\n") + f"\r\n\r\n{GMAIL}\r\n> Which?\r\n",
    "outlook on a phone": f"{OWN}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n{'_' * 32}\n{HEAD}\n\nHi\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_only_what_was_written_is_left(shape):
    assert own_words(SHAPES[shape]) == OWN


@pytest.mark.parametrize(
    "text",
    [
        "On the second claim the payer wrote: denied.\nFrom: here on we appealed.\nWhat now?",
        "Thanks,\nbut which modifier is it?\nAnd is 59 wrong?",
        "We looked at\n--\nand at 38240. Which one?",
        "> all of it is marked",
        "Best practice says modifier 25. Is that so?",
        "-----Original Message-----\nFrom: a\nSent: b\nTo: c\n\nOnly this was passed on.",
    ],
)
def test_what_only_looks_like_the_end_stays(text):
    assert own_words(text).splitlines()[-1] == text.splitlines()[-1].strip()


def test_what_a_first_mail_passes_on_is_part_of_the_question():
    passed_on = (
        f"Is this denial right?\n\n---------- Forwarded message ---------\n{HEAD}\n\nDenied: CO-97."
    )
    assert without_signature(passed_on).endswith("Denied: CO-97.")


def test_no_text_makes_it_empty_unless_it_is():
    assert own_words("\u200b \n \n") == ""
