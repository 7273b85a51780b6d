"""The parts that Flask-Security asks an application for: people, addresses, passwords, letters."""

from typing import Any

import email_validator
from flask import after_this_request
from flask_security import MailUtil, PasswordUtil, SQLAlchemyUserDatastore
from flask_security.mail_util import EmailValidateException
from flask_security.utils import get_message
from sqlalchemy import select
from sqlalchemy.orm import lazyload

from jobboard import letters
from jobboard.accounts.models import User
from jobboard.db import db
from jobboard.settings import current_settings

LONGEST_ADDRESS = 254
# What of a letter's context is ours to use. Its links are built from the Host header: never those.
FROM_ITS_LETTERS = ("confirmation_token", "reset_token", "token")


def normal_address(typed: str) -> str | None:
    """The one way in which an address is kept and looked for; None when it is none."""
    try:
        known = email_validator.validate_email(
            typed.strip(), check_deliverability=False, test_environment=current_settings().demo
        )
    except ValueError:
        return None
    return known.normalized.lower() if len(known.normalized) <= LONGEST_ADDRESS else None


class People(SQLAlchemyUserDatastore):
    """Addresses are kept in lower case, so an index finds them. Nothing more is asked of the
    database for somebody who is known than for somebody who is not."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> User | None:
        ((attribute, value),) = kwargs.items()
        query = select(User).where(getattr(User, attribute) == value)
        return db.session.scalars(query.options(lazyload(User.roles))).one_or_none()


class Post(MailUtil):
    """Flask-Security's letters, noted in the outbox with everything else of the request."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        values = {name: context[name] for name in FROM_ITS_LETTERS if name in context}
        letters.write(to=str(recipient), template=template, about=context["user"].email, **values)
        after_this_request(_commit)

    def normalize(self, email: str) -> str:
        if known := normal_address(email):
            return known
        raise EmailValidateException(get_message("INVALID_EMAIL_ADDRESS")[0])

    def validate(self, email: str) -> str:
        return self.normalize(email)


class Passwords(PasswordUtil):
    """Its length, and how soon somebody who knows common passwords and this person would guess it.

    zxcvbn judges that: rules about digits and capitals only lead to `Password1!`.
    """

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        wrong, normal = super().validate(password, is_register, **kwargs)
        email = kwargs["email"] if is_register else kwargs["user"].email
        if not wrong and _guesses(normal, str(email or "")) < HARD_ENOUGH:
            wrong = [get_message("PASSWORD_TOO_SIMPLE")[0]]
        return wrong, normal


# Of zxcvbn's 0 to 4: more than a hundred million guesses, which the limits on signing in never allow.
HARD_ENOUGH = 2
# It refuses longer ones, and takes long over them; nobody guesses what stands behind.
JUDGED_CHARACTERS = 72


def _guesses(password: str, email: str) -> int:
    # Its lists of words are loaded by those who choose a password, not by every process.
    from zxcvbn import zxcvbn

    known = [email, email.partition("@")[0], current_settings().site_name]
    return int(zxcvbn(password[:JUDGED_CHARACTERS], user_inputs=known)["score"])


def _commit(response: Any) -> Any:
    db.session.commit()
    return response
