"""What people do to companies: found one, and say what it is."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select

from jobboard.accounts.models import Role, User
from jobboard.db import db
from jobboard.employers import queries
from jobboard.employers.models import Employer, MemberRole, Membership

SLUG_LIMIT = 60
# Addresses below /employer/ and /employers/ that are not a company's.
RESERVED = frozenset({"new", "suggestions"})


@dataclass(frozen=True)
class CompanyDetails:
    """What a company says about itself; `about` is clean HTML."""

    name: str
    kind: str | None = None
    website: str | None = None
    about: str = ""
    city: str | None = None
    state: str | None = None


def found(name: str, *, by: User, now: datetime) -> Employer:
    """A claimed company whose owner is `by`, who becomes an employer with it."""
    employer = _new(name, now=now)
    employer.claimed_at = now
    employer.memberships.append(Membership(user=by, role=MemberRole.OWNER, since=now))
    _make_an_employer_of(by)
    return employer


def name_only(name: str, *, now: datetime) -> Employer:
    """A company that nobody acts for yet: another source has named it."""
    return _new(name, now=now)


def describe(employer: Employer, details: CompanyDetails) -> None:
    """Changes what the company says about itself. Its address stays: others link to it."""
    employer.name, employer.kind = details.name, details.kind
    employer.website, employer.domain = details.website, _domain(details.website)
    employer.about = details.about
    employer.city, employer.state = details.city, details.state


def slug_of(name: str) -> str:
    """A name as a part of an address; "company" where nothing of it can be written in one."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", plain.decode().lower().replace("'", ""))
    return "-".join(words)[:SLUG_LIMIT].strip("-") or "company"


def _new(name: str, *, now: datetime) -> Employer:
    employer = Employer(name=name, slug=_free_slug(name), about="", created_at=now)
    db.session.add(employer)
    db.session.flush()
    return employer


def _free_slug(name: str) -> str:
    wanted = slug_of(name)
    taken = queries.slugs_beginning_with(wanted) | RESERVED
    if wanted not in taken:
        return wanted
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{wanted}-{n}") not in taken)


def _make_an_employer_of(person: User) -> None:
    if person.has_role("employer"):
        return
    role = db.session.scalar(select(Role).where(Role.name == "employer"))
    person.roles.append(role or Role(name="employer"))


def _domain(website: str | None) -> str | None:
    host = urlsplit(website).hostname if website else None
    return host.removeprefix("www.")[:120] if host else None
