"""Writing what a posting says: the form, and how candidates will see it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from jobboard import access
from jobboard.clock import clock
from jobboard.db import db
from jobboard.employers.models import Employer, Membership
from jobboard.errors import Conflict, NotAllowed
from jobboard.moderation.differences import differences
from jobboard.postings import actions, queries
from jobboard.postings.forms import PostingForm
from jobboard.postings.models import Posting
from jobboard.postings.policy import missing
from jobboard.postings.problems import Problem
from jobboard.postings.record import PostingRecord
from jobboard.postings.refusals import TextIsFixed
from jobboard.postings.views.employer.buttons import buttons
from jobboard.postings.views.employer.loading import bp, member_of, poster_for, posting_of
from jobboard.settings import current_settings
from jobboard.web import csrf

REFERENCE_TAKEN = Problem("ref", "Another job of yours has this reference already.")
KEEPERS = ("postings_employer.new", "postings_employer.edit")


@bp.before_request
def _keep_what_was_typed() -> Any:
    """Somebody whose session ended while they wrote gets their words back, and a way to sign in."""
    if request.method != "POST" or request.endpoint not in KEEPERS:
        return None
    if current_user.is_authenticated or not _from_our_pages():
        return None
    typed = [(name, value) for name, value in request.form.items(multi=True)]
    kept = [(name, value) for name, value in typed if name != "csrf_token"]
    return render_template("postings/employer/signed_out.html", kept=kept), 401


@bp.route("/<company>/postings/new", methods=["GET", "POST"])
@access.employer
def new(company: str) -> Any:
    member = poster_for(company)
    if member.user.confirmed_at is None:
        raise NotAllowed("Please confirm your email address first: open the link we sent you.")
    if request.method == "GET":
        return _page(member, PostingForm())
    form = PostingForm.sent()
    if form.rearrange(request.form):
        return _page(member, form)
    record = _read(form, member.employer, None)
    if record is None:
        return _page(member, form), 422
    try:
        posting = actions.draft(member.employer, record, by=member.user, now=clock())
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        form.complain([REFERENCE_TAKEN])
        return _page(member, form), 422
    return _saved(posting, record)


@bp.route("/<company>/postings/<int:posting_id>/edit", methods=["GET", "POST"])
@access.employer
def edit(company: str, posting_id: int) -> Any:
    member = poster_for(company)
    posting = posting_of(member, posting_id)
    before = posting.latest.says()
    if request.method == "GET":
        return _asked(member, posting, before)
    form = PostingForm.sent(before)
    if form.rearrange(request.form):
        return _page(member, form, posting)
    record = _read(form, member.employer, posting)
    if record is None:
        return _page(member, form, posting), 422
    try:
        actions.write(posting, record, by=member.user, now=clock(), revision=form.revision_read)
        db.session.commit()
    except (Conflict, StaleDataError):
        db.session.rollback()
        return _both(member, posting_of(member, posting_id), form, record)
    except IntegrityError:
        db.session.rollback()
        form.complain([REFERENCE_TAKEN])
        return _page(member, form, posting_of(member, posting_id)), 422
    return _saved(posting, record)


# The form checks the token itself, and shows itself again with what was typed when it is stale.
csrf.protect.exempt(new)
csrf.protect.exempt(edit)


@bp.get("/<company>/postings/<int:posting_id>/preview")
@access.employer
def preview(company: str, posting_id: int) -> Any:
    member = member_of(company)
    posting = posting_of(member, posting_id)
    record = posting.latest.says()
    return render_template(
        "postings/employer/preview.html",
        member=member,
        employer=member.employer,
        posting=posting,
        wording=posting.latest,
        record=record,
        lacks=missing(record),
        unknown_places=[place for place in posting.latest.places if place.lat is None],
        buttons=buttons(posting) if member.may_post else [],
        may_write=member.may_post and posting.takes_text,
    )


def _from_our_pages() -> bool:
    """Another site's form must not speak through a page of ours."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _asked(member: Membership, posting: Posting, before: PostingRecord) -> Any:
    if not posting.takes_text:
        raise TextIsFixed(posting)
    form = PostingForm.showing(before, revision=posting.revision)
    if "check" in request.args:
        form.complain(missing(before))
    return _page(member, form, posting)


def _read(form: PostingForm, employer: Employer, posting: Posting | None) -> PostingRecord | None:
    today = clock().astimezone(current_settings().zone).date()
    before = posting.latest.says() if posting else None
    record = form.read(before=before, today=today)
    if record is None or not record.ref:
        return record
    origin = posting.origin if posting else f"employer:{employer.id}"
    other = queries.known_as(origin, record.ref)
    if other is None or other is posting:
        return record
    form.complain([REFERENCE_TAKEN])
    return None


def _saved(posting: Posting, record: PostingRecord) -> Any:
    """On to the preview; back to the form where that was asked for or something is missing."""
    where: dict[str, Any] = {"company": posting.employer.slug, "posting_id": posting.id}
    if request.form.get("then") != "preview":
        flash("Saved. Only your company sees it until a moderator has approved it.", "success")
        return redirect(url_for("postings_employer.edit", **where), 303)
    if missing(record):
        flash("Saved as a draft. What it still needs is marked below.", "warning")
        return redirect(url_for("postings_employer.edit", check=1, **where), 303)
    return redirect(url_for("postings_employer.preview", **where), 303)


def _both(
    member: Membership,
    posting: Posting,
    form: PostingForm,
    record: PostingRecord,
) -> Any:
    """What stands there now, what was typed, and the form to send it again."""
    theirs = posting.latest.says()
    form.revision.data = str(posting.revision)
    fixed = not posting.takes_text
    reason = "Somebody changed this job while you were writing."
    return (
        _page(
            member,
            form,
            posting,
            conflict=TextIsFixed(posting).message if fixed else reason,
            changes=differences(theirs, record),
            fixed=fixed,
        ),
        409,
    )


def _page(
    member: Membership, form: PostingForm, posting: Posting | None = None, **more: Any
) -> str:
    return render_template(
        "postings/employer/form.html",
        member=member,
        employer=member.employer,
        form=form,
        posting=posting,
        **more,
    )
