"""What a visitor tells the operator."""

from dataclasses import dataclass

TOPICS = {
    "question": "A question about the site",
    "job": "A job or a company on the site",
    "account": "My account or an application",
    "data": "My data: a copy, a correction, deletion",
    "code": "Something wrong on a code page",
    "other": "Something else",
}


@dataclass(frozen=True)
class Message:
    """`email` is as typed: nobody has confirmed that it is the writer's."""

    topic: str
    email: str
    name: str
    text: str
