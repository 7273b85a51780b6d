"""Letters to people: rendered when they are written, kept in the outbox, sent by the worker."""

from typing import Any

from flask import render_template

from jobboard.outbox import note


def write(*, to: str, template: str, **values: Any) -> None:
    """Renders `templates/letters/<template>.txt` and notes the letter in this transaction."""
    subject, _, text = render_template(f"letters/{template}.txt", **values).partition("\n")
    note("mail", to=to, subject=subject.removeprefix("Subject:").strip(), text=text.strip())
