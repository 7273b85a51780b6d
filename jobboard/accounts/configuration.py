"""What we ask of Flask-Security, and what we leave off."""

import base64
import hashlib
from datetime import timedelta
from typing import Any

from jobboard.accounts.adapters import normal_address
from jobboard.accounts.messages import MESSAGES
from jobboard.accounts.second_factor import TOLERANCE
from jobboard.clock import clock
from jobboard.settings import Settings

PASSWORD_LENGTH = 10


def configuration(settings: Settings, secret: str) -> dict[str, Any]:
    ours = {
        **_addresses(),
        **_features(),
        **{f"MSG_{name}": said for name, said in MESSAGES.items()},
        **_letters(settings),
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        # No secret is mixed in: a new SECRET_KEY must not lock everybody out.
        "PASSWORD_SINGLE_HASH": True,
        "PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__type": "ID",
            "argon2__memory_cost": settings.argon2_memory_kib,
            "argon2__rounds": settings.argon2_rounds,
            "argon2__parallelism": 1,
        },
        # Signs into links which address or password they are for; slow hashing would show who is
        # known by the time that it takes, and these values are no people's passwords.
        "HASHING_SCHEMES": ["hex_sha256"],
        "PASSWORD_LENGTH_MIN": PASSWORD_LENGTH,
        "TOTP_SECRETS": {"1": _derived(secret, "second factor")},
        "TOTP_ISSUER": settings.site_name.replace(":", " "),
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [_derived(secret, "recovery codes")],
        "DATETIME_FACTORY": clock,
        # Its own default says `no-store=True`, which no browser understands.
        "CACHE_CONTROL": {"private": None, "no-store": None},
    }
    config = {f"SECURITY_{name}": value for name, value in ours.items()}
    # Its check of browser and address would write into sessions on mere reading.
    return {**config, "SESSION_PROTECTION": None}


def _addresses() -> dict[str, Any]:
    return {
        "URL_PREFIX": "/account",
        "LOGIN_URL": "/login",
        "LOGOUT_URL": "/logout",
        "REGISTER_URL": "/register",
        "RESET_URL": "/reset",
        "CHANGE_URL": "/password",
        "CONFIRM_URL": "/confirm",
        "CHANGE_EMAIL_URL": "/email",
        "VERIFY_URL": "/verify",
        "TWO_FACTOR_SETUP_URL": "/two-factor",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/two-factor-code",
        "TWO_FACTOR_RESCUE_URL": "/two-factor-help",
        "TWO_FACTOR_SELECT_URL": "/two-factor-choice",
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/recovery-codes",
        "MULTI_FACTOR_RECOVERY_URL": "/recovery-code",
        "POST_LOGIN_VIEW": "accounts.arrived",
        "POST_LOGOUT_VIEW": "/",
        "POST_REGISTER_VIEW": "accounts.letter_sent",
        "POST_CHANGE_VIEW": "accounts.show",
        "POST_CHANGE_EMAIL_VIEW": "accounts.show",
        "POST_VERIFY_VIEW": "accounts.show",
        "TWO_FACTOR_POST_SETUP_VIEW": "accounts.second_factor_set",
    }


def _features() -> dict[str, Any]:
    return {
        "REGISTERABLE": True,
        "CONFIRMABLE": True,
        "RECOVERABLE": True,
        "CHANGEABLE": True,
        "CHANGE_EMAIL": True,
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": TOLERANCE,
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "RETURN_GENERIC_RESPONSES": True,
        "PASSWORD_CONFIRM_REQUIRED": False,
        "API_ENABLED_METHODS": ["session"],
        "FRESHNESS": timedelta(hours=1),
        "FRESHNESS_GRACE_PERIOD": timedelta(0),
        "CONFIRM_EMAIL_WITHIN": timedelta(days=3),
        "RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "CHANGE_EMAIL_WITHIN": timedelta(hours=2),
        "USER_IDENTITY_ATTRIBUTES": [
            {"email": {"mapper": normal_address, "case_insensitive": False}}
        ],
        "STATIC_FOLDER": None,
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
    }


def _letters(settings: Settings) -> dict[str, Any]:
    """Which letter goes out for what. Flask-Security renders nothing: the letters are ours."""
    return {
        "EMAIL_PLAINTEXT": False,
        "EMAIL_HTML": False,
        "EMAIL_SENDER": settings.sender,
        "TWO_FACTOR_RESCUE_MAIL": settings.operator_email,
        "REGISTER_EMAIL_TEMPLATE": "account-confirm",
        "REGISTER_EMAIL_EXISTING_TEMPLATE": "account-exists",
        "EMAIL_TEMPLATE_CONFIRM": "account-confirm",
        "EMAIL_TEMPLATE_PASSWORD_RESET": "account-reset",
        "EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "account-password-changed",
        "EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "account-password-changed",
        "CHANGE_EMAIL_EMAIL_TEMPLATE": "account-new-email",
        "TWO_FACTOR_RESCUE_EMAIL_TEMPLATE": "account-two-factor-help",
    }


def _derived(secret: str, purpose: str) -> str:
    """A key of its own for each purpose, from the one secret of the settings."""
    digest = hashlib.sha256(f"{purpose}|{secret}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii")
