"""Which companies there are, by name. A company's own pages are loaded through the membership."""

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from jobboard.accounts.models import User
from jobboard.db import db
from jobboard.employers.models import Employer, Membership


def memberships_of(person: User) -> Select[Membership]:
    """Everything that this person may act for, by the company's name."""
    return (
        select(Membership)
        .join(Membership.employer)
        .where(Membership.user_id == person.id)
        .options(joinedload(Membership.employer))
        .order_by(Employer.name, Employer.id)
    )


def membership(person: User, slug: str) -> Select[Membership]:
    """This person's part in one company: nothing for everybody else's."""
    return memberships_of(person).where(Employer.slug == slug)


def by_slug(slug: str) -> Select[Employer]:
    return select(Employer).where(Employer.slug == slug)


def slugs_beginning_with(slug: str) -> set[str]:
    return set(db.session.scalars(select(Employer.slug).where(Employer.slug.startswith(slug))))


def was_ever_public(employer: Employer) -> bool:
    """Has a posting of it ever been approved? Until then its page is nobody's business."""
    from jobboard.postings.models import Posting

    query = exists().where(
        Posting.employer_id == employer.id,
        Posting.first_published_at.is_not(None),
        Posting.batch_id.is_(None),
    )
    return bool(db.session.scalar(select(query)))
