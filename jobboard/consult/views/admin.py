"""For admins: inviting consultants, checking their credentials, and taking back what they hold."""

from typing import Any

from flask import abort, flash, redirect, render_template
from flask_login import current_user

from jobboard import access, taxonomy
from jobboard.clock import clock
from jobboard.consult import consultants, queries
from jobboard.consult.consultant_models import Consultant, ConsultantCredential
from jobboard.consult.desk_forms import InvitationForm
from jobboard.consult.models import Question
from jobboard.consult.views import bp
from jobboard.db import db
from jobboard.errors import Conflict


@bp.get("/admin/consultants")
@access.admin
def consultants_list() -> Any:
    return _page(InvitationForm(formdata=None))


@bp.post("/admin/consultants")
@access.admin
def invite() -> Any:
    form = InvitationForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        consultants.invite(
            form.email.data or "",
            name=form.name.data or "",
            credential=form.credential.data,
            number=form.number.data or "",
            by=current_user,
            now=clock(),
        )
    except Conflict as refused:
        form.email.errors = [refused.message]
        return _page(form), 409
    return _saved("The invitation is on its way.")


@bp.post("/admin/consultants/credentials/<int:credential_id>/check")
@access.admin
def check_credential(credential_id: int) -> Any:
    credential = db.session.get(ConsultantCredential, credential_id) or abort(404)
    consultants.check_credential(credential, by=current_user, now=clock())
    return _saved("The credential is marked as checked by you.")


@bp.post("/admin/consultants/<int:consultant_id>/end")
@access.admin
def end(consultant_id: int) -> Any:
    consultant = db.session.get(Consultant, consultant_id) or abort(404)
    count = consultants.end(consultant, by=current_user, now=clock())
    questions = "1 question went" if count == 1 else f"{count} questions went"
    return _saved(f"{consultant.user.display_name} no longer answers; {questions} back.")


@bp.post("/admin/consultants/questions/<int:question_id>/return")
@access.admin
def take_back(question_id: int) -> Any:
    question = db.session.get(Question, question_id) or abort(404)
    consultants.take_back(question, by=current_user, now=clock())
    return _saved(f"{question.reference} is back in the queue.")


def _page(form: InvitationForm) -> str:
    return render_template(
        "consult/consultants.html",
        form=form,
        consultants=queries.consultants(),
        held=queries.held(),
        credentials=taxonomy.CREDENTIALS,
        now=clock(),
    )


def _saved(said: str) -> Any:
    db.session.commit()
    flash(said, "good")
    return redirect("/admin/consultants", 303)
