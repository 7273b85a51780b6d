"""Codes from an authenticator app: our clock, and no code twice."""

import base64
from io import BytesIO
from typing import Any

from flask_security import Totp
from passlib.totp import TOTP, TotpMatch

from jobboard.accounts.models import User
from jobboard.clock import clock

# How far a phone's clock may be off, in seconds, besides the step of the code itself.
TOLERANCE = 30


class Codes(Totp):
    """Keeps the time step of the last accepted code, so that one that was watched is worthless."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        super().__init__(secrets, issuer)
        self._totp = TOTP.using(issuer=issuer, secrets=secrets, now=lambda: clock().timestamp())

    def get_last_counter(self, user: Any) -> int | None:
        return _person(user).tf_last_step

    def set_last_counter(self, user: Any, tmatch: TotpMatch) -> None:
        _person(user).tf_last_step = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """A picture with a white ground, which scanners need on a dark page, too."""
        import qrcode  # loads libraries of pictures, which only this page needs
        from qrcode.image.svg import SvgFillImage

        picture = qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgFillImage)
        file = BytesIO()
        picture.save(file)
        return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def _person(user: Any) -> User:
    person: User = user._get_current_object() if hasattr(user, "_get_current_object") else user
    return person
