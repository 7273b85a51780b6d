"""The consultants' queue: what waits, the latest first, and taking it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.consult import moving, queries, working
from jobboard.consult.desk_forms import RevisionForm, TriageForm
from jobboard.consult.forms import TextForm
from jobboard.consult.guarding import QuestionRefused
from jobboard.consult.queries import View
from jobboard.consult.targets import Urgency
from jobboard.consult.topics import TOPICS, topic_of
from jobboard.consult.views import bp
from jobboard.consult.views.loading import consultant_here, question_at_desk
from jobboard.consult.views.question_page import page_of
from jobboard.db import db
from jobboard.web.paging import addresses, page_in

ON_A_PAGE = 30
MINE = "mine"


@bp.get("/consultant/")
@access.consultant
def desk() -> Any:
    consultant = consultant_here()
    view = View.of(request.args.get("view", ""))
    topic = request.args.get("topic", "")
    topics = consultant.topics if topic == MINE else [topic] if topic in list(TOPICS) else []
    query = queries.in_queue(view, consultant.user, topics)
    found = db.paginate(query, page=page_in(request.args), per_page=ON_A_PAGE, error_out=False)
    return render_template(
        "consult/desk.html",
        found=found,
        view=view,
        views=queries.counts_of_views(consultant.user),
        topic=topic,
        topics=TOPICS,
        consultant=consultant,
        url_for_page=addresses(request.path, request.args),
        now=clock(),
    )


@bp.post("/consultant/questions/<int:question_id>/triage")
@access.consultant
def triage(question_id: int) -> Any:
    consultant_here()
    question, form = question_at_desk(question_id), TriageForm()
    if not form.validate_on_submit():
        return page_of(question, triage=form), 422
    moving.check_unchanged(question, form.revision.data or 0)
    working.triage(
        question,
        topic=topic_of(form.topic.data),
        urgency=Urgency(form.urgency.data),
        by=current_user,
        now=clock(),
    )
    return _saved(question.id, "It waits in the queue now.")


@bp.post("/consultant/questions/<int:question_id>/claim")
@access.consultant
def claim(question_id: int) -> Any:
    consultant, question = consultant_here(), question_at_desk(question_id)
    form = RevisionForm()
    if form.revision.data is not None:
        moving.check_unchanged(question, form.revision.data or 0)
    working.claim(question, consultant, now=clock())
    return _saved(question.id, "The question is yours.")


@bp.post("/consultant/questions/<int:question_id>/release")
@access.consultant
def release(question_id: int) -> Any:
    consultant_here()
    question = question_at_desk(question_id)
    working.release(question, by=current_user, now=clock())
    return _saved(question.id, "It is back in the queue.")


@bp.post("/consultant/questions/<int:question_id>/decline")
@access.consultant
def decline(question_id: int) -> Any:
    consultant_here()
    question, form = question_at_desk(question_id), TextForm(prefix="decline")
    if not form.validate_on_submit():
        return page_of(question, decline=form), 422
    try:
        working.decline(question, form.words, by=current_user, now=clock())
    except QuestionRefused as refused:
        form.refuse(refused)
        return page_of(question, decline=form), 422
    return _saved(question.id, "Declined. The asker reads why, and has the credit back.")


def _saved(question_id: int, said: str) -> Any:
    db.session.commit()
    flash(said, "good")
    return redirect(url_for("consult.read", question_id=question_id), 303)
