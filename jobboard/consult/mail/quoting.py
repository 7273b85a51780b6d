"""What somebody has written themselves: a mail's text without what their program quoted below it,
and without the signature. Pure, and a line at a time, so that no text makes it slow.

Two rules stand over the rest: an answer written below a quotation or between its lines is kept, and
where nothing would be left, the text stays as it was.
"""

import re
from collections.abc import Sequence

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
QUOTED = re.compile(r"\s{0,3}[>|]")
# "On Thu, Nov 26, 2026 at 2:01 PM Robin <robin@example.com> wrote:", over up to three lines.
ATTRIBUTION_BEGINS = re.compile(r"(?:On|Am|Le|El|Il|Op|Em)\b.{0,200}\d")
ATTRIBUTION_ENDS = re.compile(
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu)\s?:$"
)
ATTRIBUTION_MIDDLE = re.compile(r"\bschrieb\b.{0,200}:$")
ATTRIBUTION_LINES = 3
HEAD_BEGINS = re.compile(r"[*_\s]{0,3}(?:From|Von|De)\s?:[*_\s]{0,3}\S")
HEAD_GOES_ON = re.compile(
    r"[*_\s]{0,3}(?:Sent|Date|To|Cc|Subject|Reply-To|Importance|Gesendet|Datum|An|Betreff|"
    r"Envoyé|Date|À|Objet|Enviado|Para|Asunto)\s?:",
)
HEAD_LINES, HEAD_NEEDS = 6, 2
HISTORY = re.compile(
    r"-{2,}\s?(?:Original Message|Original message|Forwarded message|Forwarded Message|"
    r"Ursprüngliche Nachricht|Message d'origine|Mensaje original)\s?-{2,}$|Begin forwarded message:$"
)
RULE = re.compile(r"[_\-=*\s]{5,}$")
DELIMITER = re.compile(r"--\s?$")
CLOSING = re.compile(
    r"(?:(?:many |best |kind |warm )?(?:thanks|regards|wishes)|thank you|thanks (?:so much|again|"
    r"in advance)|thank you (?:so much|very much|in advance)|best|sincerely|respectfully|cheers|"
    r"yours truly|all the best|with (?:kind|best) regards)\s?[,.!–-]{0,2}$",
    re.IGNORECASE,
)
FROM_A_DEVICE = re.compile(
    r"(?:Sent from (?:my|Mail|Outlook|Yahoo|Gmail|Proton|Samsung|AOL)\b|Get Outlook for\b).{0,80}$"
)
FINE_PRINT = re.compile(
    r"[*\s]{0,3}(?:confidential(?:ity)?(?: notice| note| statement)?|disclaimer|privileged|caution|"
    r"important notice|notice)\s?:|"
    r"this (?:e-?mail|message|communication)(?:,)? (?:and|including|may|is|contains|transmission)\b.{0,80}"
    r"(?:confidential|privileged|attachments?|intended)",
    re.IGNORECASE,
)
LONGEST_LINE = 400
SIGNATURE_LINES = 14


def own_words(text: str) -> str:
    """Of a reply: neither quotations nor the signature."""
    whole = _lines(text)
    kept = _without_history(whole)
    return _joined(_without_signature(kept)) or _joined(kept) or _joined(whole)


def without_signature(text: str) -> str:
    """Of a first mail: what it passes on is part of the question."""
    whole = _lines(text)
    return _joined(_without_signature(whole)) or _joined(whole)


def _lines(text: str) -> list[str]:
    plain = INVISIBLE.sub("", text.replace("\u00a0", " "))
    return [line.rstrip() for line in plain.splitlines()]


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_history(lines: Sequence[str]) -> list[str]:
    """Without what the mail program put there of older mails."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        attribution = _attribution_at(lines, at)
        if attribution and _is_quoted(lines, at + attribution):
            at += attribution
        elif attribution or _history_begins(lines, at):
            # With nothing above it, it is what somebody has passed on.
            kept += [] if any(kept) else lines[at:]
            break
        elif QUOTED.match(lines[at]):
            at += 1
        else:
            kept.append(lines[at])
            at += 1
    while kept and (not kept[-1] or RULE.match(kept[-1])):
        kept.pop()
    return kept


def _attribution_at(lines: Sequence[str], at: int) -> int:
    """How many lines say whose words follow; 0 where none do."""
    if not ATTRIBUTION_BEGINS.match(lines[at][:LONGEST_LINE]):
        return 0
    for number, line in enumerate(lines[at : at + ATTRIBUTION_LINES], start=1):
        short = line[-LONGEST_LINE:]
        if ATTRIBUTION_ENDS.search(short) or ATTRIBUTION_MIDDLE.search(short):
            return number
        if not line:
            return 0
    return 0


def _is_quoted(lines: Sequence[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 3] if line), "")
    return bool(QUOTED.match(following))


def _history_begins(lines: Sequence[str], at: int) -> bool:
    line = lines[at][:LONGEST_LINE]
    if HISTORY.match(line):
        return True
    if not HEAD_BEGINS.match(line):
        return False
    following = lines[at + 1 : at + 1 + HEAD_LINES]
    return sum(1 for one in following if HEAD_GOES_ON.match(one[:LONGEST_LINE])) >= HEAD_NEEDS


def _without_signature(lines: Sequence[str]) -> list[str]:
    for at, line in enumerate(lines):
        short = line.strip()[:LONGEST_LINE]
        if FINE_PRINT.match(short) or (_ends_the_letter(short) and _is_signature(lines[at + 1 :])):
            return list(lines[:at])
    return list(lines)


def _ends_the_letter(line: str) -> bool:
    return any(pattern.match(line) for pattern in (DELIMITER, CLOSING, FROM_A_DEVICE))


def _is_signature(rest: Sequence[str]) -> bool:
    """A name, a title, how to reach them: a few short lines that ask nothing."""
    written = [line for line in rest if line.strip()]
    for number, line in enumerate(written):
        if FINE_PRINT.match(line.strip()[:LONGEST_LINE]):
            written = written[:number]
            break
    asks = any("?" in line or line.lstrip().lower().startswith(("ps", "p.s")) for line in written)
    return len(written) <= SIGNATURE_LINES and not asks
