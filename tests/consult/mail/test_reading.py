"""From bytes to words, whoever chose the bytes."""

import base64

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobboard.consult.mail.quoting import own_words
from jobboard.consult.mail.reading import MOST_BYTES, Unreadable, lightened, read
from tests.consult.mail.mails import (
    ASKER,
    BOARD,
    WORDS,
    a_bounce,
    a_mail,
    as_it_stands,
    nested,
    raw,
    with_file,
)


def test_a_plain_mail_says_who_wrote_what_to_whom():
    mail = read(raw(in_reply_to="<zero@board.example>"))
    assert (mail.sender, mail.name, mail.recipients) == (ASKER, "Robin Example", (BOARD,))
    assert (mail.subject, mail.text.strip()) == ("Transplant question", WORDS)
    assert mail.answers_something
    assert mail.attachments == 0


GRÜSSE = "Grüße – “38240”?"
ENCODED = {
    "utf-8": as_it_stands(GRÜSSE, content="text/plain; charset=utf-8"),
    "no charset": as_it_stands(GRÜSSE),
    "a charset that is none": as_it_stands(GRÜSSE, content="text/plain; charset=klingon"),
    "utf-8 called latin-1": as_it_stands(GRÜSSE, content="text/plain; charset=iso-8859-1"),
    "a codec that is no charset": as_it_stands(GRÜSSE, content="text/plain; charset=punycode"),
    "windows": as_it_stands("", content="text/plain; charset=windows-1252")
    + GRÜSSE.encode("cp1252"),
    "windows called ascii": as_it_stands("", content="text/plain; charset=us-ascii")
    + GRÜSSE.encode("cp1252"),
    "utf-16": as_it_stands("", content="text/plain; charset=utf-16") + GRÜSSE.encode("utf-16"),
    "base64": as_it_stands(
        base64.b64encode(GRÜSSE.encode()).decode(), **{"Content-Transfer-Encoding": "base64"}
    ),
    "base64 with rubbish in it": as_it_stands(
        "*" + base64.b64encode(GRÜSSE.encode()).decode() + "\r\n!\r\n",
        **{"Content-Transfer-Encoding": "base64"},
    ),
    "quoted": as_it_stands(
        "Gr=C3=BC=C3=9Fe =E2=80=93 =\r\n=E2=80=9C38240=E2=80=9D?",
        **{"Content-Transfer-Encoding": "quoted-printable"},
    ),
    "an encoding that is none": as_it_stands(GRÜSSE, **{"Content-Transfer-Encoding": "rot13"}),
    "a charset in pieces that do not add up": as_it_stands(
        GRÜSSE, content="text/plain; charset*0*=''%%; charset*2=x"
    ),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_words_come_through_whatever_the_mail_says_of_itself(encoding):
    assert read(ENCODED[encoding]).text.strip() == GRÜSSE


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?klingon?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?utf-8?b?R3LDvMOfZQ?=", "Grüße"),
        ("=?utf-8?b?!!!?= and more", "and more"),
        ("Grüße", "Grüße"),
        ("one\r\n two", "one two"),
    ],
)
def test_subjects_are_read_as_far_as_they_can_be(subject, words):
    assert words in read(as_it_stands("x", Subject=subject)).subject


def test_addresses_in_any_script_are_read_and_broken_ones_are_none():
    assert read("From: Renée <renée@example.com>\r\n\r\nx".encode()).sender == "renée@example.com"
    assert read(b"From: a\xff@example.com\r\n\r\nx").sender == ""


def test_of_two_forms_of_the_same_the_plain_one_is_read():
    mail = a_mail()
    mail.add_alternative("<p>the other form</p>", subtype="html")
    assert read(mail.as_bytes()).text.strip() == WORDS


def test_html_alone_becomes_the_words_that_its_reader_sees():
    page = (
        "<html><head><title>no</title><style>p{}</style></head><body><p>Is 38240\n reported"
        " once?</p><p>Thank&nbsp;you</p><script>no()</script></body></html>"
    )
    assert read(as_it_stands(page, content="text/html")).text.split("\n") == [
        "Is 38240 reported once?",
        "",
        "Thank you",
        "",
    ]


def test_what_html_quotes_is_marked_as_in_plain_text():
    page = (
        '<div dir="ltr">The second unit.</div><br><div class="gmail_quote">'
        "<div>On Thu, Nov 26, 2026 at 2:01 PM Board &lt;ask@board.example&gt; wrote:<br></div>"
        '<blockquote class="gmail_quote" style="x"><div>Which unit?</div></blockquote></div>'
    )
    assert own_words(read(as_it_stands(page, content="text/html")).text) == "The second unit."


