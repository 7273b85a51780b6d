"""What visitors do on the site's own pages."""

from jobboard import letters
from jobboard.settings import current_settings
from jobboard.site.messages import Message


def write_to_operator(message: Message) -> None:
    """Notes a letter to the operator; nothing else of the message is kept."""
    letters.write(to=current_settings().operator_email, template="contact", message=message)
