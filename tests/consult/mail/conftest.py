"""A board that takes mail, with a few codes to answer from."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.assistant.boards import a_reference
from tests.consult.mail.mails import BOARD


@pytest.fixture
def post(app: Flask) -> Iterator[Flask]:
    settings = app.extensions["settings"]
    app.extensions["settings"] = settings.model_copy(update={"mail_in_address": BOARD})
    a_reference()
    yield app
    app.extensions["settings"] = settings
