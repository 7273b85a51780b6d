"""The browser of the tests: each request lives alone, as it does behind a web server."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from jobboard.db import db


class Visitor(FlaskClient):
    """Gives each request an app context of its own. Flask would reuse the one that the fixture
    holds, and with it `g`, so that whoever signed in first stayed signed in for everybody."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        # What the test holds is read again, as the request has left it.
        db.session.rollback()
        return answer
