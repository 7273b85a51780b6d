"""What is written to whom when an application moves."""

from typing import Any

from jobboard import letters
from jobboard.applications import queries
from jobboard.applications.models import Application
from jobboard.applications.pipeline import Stage
from jobboard.postings.lifecycle import State

# Past this many unread ones a recruiter gets no more letters until somebody has looked.
UNREAD_TOLD = 5

TEMPLATES = {
    Stage.INTERVIEW: "application-interview",
    Stage.OFFER: "application-offer",
    Stage.HIRED: "application-hired",
    Stage.DECLINED: "application-declined",
}


def received(application: Application) -> None:
    _to_candidate(application, "application-received")


def arrived(application: Application) -> None:
    """To the company's people who post, as long as they read what comes."""
    unread = queries.unread_count(application.posting)
    if unread > UNREAD_TOLD:
        return
    _to_recruiters(application, "application-arrived", is_last=unread == UNREAD_TOLD)


def moved(application: Application, *, taken_back: bool, message: str) -> None:
    template = TEMPLATES.get(Stage(application.stage), "application-moved")
    _to_candidate(application, template, taken_back=taken_back, message=message)


def withdrawn(application: Application) -> None:
    """Only to a company that has looked at it."""
    if application.first_viewed_at is not None:
        _to_recruiters(application, "application-withdrawn")


def job_ended(application: Application) -> None:
    was_removed = application.posting.state == State.REMOVED
    template = "application-job-removed" if was_removed else "application-job-ended"
    _to_candidate(application, template, outcome=application.posting.outcome)


def _to_candidate(application: Application, template: str, **values: Any) -> None:
    letters.write(
        to=application.candidate.email,
        template=template,
        name=application.name,
        application=application,
        title=application.wording.title,
        employer=application.posting.employer.name,
        **values,
    )


def _to_recruiters(application: Application, template: str, **values: Any) -> None:
    employer = application.posting.employer
    for membership in employer.memberships:
        if membership.may_post:
            letters.write(
                to=membership.user.email,
                template=template,
                name=membership.user.display_name,
                application=application,
                title=application.wording.title,
                company=employer.slug,
                **values,
            )