def test_files_are_counted_and_not_kept():
    mail = read(with_file())
    assert (mail.attachments, mail.text.strip()) == (1, WORDS)
    line = base64.b64encode(b"%" * 57) + b"\n"
    big = with_file(size=57).replace(line, line * 450_000)
    assert len(big) > 25_000_000
    kept = lightened(big)
    assert len(kept) < 5_000
    assert (read(kept).attachments, read(kept).text.strip()) == (1, WORDS)


def test_what_programs_attach_by_themselves_is_no_attachment():
    mail = a_mail()
    mail.add_related(b"GIF89a", "image", "gif", cid="<logo>", disposition="inline")
    mail.add_attachment(
        b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s"
    )
    assert read(mail.as_bytes()).attachments == 0


def test_a_failure_names_the_letter_that_came_back():
    [failure] = read(a_bounce("ask+q12.x@board.example")).failures
    assert (failure.is_final, failure.recipient) == (True, ASKER)
    assert failure.addresses == ("ask+q12.x@board.example",)
    assert not read(a_bounce("x@y.example", status="4.4.1")).failures[0].is_final


@pytest.mark.parametrize("depth", [13, 90, 3_000])
def test_parts_too_deep_in_each_other_are_said_to_be_unreadable(depth):
    with pytest.raises(Unreadable):
        read(nested(depth))


def test_parts_as_deep_as_programs_go_are_read():
    assert read(nested(5)).text.strip() == WORDS


LINE_BY_LINE = {
    "parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 200_000,
    "headers": b"A: b\n" * 300_000 + b"\nx",
    "one long header": b"Subject: " + b"a\n " * 300_000 + b"\nx",
    "deep, and long": nested(30) + b"x\n" * 500_000,
    "mails in mails": b"Content-Type: message/rfc822\n\n" * 20_000 + b"x",
    "line ends": b"\r" * 1_000_000,
    "one long line": b"From: a@b\n\n" + b">" * 1_000_000,
    "blank lines": b"From: a@b\n\n" + b"\n" * 1_000_000,
    "tags": b"Content-Type: text/html\n\n" + b"<div><blockquote>" * 50_000,
    "half a tag": b"Content-Type: text/html\n\n" + b"<hr <div " * 100_000,
    "half a comment": b"Content-Type: text/html\n\n" + b"<!-- " * 150_000,
    "addresses": b"To: " + b"<a@b.c>,(" * 100_000 + b"\n\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 70_000 + b"\n\nx",
    "base64": b"Content-Transfer-Encoding: base64\n\n" + b"QUJD\n" * 200_000,
    "attributions": b"\n" + b"On 1\n" * 30_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("attack", LINE_BY_LINE)
def test_what_is_made_to_take_long_is_bounded_before_it_is_read(attack):
    mail = b"From: a@b.example\n" + LINE_BY_LINE[attack]
    assert len(lightened(mail)) <= MOST_BYTES
    try:
        own_words(read(mail).text)
    except Unreadable as said:
        assert str(said)


PIECES = st.sampled_from(
    [
        b"From: a@b.example\r\n",
        b"To: =?utf-8?q?=FF?= <\r\n",
        b"Subject: =?utf-8?b?R3?=\xff\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        b"Content-Type: multipart/report; boundary*0*=''b\r\n",
        b"Content-Type: message/delivery-status\r\n",
        b"Content-Type: text/html; charset=utf-16\r\n",
        b"Content-Transfer-Encoding: uuencode\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"begin 644 x\r\n#0V%T\r\n",
        b"\r\n--b\r\n",
        b"\r\n--b--\r\n",
        b"\r\n",
        b"\r",
        b"> On 1 wrote:\n",
        b"\x00\xfe\xff",
    ]
)


@settings(max_examples=150)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=40)), max_size=30).map(b"".join))
@example(b"Content-Type: multipart/mixed\r\n\r\nx")
@example(b"From: \xff@\xff\r\nContent-Type: text/plain; charset==?x\r\n\r\n\xff")
def test_no_bytes_make_it_raise(mail):
    try:
        found = read(mail)
    except Unreadable:
        return
    stored = "".join([found.text, found.subject, found.sender, found.name, *found.recipients])
    # As a database takes it: no NUL, and nothing that is no text.
    assert b"\x00" not in stored.encode("utf-8")
    own_words(found.text)
