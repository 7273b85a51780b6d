"""How often one may try on Flask-Security's pages. Counted before the page does anything."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, session
from flask_login import current_user

from jobboard.accounts.adapters import normal_address
from jobboard.web.limits import Limit


@dataclass(frozen=True)
class Guard:
    """`whose` names the account. A right answer is given back where `right_is_free`, so that only
    wrong ones add up."""

    limit: Limit
    whose: Callable[[], str | None]
    right_is_free: bool = False


def init_app(app: Flask) -> None:
    app.before_request(_count)
    app.after_request(_give_back)


def _typed() -> str | None:
    typed = request.form.get("email", "")
    return normal_address(typed) or typed.strip().lower() or None


def _person() -> str | None:
    """Who is signed in, or has given the password and is asked for the second factor."""
    if current_user.is_authenticated:
        return f"person {current_user.id}"
    return session.get("tf_user_id")


# One address is stopped after six wrong passwords for an account. The account itself is closed only
# to guessing from many addresses at once, and for a short time: nobody can lock its owner out.
SIGN_IN = Limit(
    "sign-in",
    by_both="6 per 15 minutes",
    by_account="30 per 15 minutes",
    by_address="60 per hour",
)
PASSWORD_AGAIN = Limit("password-again", by_account="8 per 15 minutes")
CODE = Limit("code", by_account="8 per 15 minutes")
LETTER = Limit("letter", by_account="5 per hour", by_address="30 per hour")

GUARDS = {
    "security.login": Guard(SIGN_IN, _typed, right_is_free=True),
    "security.register": Guard(
        Limit("register", by_account="5 per hour", by_address="30 per hour"), _typed
    ),
    "security.forgot_password": Guard(LETTER, _typed),
    "security.send_confirmation": Guard(LETTER, _typed),
    "security.change_email": Guard(LETTER, _person),
    "security.reset_password": Guard(Limit("new-password", by_address="60 per hour"), _person),
    "security.verify": Guard(PASSWORD_AGAIN, _person, right_is_free=True),
    "security.change_password": Guard(PASSWORD_AGAIN, _person, right_is_free=True),
    "security.two_factor_token_validation": Guard(CODE, _person, right_is_free=True),
    "security.two_factor_setup_validate": Guard(CODE, _person, right_is_free=True),
    "security.mf_recovery": Guard(CODE, _person, right_is_free=True),
    "security.two_factor_rescue": Guard(Limit("help", by_account="3 per day"), _person),
}


def _count() -> None:
    guard = GUARDS.get(request.endpoint or "")
    if guard and request.method == "POST":
        g.counted = (guard, guard.whose())
        guard.limit.count(g.counted[1])


def _give_back(answer: Any) -> Any:
    guard, whose = g.pop("counted", (None, None))
    if guard and guard.right_is_free and answer.status_code in (302, 303):
        guard.limit.give_back(whose)
    return answer
