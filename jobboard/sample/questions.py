"""Questions for the demo's consultant: one in each state, each come there by the same verbs.

The consultant's answers are CasePilot's own statements with its evidence: a sample must not claim
what nobody has looked up.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from jobboard.accounts import actions as accounts
from jobboard.accounts import queries as people
from jobboard.accounts.models import User
from jobboard.consult import asking, consultants, queries, working
from jobboard.consult.asking import NewQuestion
from jobboard.consult.consultant_models import Consultant
from jobboard.consult.lifecycle import State
from jobboard.consult.models import Question
from jobboard.consult.targets import Urgency
from jobboard.consult.topics import topic_of
from jobboard.db import db

SECOND = ("second.consultant@demo.test", "Sasha Second")
GUEST = "guest@demo.test"


def vouch_for_consultants(now: datetime) -> list[Consultant]:
    """The demo's consultant and a colleague for second reviews, each with a checked credential."""
    admin = people.by_email("admin@demo.test")
    first = people.by_email("consultant@demo.test")
    if admin is None or first is None:
        return []
    second = people.by_email(SECOND[0]) or accounts.create(
        SECOND[0], role="consultant", name=SECOND[1], now=now
    )
    db.session.flush()
    return [_vouched(first, "CPC", admin, now=now), _vouched(second, "CCS", admin, now=now)]


def ask_questions(now: datetime) -> int:
    """How many were asked; none where somebody has asked already."""
    first, second = vouch_for_consultants(now)
    if db.session.scalar(select(Question.id).limit(1)) is not None:
        return 0
    asker = people.by_email("candidate@demo.test")
    employer = people.by_email("employer@demo.test")
    desk = _Desk(first, second, now)
    desk.asked("When do I use modifier 25?", None, days=2)
    desk.waiting(
        "How many units of 38240 are allowed in a day?", employer, days=0.1, urgency=Urgency.URGENT
    )
    desk.triaged("Which ICD-10-CM codes go with 38241?", employer, days=1)
    desk.triaged("Is 38206 an add-on code?", employer, days=6, urgency=Urgency.SOON)
    desk.claimed(first, "What is the difference between 38240 and 38242?", employer, days=0.4)
    desk.needs_information(first, "Can 38240 and 38241 be billed together?", asker, days=1.5)
    desk.in_review(second, "Does Medicare cover stem cell transplantation?", employer, days=1)
    desk.answered(first, "What does modifier 59 mean?", asker, days=3)
    accepted = desk.answered(first, "Can 38220 and 38221 be billed together?", employer, days=9)
    asking.accept(accepted, now=now - timedelta(days=5))
    disputed = desk.answered(second, "What is 38230?", employer, days=8)
    asking.dispute(
        disputed,
        "This says what it is. I meant how it is reported with a donor’s harvest.",
        now=now - timedelta(days=1),
    )
    declined = desk.waiting(
        "May my employer make me sign an arbitration clause?", employer, days=12
    )
    working.decline(
        declined,
        "This is a question of employment law. Please ask a lawyer of your state.",
        by=first.user,
        now=now - timedelta(days=11),
    )
    consultants.write_template(
        "Look at both columns",
        "An edit has two columns: the code in the second is not paid beside the one in the first, "
        "unless its indicator allows a modifier and the record supports it.",
        by=first.user,
        now=now,
    )
    return len(list(db.session.scalars(select(Question.id))))


class _Desk:
    """Two consultants and a moment; each method leaves a question a step further."""

    def __init__(self, first: Consultant, second: Consultant, now: datetime) -> None:
        self.first, self.second, self.now = first, second, now

    def asked(
        self, text: str, user: User | None, *, days: float, urgency: Urgency = Urgency.ROUTINE
    ) -> Question:
        email = user.email if user else GUEST
        new = NewQuestion(
            text=text, email=email, name=user.name if user else "", user=user, urgency=urgency
        )
        return asking.ask(new, now=self.now - timedelta(days=days))

    def waiting(self, text: str, user: User | None, *, days: float, **given: Urgency) -> Question:
        question = self.asked(text, user, days=days, **given)
        asking.ask_a_human(question, now=question.asked_at)
        return question

    def triaged(self, text: str, user: User | None, *, days: float, **given: Urgency) -> Question:
        question = self.waiting(text, user, days=days, **given)
        working.triage(
            question,
            topic=topic_of(question.topic),
            urgency=Urgency(question.urgency),
            by=self.first.user,
            now=question.asked_at,
        )
        return question

    def claimed(self, by: Consultant, text: str, user: User | None, *, days: float) -> Question:
        question = self.triaged(text, user, days=days)
        working.claim(question, by, now=question.asked_at)
        said = question.instant_answer()
        words = "\n\n".join(f"{one.text} {one.marks}" for one in said.statements[:4])
        working.save_draft(question, words, said.evidence, by=by.user, now=question.asked_at)
        return question

    def needs_information(
        self, by: Consultant, text: str, user: User | None, *, days: float
    ) -> Question:
        question = self.claimed(by, text, user, days=days)
        words = "Were both infusions on the same day, and from which donor was each?"
        at = question.asked_at + timedelta(hours=5)
        working.ask_for_information(question, words, by=by.user, now=at)
        return question

    def in_review(self, by: Consultant, text: str, user: User | None, *, days: float) -> Question:
        """Signed; where its topic asks for a second consultant, it waits for one."""
        question = self.claimed(by, text, user, days=days)
        db.session.flush()
        at = question.asked_at + timedelta(hours=7)
        working.sign_off(question, by=by.user, now=at, revision=question.revision)
        return question

    def answered(self, by: Consultant, text: str, user: User | None, *, days: float) -> Question:
        question = self.in_review(by, text, user, days=days)
        if question.stage is State.IN_REVIEW:
            db.session.flush()
            other = self.second if by is self.first else self.first
            working.approve(
                question,
                by=other.user,
                now=question.moved_at + timedelta(hours=2),
                revision=question.revision,
            )
        return question


def _vouched(person: User, credential: str, admin: User, *, now: datetime) -> Consultant:
    known = db.session.scalar(queries.consultant_of(person))
    if known is not None:
        return known
    consultant = Consultant(user=person, topics=[], specialties=[], invited_at=now)
    consultant.invited_by_id = admin.id
    db.session.add(consultant)
    consultants.hold(consultant, credential)
    consultants.check_credential(consultant.credentials[0], by=admin, now=now)
    return consultant
