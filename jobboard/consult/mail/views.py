"""Dead letters, for admins: what came by mail and nobody but a person can decide about."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import func, select

from jobboard import access
from jobboard.clock import clock
from jobboard.consult.mail import actions, queries, watching
from jobboard.consult.mail.models import InboundMail
from jobboard.consult.mail.quoting import own_words
from jobboard.consult.mail.reading import Incoming, Unreadable, read
from jobboard.db import db
from jobboard.screening.patient_data import redacted
from jobboard.settings import current_settings

bp = Blueprint("consult_mail", __name__)

A_PAGE, LOOK_BACK = 25, timedelta(days=7)
LONGEST_SHOWN = 4_000


@bp.get("/admin/mail")
@access.admin
def dead_letters() -> Any:
    query, now = queries.dead_letters(), clock()
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = max(request.args.get("page", 1, type=int), 1)
    rows = db.session.scalars(query.limit(A_PAGE).offset((min(page, 10_000) - 1) * A_PAGE))
    return render_template(
        "consult/dead_letters.html",
        mails=list(rows),
        total=total,
        page=page,
        pages=-(-total // A_PAGE),
        counted=queries.counted_since(now - LOOK_BACK),
        waiting=queries.waiting(),
        address=current_settings().mail_in_address,
        url_for_page=lambda number: url_for("consult_mail.dead_letters", page=number),
        way_in=watching.state(now) if current_settings().mail_in_url else None,
    )


@bp.get("/admin/mail/<int:mail_id>")
@access.admin
def dead_letter(mail_id: int) -> Any:
    """Its words without what looks like patient data: an admin decides, and need not know more."""
    mail = _dead(mail_id)
    said = _read(mail)
    return render_template(
        "consult/dead_letter.html",
        mail=mail,
        said=said,
        subject=redacted(said.subject) if said else "",
        words=redacted(own_words(said.text)[:LONGEST_SHOWN]) if said else "",
    )


@bp.post("/admin/mail/<int:mail_id>/let-in")
@access.admin
def let_in(mail_id: int) -> Any:
    actions.let_in(_dead(mail_id))
    return _decided("The email is handled again.")


@bp.post("/admin/mail/<int:mail_id>/discard")
@access.admin
def discard(mail_id: int) -> Any:
    actions.discard(_dead(mail_id))
    return _decided("The email was discarded.")


@bp.post("/admin/mail/<int:mail_id>/discard-all")
@access.admin
def discard_all(mail_id: int) -> Any:
    """All of the same sender."""
    count = actions.discard_all_of(_dead(mail_id).sender)
    return _decided(f"{count} email{'' if count == 1 else 's'} discarded.")


def _dead(mail_id: int) -> InboundMail:
    mail = InboundMail.id == mail_id
    return db.one_or_404(queries.dead_letters().where(mail))


def _read(mail: InboundMail) -> Incoming | None:
    try:
        return read(mail.raw or b"")
    except Unreadable:
        return None


def _decided(sentence: str) -> Any:
    db.session.commit()
    flash(sentence)
    return redirect(url_for("consult_mail.dead_letters"))
