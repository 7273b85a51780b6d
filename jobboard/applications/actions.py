"""What people do to applications. `_move` is the only place where a stage changes."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from jobboard.accounts.models import User
from jobboard.applications import letters, policy, queries
from jobboard.applications.answers import Sending
from jobboard.applications.models import Application, ApplicationEvent, ResumeRead
from jobboard.applications.pipeline import (
    LABELS,
    Happening,
    Stage,
    StageRefused,
    Telling,
    can_withdraw,
    moved,
    telling,
)
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.errors import Conflict
from jobboard.postings.models import Posting


class AlreadyApplied(Conflict):
    title = "You have applied already"

    def __init__(self, first: Application) -> None:
        super().__init__("You have already applied to this job; this is what you sent.")
        self.first = first


class StaleMove(Conflict):
    """Somebody has moved the application since this person read it."""

    def __init__(self, application: Application) -> None:
        super().__init__(
            "Somebody changed this application while you were reading it. Nothing was moved."
        )
        self.application_id = application.id


def send(
    posting: Posting, sending: Sending, *, resume: Resume, by: User, now: datetime
) -> Application:
    """Applies. One for each person and posting: a second raises AlreadyApplied, also in a race."""
    policy.check_may_apply(posting, by, now)
    application = Application(
        posting=posting,
        wording=posting.shown,
        candidate=by,
        resume=resume,
        stage=Stage.NEW,
        name=sending.name,
        phone=sending.phone,
        note=sending.note,
        answers=list(sending.answers),
        sent_at=now,
    )
    _note(application, Happening.SENT, by=by, now=now, told=True)
    _add_the_first(application)
    letters.received(application)
    letters.arrived(application)
    return application


def view(application: Application, *, now: datetime) -> None:
    """Somebody of the company has opened it. Past the mapper, so that the revision stays: a look
    makes nobody's decision stale."""
    if application.first_viewed_at is None:
        first = update(Application).where(
            Application.id == application.id, Application.first_viewed_at.is_(None)
        )
        db.session.execute(first.values(first_viewed_at=now))


def read_resume(application: Application, *, by: User, now: datetime) -> Resume:
    """Hands it out and records who has it; raises Conflict when it is not there to be read."""
    if application.resume is None or not policy.resume_is_open_to_employer(application):
        raise Conflict("The candidate has taken this résumé back.")
    view(application, now=now)
    db.session.add(ResumeRead(application_id=application.id, reader_id=by.id, at=now))
    return application.resume


def move(
    application: Application,
    wanted: Stage,
    *,
    by: User,
    now: datetime,
    revision: int | None = None,
    tell: bool = False,
    message: str = "",
) -> None:
    """The employer's move. `message` are words for the candidate, which always reach them."""
    if revision is not None and revision != application.revision:
        raise StaleMove(application)
    before = Stage(application.stage)
    rule = telling(before, wanted)
    told = bool(message) or rule is Telling.ALWAYS or (tell and rule is Telling.IF_ASKED)
    _move(application, moved(before, wanted), by=by, now=now, note=message or None, told=told)
    if told:
        letters.moved(application, taken_back=before is Stage.DECLINED, message=message)


def withdraw(application: Application, *, by: User, now: datetime) -> None:
    """The candidate's; it is for good."""
    before = Stage(application.stage)
    if not can_withdraw(before):
        raise StageRefused(before, Stage.WITHDRAWN)
    _move(application, Stage.WITHDRAWN, by=by, now=now, kind=Happening.WITHDRAWN)
    letters.withdrawn(application)


def posting_ended(posting: Posting, *, now: datetime) -> int:
    """Tells everybody who still waits that the job has closed, expired or been taken down."""
    waiting = db.session.scalars(queries.in_play(posting)).all()
    for application in waiting:
        _note(application, Happening.JOB_ENDED, by=None, now=now, told=True)
        letters.job_ended(application)
    return len(waiting)


def what_changed(application: Application) -> str:
    """One sentence about what happened to it last, for somebody who read it before that."""
    last = queries.last_event(application)
    who = last.actor.display_name if last and last.actor else "Somebody"
    if last is not None and last.kind == Happening.WITHDRAWN:
        return f"{application.name} has withdrawn this application."
    return f"{who} moved it to “{LABELS[Stage(application.stage)]}”."


def _add_the_first(application: Application) -> None:
    posting, person = application.posting, application.candidate
    try:
        with db.session.begin_nested():
            db.session.add(application)
    except IntegrityError:
        first = queries.to_posting(person, posting)
        if first is None:
            raise
        raise AlreadyApplied(first) from None


def _move(
    application: Application,
    stage: Stage,
    *,
    by: User,
    now: datetime,
    kind: Happening = Happening.MOVED,
    note: str | None = None,
    told: bool = False,
) -> None:
    application.stage = stage
    _note(application, kind, by=by, now=now, note=note, told=told)


def _note(
    application: Application,
    kind: Happening,
    *,
    by: User | None,
    now: datetime,
    note: str | None = None,
    told: bool = False,
) -> None:
    application.events.append(
        ApplicationEvent(
            kind=kind,
            stage=application.stage,
            actor_id=by.id if by else None,
            at=now,
            note=note,
            told=told,
        )
    )
