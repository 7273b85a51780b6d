"""What a company does with a posting: each move has an address of its own."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for

from jobboard import access, taxonomy
from jobboard.clock import clock
from jobboard.db import db
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.postings.problems import RecordWrong
from jobboard.postings.views.employer.desk import posting_page
from jobboard.postings.views.employer.loading import bp, poster_for, posting_of


@bp.post("/<company>/postings/<int:posting_id>/submission")
@access.employer
def submit(company: str, posting_id: int) -> Any:
    try:
        return _move(company, posting_id, actions.submit, "A moderator reads it next.")
    except RecordWrong:
        return _incomplete(company, posting_id)


@bp.post("/<company>/postings/<int:posting_id>/withdrawal")
@access.employer
def withdraw(company: str, posting_id: int) -> Any:
    return _move(company, posting_id, actions.withdraw, "It is back in your hands.")


@bp.post("/<company>/postings/<int:posting_id>/pause")
@access.employer
def pause(company: str, posting_id: int) -> Any:
    return _move(company, posting_id, actions.pause, "Candidates do not find it any more.")


@bp.post("/<company>/postings/<int:posting_id>/resumption")
@access.employer
def resume(company: str, posting_id: int) -> Any:
    return _move(company, posting_id, actions.resume, "Candidates find it again.")


@bp.post("/<company>/postings/<int:posting_id>/renewal")
@access.employer
def renew(company: str, posting_id: int) -> Any:
    try:
        return _move(company, posting_id, actions.renew, "It is on its way back to the board.")
    except RecordWrong:
        return _incomplete(company, posting_id)


@bp.post("/<company>/postings/<int:posting_id>/revision")
@access.employer
def revise(company: str, posting_id: int) -> Any:
    return _move(company, posting_id, actions.revise, "It is a draft again. Change what is needed.")


@bp.post("/<company>/postings/<int:posting_id>/closure")
@access.employer
def close(company: str, posting_id: int) -> Any:
    member = poster_for(company)
    posting = posting_of(member, posting_id)
    outcome = request.form.get("outcome", "")
    if outcome not in taxonomy.CLOSING_OUTCOMES:
        return posting_page(member, posting, closing_error="Say how it ended."), 422
    actions.close(posting, outcome=outcome, by=member.user, now=clock())
    db.session.commit()
    flash("The job is closed. Thank you for saying how it ended.", "success")
    return _back(posting)


@bp.post("/<company>/postings/<int:posting_id>/copies")
@access.employer
def copy(company: str, posting_id: int) -> Any:
    member = poster_for(company)
    made = actions.copy(posting_of(member, posting_id), by=member.user, now=clock())
    db.session.commit()
    flash("This is the copy: a draft that only your company sees.", "success")
    where = url_for("postings_employer.edit", company=company, posting_id=made.id)
    return redirect(where, 303)


def _move(company: str, posting_id: int, action: Callable[..., None], sentence: str) -> Any:
    member = poster_for(company)
    posting = posting_of(member, posting_id)
    action(posting, by=member.user, now=clock())
    db.session.commit()
    flash(sentence, "success")
    return _back(posting)


def _back(posting: Posting) -> Any:
    where = url_for("postings_employer.show", company=posting.employer.slug, posting_id=posting.id)
    return redirect(where, 303)


def _incomplete(company: str, posting_id: int) -> Any:
    db.session.rollback()
    flash("It was not sent: something is still missing. It is marked below.", "warning")
    where = url_for("postings_employer.edit", company=company, posting_id=posting_id, check=1)
    return redirect(where, 303)
