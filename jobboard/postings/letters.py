"""What is written to whom when a posting moves: to the people of the company who may post."""

from typing import Any

from jobboard import letters, taxonomy
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording


def approved(posting: Posting, wording: Wording) -> None:
    _write_to_posters(posting, "posting-approved", title=wording.title)


def returned(posting: Posting, wording: Wording) -> None:
    reason = taxonomy.RETURN_REASONS.get(wording.reason or "")
    _write_to_posters(
        posting,
        "posting-returned",
        title=wording.title,
        reason=reason.sentence if reason else "",
        note=wording.note or "",
    )


def rejected(posting: Posting, wording: Wording) -> None:
    reason = taxonomy.REJECT_REASONS.get(wording.reason or "")
    _write_to_posters(
        posting,
        "posting-rejected",
        title=wording.title,
        reason=reason.sentence if reason else "",
        note=wording.note or "",
    )


def taken_down(posting: Posting, note: str) -> None:
    _write_to_posters(posting, "posting-taken-down", title=posting.latest.title, note=note)


def expired(posting: Posting) -> None:
    _write_to_posters(posting, "posting-expired", title=posting.latest.title)


def _write_to_posters(posting: Posting, template: str, **values: Any) -> None:
    """Imported postings of unclaimed companies have nobody to write to."""
    for membership in posting.employer.memberships:
        if membership.may_post:
            letters.write(
                to=membership.user.email,
                template=template,
                name=membership.user.display_name,
                posting_id=posting.id,
                company=posting.employer.slug,
                **values,
            )
