"""People for the demo, one for each role. They exist nowhere else."""

from datetime import datetime

from sqlalchemy import func, select

from jobboard.accounts import actions, queries
from jobboard.accounts.models import User
from jobboard.db import db
from jobboard.employers import actions as companies
from jobboard.employers.models import Employer, MemberRole, Membership
from jobboard.errors import NotAllowed
from jobboard.postings.models import Posting
from jobboard.settings import current_settings

PEOPLE = {
    "candidate": ("Casey Candidate", ("candidate",)),
    "employer": ("Emery Employer", ("employer",)),
    "moderator": ("Morgan Moderator", ("moderator",)),
    "consultant": ("Corey Consultant", ("consultant",)),
    "editor": ("Eden Editor", ("editor",)),
    "admin": ("Ari Admin", ("admin", "moderator")),
}


def create_demo_accounts(password: str, *, now: datetime) -> None:
    """Makes those that are missing; a password that somebody has changed stays changed."""
    if not current_settings().demo:
        raise NotAllowed("Demo accounts exist only in the demo.")
    for local, (name, roles) in PEOPLE.items():
        email = f"{local}@demo.test"
        if queries.by_email(email) is None:
            person = actions.create(email, role=roles[0], name=name, password=password, now=now)
            for role in roles[1:]:
                actions.grant(person, role)
            if local == "employer":
                _give_a_company(person, now=now)


def _give_a_company(person: User, *, now: datetime) -> None:
    """The claimed company with the most jobs, so that there is something to see."""
    db.session.flush()
    busiest = (
        select(Employer)
        .join(Posting, Posting.employer_id == Employer.id)
        .where(Employer.claimed_at.is_not(None))
        .group_by(Employer.id)
        .order_by(func.count().desc(), Employer.id)
        .limit(1)
    )
    employer = db.session.scalars(busiest).first()
    if employer is None:
        companies.found("Demo Health", by=person, now=now)
    else:
        db.session.add(Membership(user=person, employer=employer, role=MemberRole.OWNER, since=now))
