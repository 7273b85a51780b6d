"""Mails as people, servers and attackers write them, in bytes."""

from email.message import EmailMessage
from typing import Any

from jobboard.consult.mail.addresses import Addresses

BOARD = "ask@board.example"
OURS = Addresses(BOARD, b"a key")
ASKER = "robin@example.com"
WORDS = "Is 38240 reported once per donor?"


def a_mail(text: str = WORDS, **head: Any) -> EmailMessage:
    """Names of headers are written with underscores: `in_reply_to`."""
    mail = EmailMessage()
    given = {
        "from": f"Robin Example <{ASKER}>",
        "to": BOARD,
        "subject": "Transplant question",
        "message_id": "<one@example.com>",
        "date": "Thu, 26 Nov 2026 14:01:00 +0000",
        **head,
    }
    for name, value in given.items():
        if value is not None:
            mail[name.replace("_", "-").title()] = value
    mail.set_content(text)
    return mail


def raw(text: str = WORDS, **head: Any) -> bytes:
    return a_mail(text, **head).as_bytes()


def as_it_stands(text: str, *, content: str = "text/plain", **head: str) -> bytes:
    """Bytes that no library would write."""
    lines = {"From": ASKER, "To": BOARD, "Subject": "Odd", "Content-Type": content, **head}
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode() + (
        b"\r\n" + text.encode("utf-8", "surrogateescape")
    )


def with_file(name: str = "chart.pdf", size: int = 30_000, text: str = WORDS, **head: Any) -> bytes:
    mail = a_mail(text, **head)
    mail.add_attachment(b"%" * size, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def a_bounce(
    address: str,
    *,
    status: str = "5.1.1",
    to: str = "bounces@board.example",
    action: str = "failed",
) -> bytes:
    """As Postfix writes it; `address` is where answers to the letter would have gone."""
    return (
        "Return-Path: <>\r\n"
        "From: MAILER-DAEMON@mx.example (Mail Delivery System)\r\n"
        f"To: {to}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        "Auto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/plain\r\n\r\nI am sorry to have to inform you.\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {ASKER}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such user\r\n\r\n"
        "--B\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"From: {BOARD}\r\nTo: {ASKER}\r\nReply-To: {address}\r\nSubject: Q-12\r\n\r\n--B--\r\n"
    ).encode()


def nested(depth: int, words: str = WORDS) -> bytes:
    """Multiparts in multiparts."""
    opened = "".join(
        f'Content-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n'
        for number in range(depth)
    )
    head = f"From: {ASKER}\r\nTo: {BOARD}\r\nSubject: Deep\r\n"
    return f"{head}{opened}Content-Type: text/plain\r\n\r\n{words}\r\n".encode()
