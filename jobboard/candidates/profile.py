"""What a candidate says of themselves."""

from collections.abc import Iterable
from datetime import datetime

from jobboard.accounts.models import User
from jobboard.candidates.models import HeldCredential, Profile
from jobboard.db import db


def say(person: User, *, credentials: Iterable[str], state: str | None, now: datetime) -> Profile:
    """Credentials are slugs; none is an answer, too. What was said before keeps its moment."""
    profile = db.session.get(Profile, person.id) or Profile(candidate_id=person.id)
    before = {held.credential: held for held in profile.credentials}
    profile.credentials = [
        before.get(slug) or HeldCredential(credential=slug, stated_at=now)
        for slug in sorted(set(credentials))
    ]
    profile.state, profile.changed_at = state, now
    db.session.add(profile)
    return profile


def forget(person: User) -> None:
    if profile := db.session.get(Profile, person.id):
        db.session.delete(profile)
