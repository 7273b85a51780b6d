"""All tables in one import: for migrations, backups and tests that read the whole metadata."""

from jobboard.accounts import models as accounts
from jobboard.alerts import models as alerts
from jobboard.applications import models as applications
from jobboard.articles import models as articles
from jobboard.assistant import models as assistant
from jobboard.candidates import models as candidates
from jobboard.codes import fact_models as code_facts
from jobboard.codes import models as codes
from jobboard.codes import reading_models as code_reading
from jobboard.consult import consultant_models as consultants
from jobboard.consult import credit_models as consult_credits
from jobboard.consult import models as consult
from jobboard.consult.mail import models as consult_mail
from jobboard.editing import models as editing
from jobboard.employers import models as employers
from jobboard.landing import models as landing
from jobboard.lookup import models as lookup
from jobboard.moderation import models as moderation
from jobboard.outbox import models as outbox
from jobboard.places import models as places
from jobboard.postings import models as postings

__all__ = [
    "accounts",
    "alerts",
    "applications",
    "articles",
    "assistant",
    "candidates",
    "code_facts",
    "code_reading",
    "codes",
    "consult",
    "consult_credits",
    "consult_mail",
    "consultants",
    "editing",
    "employers",
    "landing",
    "lookup",
    "moderation",
    "outbox",
    "places",
    "postings",
]
