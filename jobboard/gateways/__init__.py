"""The outside world in our words. Each gateway has one real implementation and one stand-in that
works; library names appear in one file each."""

from dataclasses import dataclass, field

from flask import current_app

from jobboard.gateways.files import FileStore
from jobboard.gateways.language_model import LanguageModel, NoModel
from jobboard.gateways.mail import Mailer
from jobboard.gateways.mail_in import Listener, Mailbox
from jobboard.gateways.search_engine import SearchEngine
from jobboard.settings import Settings


@dataclass
class Gateways:
    """What `create_app` is handed in tests, and builds from the settings otherwise."""

    search: SearchEngine
    mail: Mailer
    files: FileStore
    reference: SearchEngine
    passages: SearchEngine
    model: LanguageModel = field(default_factory=NoModel)
    mail_in: Mailbox | Listener | None = None


def build(settings: Settings) -> Gateways:
    """The real gateways that the settings name; libraries are imported only where they are used."""
    from jobboard.gateways.files import file_store
    from jobboard.gateways.language_model import language_model
    from jobboard.gateways.mail import mailer
    from jobboard.gateways.mail_in import way_in
    from jobboard.gateways.meilisearch import passages_engine, reference_engine, search_engine

    return Gateways(
        search=search_engine(settings),
        mail=mailer(settings),
        files=file_store(settings),
        reference=reference_engine(settings),
        passages=passages_engine(settings),
        model=language_model(settings),
        mail_in=way_in(settings),
    )


def gateways() -> Gateways:
    """Those of the running app."""
    found: Gateways = current_app.extensions["gateways"]
    return found
