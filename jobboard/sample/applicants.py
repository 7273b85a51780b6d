"""Applications for the demo: people who have written to the demo employer's company, at several
stages, and what the demo's candidate has sent. Only the demo has them."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import docx
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from jobboard.accounts import actions as accounts
from jobboard.accounts import queries as people
from jobboard.accounts.models import User
from jobboard.applications import actions
from jobboard.applications.answers import Sending, answer
from jobboard.applications.models import Application
from jobboard.applications.pipeline import Stage
from jobboard.candidates import resumes
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.employers.models import Employer, Membership
from jobboard.errors import NotAllowed
from jobboard.postings import queries
from jobboard.postings.models import Posting
from jobboard.postings.record import ScreeningQuestion
from jobboard.sample import reading
from jobboard.settings import current_settings

# Jobs that people had the time to find.
POSTED_BEFORE = timedelta(days=8)
JOBS = 3
CASEY = [
    "CCS, CHONC",
    "Inpatient coder, teaching hospital, since 2020: hematology and transplant",
    "Profee coder, oncology group, 2017 to 2020",
    "Epic, Solventum 360 Encompass",
]
ANSWERS: dict[str, Any] = {"yes-no": True, "credential": "CCS"}
STARTS_IN = timedelta(days=21)


def send_applications(*, now: datetime) -> int:
    """How many were sent. In the session; the caller commits."""
    if not current_settings().demo:
        raise NotAllowed("Invented applicants exist only in the demo.")
    candidate, member = people.by_email("candidate@demo.test"), _demo_member()
    if candidate is None or member is None:
        return 0
    jobs = _jobs(now)
    own = [job for job in jobs if job.employer_id == member.employer_id][:JOBS]
    others = [job for job in jobs if job.employer_id != member.employer_id][:1]
    sent = [_invented(one, own, by=member.user, now=now) for one in _applicants()] if own else []
    resume = _resume(candidate, CASEY, now=now)
    for job, days in zip([*own[:1], *others], (3, 1), strict=False):
        sent.append(_send(job, candidate, resume, "", now=now - timedelta(days=days)))
    return len(sent)


def _demo_member() -> Membership | None:
    query = select(Membership).join(Membership.user).where(User.email == "employer@demo.test")
    return db.session.scalars(query.limit(1)).first()


def _jobs(now: datetime) -> list[Posting]:
    """Those that take applications here, the oldest company first."""
    found = queries.with_shown(queries.public_postings(now))
    found = found.where(Posting.published_at < now - POSTED_BEFORE)
    ordered = db.session.scalars(found.order_by(Employer.id, Posting.id))
    return [job for job in ordered if job.shown and job.shown.says().apply.by == "board"]


def _applicants() -> list[dict[str, Any]]:
    return list(reading.table("applicants")["people"])


def _invented(
    person: dict[str, Any], jobs: Sequence[Posting], *, by: User, now: datetime
) -> Application:
    """Somebody without a password, whom the employer has moved as far as `stage`."""
    address = f"{person['name'].lower().replace(' ', '.')}@demo.test"
    account = accounts.create(address, role="candidate", name=person["name"], now=now)
    db.session.flush()
    sent_at = now - timedelta(days=person["days"])
    job = jobs[len(person["name"]) % len(jobs)]
    resume = _resume(account, person["resume"], now=sent_at)
    application = _send(job, account, resume, person["note"], now=sent_at)
    if person["stage"] != Stage.NEW:
        seen_at = sent_at + timedelta(hours=20)
        actions.view(application, now=seen_at)
        actions.move(application, Stage(person["stage"]), by=by, now=seen_at)
    return application


def _send(job: Posting, person: User, resume: Resume, note: str, *, now: datetime) -> Application:
    record = job.shown.says() if job.shown else job.latest.says()
    answers = tuple(_answered(question, now) for question in record.questions)
    sending = Sending(name=person.display_name, phone=None, note=note, answers=answers)
    return actions.send(job, sending, resume=resume, by=person, now=now)


def _answered(question: ScreeningQuestion, now: datetime) -> dict[str, Any]:
    value = _own_answer(question.text, ANSWERS.get(question.kind))
    if question.kind == "date":
        value = (now + STARTS_IN).date().isoformat()
    elif question.choices:
        value = question.choices[0] if question.kind == "choice" else list(question.choices[:2])
    return answer(question.text, question.kind, value)


def _own_answer(asked: str, usual: Any) -> Any:
    """The answer of the question that was asked, whose text has been filled in since."""
    for one in reading.table("questions")["questions"]:
        if "answer" in one and asked.startswith(one["text"].partition("{")[0]):
            return one["answer"]
    return usual


def _resume(person: User, lines: Sequence[str], *, now: datetime) -> Resume:
    document = docx.Document()
    document.add_heading(person.display_name, level=1)
    for line in lines:
        document.add_paragraph(line)
    content = io.BytesIO()
    document.save(content)
    content.seek(0)
    name = f"{person.display_name} resume.docx"
    return resumes.keep(person, FileStorage(content, filename=name), now=now)
