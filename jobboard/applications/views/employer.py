"""Applicants, for the people of the company that they applied to."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm.exc import StaleDataError

from jobboard import access
from jobboard.applications import actions, following, policy, queries
from jobboard.applications.answers import in_short, spoken
from jobboard.applications.forms import MoveForm
from jobboard.applications.models import Application
from jobboard.applications.pipeline import LABELS, Stage, stages_from, telling
from jobboard.candidates import downloads, resumes
from jobboard.clock import clock
from jobboard.db import db
from jobboard.employers import queries as employers
from jobboard.employers.models import Membership
from jobboard.errors import NotAllowed
from jobboard.postings import queries as postings
from jobboard.postings.models import Posting
from jobboard.web.paging import addresses, page_in

bp = Blueprint("applications_employer", __name__, url_prefix="/employer/<company>")

CARDS_IN_A_COLUMN = 20
ON_A_PAGE = 50


@bp.get("/postings/<int:posting_id>/applications")
@access.employer
def index(company: str, posting_id: int) -> Any:
    member = _membership(company)
    of_company = postings.of_employer(member.employer)
    posting = db.one_or_404(of_company.where(Posting.id == posting_id))
    policy.check_employer_may_read(posting)
    if chosen := _stage_asked_for():
        return _list(member, posting, chosen)
    return render_template(
        "applications/pipeline.html",
        **_around(member, posting),
        columns=queries.columns(posting, shown=CARDS_IN_A_COLUMN),
    )


@bp.get("/applications/<int:application_id>")
@access.employer
def show(company: str, application_id: int) -> Any:
    member, application = _application(company, application_id)
    actions.view(application, now=clock())
    db.session.commit()
    form = MoveForm(formdata=None, revision=application.revision, back="application")
    form.offer(application.stage)
    return _page(member, application, form)


@bp.post("/applications/<int:application_id>/stage")
@access.employer
def move(company: str, application_id: int) -> Any:
    member, application = _application(company, application_id)
    if not member.may_decide:
        raise NotAllowed("As a viewer you can read applications; others in your company move them.")
    form = MoveForm()
    form.offer(application.stage)
    if form.revision.data is not None and form.revision.data != application.revision:
        return _changed(member, application, form)
    if not form.validate_on_submit():
        return _page(member, application, form), 422
    try:
        _move(application, form)
        db.session.commit()
    except (actions.StaleMove, StaleDataError):
        db.session.rollback()
        return _changed(*_application(company, application_id), form)
    flash(_said(application), "success")
    return redirect(_back(form.back.data, company, application), 303)


@bp.get("/applications/<int:application_id>/resume")
@access.employer
def resume(company: str, application_id: int) -> Any:
    """The file, always as a download: it came from a stranger and is never shown in our pages."""
    _, application = _application(company, application_id)
    if request.method == "HEAD":
        return "", 204
    found = actions.read_resume(application, by=current_user, now=clock())
    content = resumes.content_of(found)
    db.session.commit()
    return downloads.answer(content, found.kind, f"Resume - {application.name}.{found.kind}")


def _membership(company: str) -> Membership:
    return db.one_or_404(employers.membership(current_user, company))


def _application(company: str, application_id: int) -> tuple[Membership, Application]:
    member = _membership(company)
    application = db.one_or_404(queries.of_employer(member.employer, application_id))
    policy.check_employer_may_read(application.posting)
    return member, application


def _stage_asked_for() -> Stage | None:
    asked = request.args.get("stage", "")
    return Stage(asked) if asked in set(Stage) else None


def _list(member: Membership, posting: Posting, stage: Stage) -> str:
    found = db.paginate(
        queries.at_stage(posting, stage),
        page=page_in(request.args),
        per_page=ON_A_PAGE,
        error_out=False,
    )
    return render_template(
        "applications/at_stage.html",
        **_around(member, posting),
        chosen=stage,
        found=found,
        url_for_page=addresses(request.path, request.args),
    )


def _around(member: Membership, posting: Posting) -> dict[str, Any]:
    return {
        "member": member,
        "employer": member.employer,
        "posting": posting,
        "title": (posting.shown or posting.latest).title,
        "counts": queries.counts(posting),
        "labels": LABELS,
        "in_short": in_short,
        "stages_from": stages_from,
    }


def _page(member: Membership, application: Application, form: MoveForm) -> str:
    posting = application.posting
    return render_template(
        "applications/one.html",
        member=member,
        employer=member.employer,
        posting=posting,
        application=application,
        form=form,
        label=LABELS[Stage(application.stage)],
        telling={stage: telling(Stage(application.stage), stage) for stage in Stage},
        steps=following.for_employer(application),
        spoken=spoken,
        resume_is_open=policy.resume_is_open_to_employer(application),
    )


def _move(application: Application, form: MoveForm) -> None:
    actions.move(
        application,
        Stage(form.stage.data),
        by=current_user,
        now=clock(),
        revision=form.revision.data,
        tell=form.tell.data,
        message=form.words(),
    )


def _changed(member: Membership, application: Application, form: MoveForm) -> Any:
    page = render_template(
        "applications/changed.html",
        employer=member.employer,
        application=application,
        what=actions.what_changed(application),
        unsent=form.words(),
        steps=following.for_employer(application)[:3],
    )
    return page, 409


def _said(application: Application) -> str:
    where = f"{application.name} is now at “{LABELS[Stage(application.stage)]}”."
    return f"{where} We have written to them." if application.events[-1].told else where


def _back(wanted: str | None, company: str, application: Application) -> str:
    if wanted == "pipeline":
        return url_for(".index", company=company, posting_id=application.posting_id)
    return url_for(".show", company=company, application_id=application.id)
