"""How an application reads: its stage, what happened to it, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from jobboard.accounts.models import User
from jobboard.applications.models import Application, ApplicationEvent
from jobboard.applications.pipeline import LABELS, Happening, Stage
from jobboard.postings.lifecycle import ENDED, State

# A no is said as one person would say it to another.
CANDIDATE_LABELS = {**LABELS, Stage.NEW: "Sent", Stage.DECLINED: "Not selected"}

TONES = {
    Stage.INTERVIEW: "good",
    Stage.OFFER: "good",
    Stage.HIRED: "good",
    Stage.PHONE_SCREEN: "good",
    Stage.DECLINED: "plain",
    Stage.WITHDRAWN: "plain",
}

_NEXT = {
    Stage.REVIEWED: "The employer has read it. If they want to go on, they will get in touch.",
    Stage.PHONE_SCREEN: "The employer wants to talk to you by phone. Expect a call or an email.",
    Stage.INTERVIEW: "The employer wants to interview you and will get in touch to find a time.",
    Stage.OFFER: "The employer wants to make you an offer. Read it in peace before you answer.",
    Stage.HIRED: "You have the job. There is nothing more to do here.",
    Stage.DECLINED: "The employer has decided not to go on. What you sent stays on this page.",
    Stage.WITHDRAWN: "You have withdrawn it. The employer can no longer open your résumé.",
}


@dataclass(frozen=True)
class Step:
    """One line of the timeline."""

    title: str
    at: datetime
    text: str = ""
    by: str = ""
    tone: str = ""


def label(application: Application) -> str:
    return CANDIDATE_LABELS[Stage(application.stage)]


def tone(application: Application) -> str:
    return TONES.get(Stage(application.stage), "info")


def what_comes_next(application: Application) -> str:
    """One sentence, so that nobody has to guess."""
    if application.posting.state == State.REMOVED and application.is_in_play:
        return "Our moderators took this job down. Nobody there can open what you sent any more."
    if application.stage == Stage.NEW:
        return _while_new(application)
    return _NEXT[Stage(application.stage)]


def timeline(application: Application) -> list[Step]:
    """Everything that happened to it, the latest first."""
    steps = [_step(event, application) for event in application.events]
    seen = _looks(application, "Opened by the employer", "Your résumé was downloaded")
    return _latest_first([*steps, *seen])


def for_employer(application: Application) -> list[Step]:
    """The same for the company's people, in their words."""
    steps = [_step_for_employer(event, application) for event in application.events]
    seen = _looks(application, "First opened", "Résumé downloaded")
    return _latest_first([*steps, *seen])


def _looks(application: Application, opened: str, downloaded: str) -> Iterator[Step]:
    """When the company looked at what was sent, in the words given."""
    if application.first_viewed_at:
        yield Step(opened, application.first_viewed_at)
    for read in application.reads:
        yield Step(downloaded, read.at, by=_name(read.reader))


def _name(person: User | None) -> str:
    return person.display_name if person else "Somebody who has left the company"


def _latest_first(steps: list[Step]) -> list[Step]:
    """What happened at the same instant stays in its order, backward as well."""
    return sorted(steps, key=lambda step: step.at)[::-1]


def _step_for_employer(event: ApplicationEvent, application: Application) -> Step:
    if event.kind == Happening.JOB_ENDED:
        return Step("The job left the board", event.at, text="The candidate was told.")
    if event.kind != Happening.MOVED:
        title = "Sent" if event.kind == Happening.SENT else "Withdrawn"
        return Step(title, event.at, by=application.name)
    told = "The candidate was told." if event.told else ""
    text = f"{told} “{event.note}”" if event.note else told
    return Step(
        f"Moved to {LABELS[Stage(event.stage)]}", event.at, text=text, by=_name(event.actor)
    )


def _while_new(application: Application) -> str:
    if application.posting.state in ENDED:
        return (
            "The job has left the board; the employer can still answer. We tell you when it does."
        )
    if application.first_viewed_at is None:
        return "The employer has not opened it yet. We write to you when it moves on."
    return "The employer has opened it. We write to you when it moves on."


def _step(event: ApplicationEvent, application: Application) -> Step:
    stage = Stage(event.stage)
    if event.kind == Happening.SENT:
        return Step("You applied", event.at, tone="good")
    if event.kind == Happening.WITHDRAWN:
        return Step("You withdrew", event.at)
    if event.kind == Happening.JOB_ENDED:
        return Step("The job left the board", event.at, tone="warn")
    shade = "good" if TONES.get(stage) == "good" else ""
    employer = application.posting.employer.name
    return Step(CANDIDATE_LABELS[stage], event.at, text=event.note or "", by=employer, tone=shade)
