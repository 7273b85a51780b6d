"""Loading through the membership: other companies and their postings are 404, a viewer who would
write is 403."""

from flask import Blueprint
from flask_login import current_user

from jobboard.db import db
from jobboard.employers import queries as companies
from jobboard.employers.models import Membership
from jobboard.errors import NotAllowed
from jobboard.postings import queries
from jobboard.postings.models import Posting

bp = Blueprint("postings_employer", __name__, url_prefix="/employer")


def member_of(company: str) -> Membership:
    """This person's part in the company, or 404."""
    return db.one_or_404(companies.membership(current_user, company))


def poster_for(company: str) -> Membership:
    """The same, for people who may write."""
    member = member_of(company)
    if not member.may_post:
        raise NotAllowed(
            f"You can look at the jobs of {member.employer.name}, but not change them. "
            "An owner of the company can give you that right."
        )
    if member.employer.is_suspended:
        raise NotAllowed(f"{member.employer.name} is suspended, so its jobs cannot be changed.")
    return member


def posting_of(member: Membership, posting_id: int) -> Posting:
    return db.one_or_404(queries.of_employer(member.employer).where(Posting.id == posting_id))
