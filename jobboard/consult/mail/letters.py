"""What is written about a mail itself. None quotes it: it may hold what was refused."""

from jobboard import letters
from jobboard.consult.lifecycle import State
from jobboard.consult.mail.addresses import reply_to
from jobboard.consult.models import Question

# Here a mail is kept with the question, but nobody is about to read it.
NOBODY_READS = frozenset({State.INSTANT, State.ANSWERED, State.ACCEPTED})


def refused(to: str, sentence: str, *, files: bool) -> None:
    letters.write(to=to, template="consult-mail-refused", sentence=sentence, files=files)


def files_are_refused(to: str) -> None:
    letters.write(to=to, template="consult-mail-files")


def kept(question: Question) -> None:
    address = reply_to(question)
    letters.write(
        to=question.email,
        template="consult-mail-kept",
        reply_to=address,
        bounces_to=address,
        question=question,
        answered=question.stage is not State.INSTANT,
    )
