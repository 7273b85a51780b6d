"""What Flask-Security says, in our words. None of it tells whether an address has an account."""

SUCCESS, INFO, ERROR = "success", "info", "error"

MESSAGES: dict[str, tuple[str, str]] = {
    "API_ERROR": ("That link is not complete or not valid any more. Please start again.", ERROR),
    "GENERIC_AUTHN_FAILED": ("That email address and password do not go together.", ERROR),
    "UNAUTHENTICATED": ("Please sign in first.", INFO),
    "UNAUTHORIZED": ("This page is not for your account.", ERROR),
    "REAUTHENTICATION_REQUIRED": ("Please type your password again before you change this.", INFO),
    "REAUTHENTICATION_SUCCESSFUL": ("Thank you. You can go on now.", SUCCESS),
    "ANONYMOUS_USER_REQUIRED": ("You are signed in already.", INFO),
    "CONFIRM_REGISTRATION": ("Thank you for registering.", SUCCESS),
    "EMAIL_CONFIRMED": ("Your address is confirmed. You can sign in now.", SUCCESS),
    "ALREADY_CONFIRMED": ("This address is confirmed already. You can sign in.", INFO),
    "INVALID_CONFIRMATION_TOKEN": ("That link is not valid. Ask for a new email here.", ERROR),
    "CONFIRMATION_EXPIRED": (
        "That link has run out: it lasted %(within)s. Ask for a new email here.",
        ERROR,
    ),
    "CONFIRMATION_REQUIRED": ("Please confirm your address first.", ERROR),
    "DISABLED_ACCOUNT": ("This account is suspended. Write to us if you want to know why.", ERROR),
    "EMAIL_NOT_PROVIDED": ("Type your email address.", ERROR),
    "INVALID_EMAIL_ADDRESS": (
        "That does not look like an email address. It needs an @ and a domain, as in "
        "name@example.com.",
        ERROR,
    ),
    "EMAIL_ALREADY_ASSOCIATED": ("Choose another address.", ERROR),
    "USER_DOES_NOT_EXIST": ("That email address and password do not go together.", ERROR),
    "INVALID_PASSWORD": ("That is not your password.", ERROR),
    "PASSWORD_NOT_PROVIDED": ("Type a password.", ERROR),
    "PASSWORD_INVALID_LENGTH": ("A password needs %(length)s to 128 characters.", ERROR),
    "PASSWORD_TOO_SIMPLE": (
        "That password is too easy to guess. Three or four words that do not belong together are "
        "hard to guess and easy to remember.",
        ERROR,
    ),
    "PASSWORD_IS_THE_SAME": ("That is the password you already have.", ERROR),
    "PASSWORD_CHANGE": ("Your password is changed. Every other browser is signed out.", SUCCESS),
    "PASSWORD_RESET_NO_LOGIN": ("Your new password is set. Sign in with it.", SUCCESS),
    "PASSWORD_RESET_EXPIRED": (
        "That link has run out: it lasted %(within)s. Ask for a new email here.",
        ERROR,
    ),
    "INVALID_RESET_PASSWORD_TOKEN": (
        "That link is not valid or has been used. Ask for a new email here.",
        ERROR,
    ),
    "INVALID_RECOVERY_CODE": ("That recovery code is not valid or has been used.", ERROR),
    "NO_RECOVERY_CODES_SETUP": ("You have no recovery codes yet.", INFO),
    "INVALID_REDIRECT": ("That address is not part of this site.", ERROR),
    "INVALID_INPUT": ("That value does not fit here.", ERROR),
    "TWO_FACTOR_INVALID_TOKEN": (
        "That code is not right, or has been used. Wait for the next one and try again.",
        ERROR,
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("You are signed in.", SUCCESS),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        "Your authenticator app is set up. From now on you need a code from it to sign in.",
        SUCCESS,
    ),
    "TWO_FACTOR_PERMISSION_DENIED": ("Please sign in again.", INFO),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": ("Choose one of the ways shown here.", ERROR),
    "TWO_FACTOR_DISABLED": ("Two-factor sign-in is off.", SUCCESS),
    "TWO_FACTOR_SETUP_EXPIRED": ("That took longer than %(within)s. Please start again.", ERROR),
    "CHANGE_EMAIL_SENT": (
        "We sent an email to %(email)s. Follow its link, and the address is changed.",
        SUCCESS,
    ),
    "CHANGE_EMAIL_EXPIRED": (
        "That link has run out: it lasted %(within)s. Please start again.",
        ERROR,
    ),
    "CHANGE_EMAIL_CONFIRMED": (
        "Your email address is changed. Every other browser is signed out.",
        SUCCESS,
    ),
}
