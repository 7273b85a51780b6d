"""An email address in a form of ours, whoever it belongs to."""

from typing import Any

from wtforms import EmailField, ValidationError

from jobboard.accounts.adapters import normal_address


def is_address(_form: Any, field: EmailField) -> None:
    """A validator that leaves the address in the one way in which it is kept."""
    known = normal_address(field.data or "")
    if known is None:
        raise ValidationError(
            "That does not look like an email address. Check it for typing slips."
        )
    field.data = known
