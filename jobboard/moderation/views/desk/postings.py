"""What moderators do to a posting itself, past the queue."""

from collections.abc import Callable
from typing import Any

from flask import render_template
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.db import db
from jobboard.moderation.forms import TakeDownForm
from jobboard.moderation.views.desk.answering import bp, decided
from jobboard.postings import actions
from jobboard.postings.lifecycle import Who
from jobboard.postings.models import Posting


@bp.get("/postings/<int:posting_id>")
@access.moderator
def posting(posting_id: int) -> Any:
    return _page(_posting(posting_id), TakeDownForm())


@bp.post("/postings/<int:posting_id>/removal")
@access.moderator
def take_down(posting_id: int) -> Any:
    found, form = _posting(posting_id), TakeDownForm()
    if not form.validate_on_submit():
        return _page(found, form), 400
    actions.take_down(found, note=form.note.data or "", by=current_user, now=clock())
    return decided("The job is taken down, and its employer is told why.")


@bp.post("/postings/<int:posting_id>/restoration")
@access.moderator
def restore(posting_id: int) -> Any:
    return _put_up(posting_id, actions.restore, "“{title}” is on the board again.")


@bp.post("/postings/<int:posting_id>/overturning")
@access.moderator
def overturn(posting_id: int) -> Any:
    return _put_up(posting_id, actions.overturn, "“{title}” is published after all.")


def _posting(posting_id: int) -> Posting:
    return db.one_or_404(
        db.select(Posting).where(Posting.id == posting_id, Posting.batch_id.is_(None))
    )


def _put_up(posting_id: int, action: Callable[..., None], said: str) -> Any:
    found = _posting(posting_id)
    action(found, by=current_user, now=clock())
    return decided(said.format(title=found.latest.title))


def _page(found: Posting, form: TakeDownForm) -> Any:
    wording = found.shown or found.latest
    return render_template(
        "moderation/posting.html",
        posting=found,
        record=wording.says(),
        wording=wording,
        moves=[*found.moves_for(Who.MODERATOR), *found.moves_for(Who.ANOTHER_MODERATOR)],
        form=form,
    )
