"""The outside world in our words. Each gateway has one real implementation and one stand-in that
works; library names appear in one file each."""

from dataclasses import dataclass, field

from jobboard.gateways.files import FileStore
from jobboard.gateways.mail import Mailer
from jobboard.gateways.search_engine import SearchEngine


@dataclass
class Gateways:
    """What `create_app` is handed in tests, and builds from the settings otherwise."""

    search: SearchEngine
    mail: Mailer
    files: FileStore
    extra: dict[str, object] = field(default_factory=dict)
