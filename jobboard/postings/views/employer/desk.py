"""The desk of a company: its postings, and the page of one of them."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access, taxonomy
from jobboard.clock import clock
from jobboard.db import db
from jobboard.employers import queries as companies
from jobboard.employers.models import Membership
from jobboard.moderation.differences import differences
from jobboard.postings import naming, next_steps, queries
from jobboard.postings.addresses import job_path
from jobboard.postings.lifecycle import DECISIONS, Move, State, Who
from jobboard.postings.models import Posting, PostingEvent
from jobboard.postings.views.employer.buttons import buttons
from jobboard.postings.views.employer.loading import bp, member_of, posting_of
from jobboard.postings.wording_models import Wording
from jobboard.web.filters import moment
from jobboard.web.html import one_line
from jobboard.web.paging import addresses, page_in

ON_A_PAGE = 40


@bp.get("/")
@access.signed_in
def home() -> Any:
    """To the person's company; a choice when there are several, founding one when there is none."""
    members = db.session.scalars(companies.memberships_of(current_user)).all()
    if not members:
        return redirect(url_for("employers.new"))
    if len(members) > 1:
        return render_template("postings/employer/choice.html", members=members)
    return redirect(url_for("postings_employer.dashboard", company=members[0].employer.slug))


@bp.get("/<company>/")
@access.employer
def dashboard(company: str) -> Any:
    member, now = member_of(company), clock()
    state = next((one for one in State if one == request.args.get("state")), None)
    words = one_line(request.args.get("q", ""))[:100]
    found = db.paginate(
        queries.desk_of(member.employer, words=words, state=state),
        page=page_in(request.args),
        per_page=ON_A_PAGE,
        max_per_page=ON_A_PAGE,
        error_out=False,
    )
    return render_template(
        "postings/employer/dashboard.html",
        member=member,
        employer=member.employer,
        found=found,
        rows=[_row(posting, now) for posting in found.items],
        counts=queries.counts_by_state(member.employer),
        applied=queries.applications_of([posting.id for posting in found.items]),
        words=words,
        state=state,
        page_address=addresses(request.path, request.args),
        badges=naming.STATES,
    )


@bp.get("/<company>/postings/<int:posting_id>")
@access.employer
def show(company: str, posting_id: int) -> Any:
    member = member_of(company)
    return posting_page(member, posting_of(member, posting_id))


def posting_page(member: Membership, posting: Posting, closing_error: str | None = None) -> str:
    now = clock()
    newer = posting.in_work if posting.shown is not None else None
    return render_template(
        "postings/employer/posting.html",
        member=member,
        employer=member.employer,
        posting=posting,
        row=_row(posting, now),
        buttons=buttons(posting) if member.may_post else [],
        may_close=member.may_post and Move.CLOSE in posting.moves_for(Who.EMPLOYER),
        may_write=member.may_post and posting.takes_text,
        outcomes=taxonomy.CLOSING_OUTCOMES.choices(),
        closing_error=closing_error,
        changes=differences(posting.shown.says(), newer.says()) if newer and posting.shown else [],
        removal_note=_removal_note(posting),
        newer=newer,
        fate_of_newer_text=next_steps.fate_of_newer_text(posting),
        applied=queries.applications_of([posting.id]).get(posting.id, 0),
        events=[_event(event) for event in reversed(posting.events)],
        public_path=job_path(posting.id, posting.shown.title) if posting.shown else None,
        is_public=posting.is_public(now),
    )


def _row(posting: Posting, now: Any) -> dict[str, Any]:
    """What one line of the dashboard says."""
    wording = posting.shown if posting.shown and not posting.in_work else posting.latest
    return {
        "posting": posting,
        "title": wording.title,
        "place": _place(wording),
        "badge": next_steps.badge(posting, now),
        "next": next_steps.next_step(posting, now),
        "days_left": next_steps.days_left(posting, now),
    }


def _place(wording: Wording) -> str:
    where = [str(one) for one in wording.says().places] or [wording.says().place_text or ""]
    more = f" and {len(where) - 1} more" if len(where) > 1 else ""
    arrangement = taxonomy.ARRANGEMENTS.get(wording.arrangement or "")
    parts = (arrangement.label if arrangement else "", where[0] + more)
    return " · ".join(part for part in parts if part)


def _removal_note(posting: Posting) -> str | None:
    event = queries.last_event(posting, Move.TAKE_DOWN) if posting.state == State.REMOVED else None
    return event.note if event else None


def _event(event: PostingEvent) -> dict[str, str]:
    title, tone = naming.event(event.move)
    outcome = taxonomy.CLOSING_OUTCOMES.get(event.note or "") if event.move == Move.CLOSE else None
    return {
        "title": title,
        "tone": tone,
        "when": moment(event.at),
        "iso": event.at.isoformat(),
        "by": "a moderator" if _by_moderator(event) else event.actor,
        "text": outcome.label if outcome else event.note or "",
    }


def _by_moderator(event: PostingEvent) -> bool:
    """Moderators decide as moderators: their names are not told to the companies."""
    return event.move in DECISIONS and event.actor_id is not None
