"""One question's page at the consultants' desk, drawn from its state and from what was refused."""

from flask import render_template, request
from flask_login import current_user

from jobboard import taxonomy
from jobboard.articles.text import paragraphs
from jobboard.assistant.answering import answer
from jobboard.assistant.answers import Answer
from jobboard.clock import clock
from jobboard.consult import composing, following, policy, queries
from jobboard.consult.desk_forms import ComposerForm, RevisionForm, TriageForm
from jobboard.consult.forms import TextForm
from jobboard.consult.lifecycle import Move, Who, moves_from
from jobboard.consult.models import Question
from jobboard.consult.views.loading import profile_here
from jobboard.settings import current_settings
from jobboard.web.choosing import of_pairs
from jobboard.web.html import one_line


def page_of(
    question: Question,
    *,
    composer: ComposerForm | None = None,
    triage: TriageForm | None = None,
    troubles: tuple[str, ...] = (),
    **written: TextForm,
) -> str:
    part, now = policy.part_of(question, current_user), clock()
    asked = (composer.asked.data if composer else None) or request.args.get("ask", "")[:1_000]
    if part is Who.CLAIMER and not asked:
        asked = one_line(question.text)[:1_000]
    draft = question.draft
    drafted, evidence = (draft.text, draft.evidence) if draft else ("", [])
    return render_template(
        "consult/composer.html",
        question=question,
        said=question.instant_answer(),
        steps=following.for_consultants(question),
        pieces=following.pieces,
        paragraphs=paragraphs,
        setting=_setting_of(question),
        part=part,
        Move=Move,
        moves={*moves_from(question.stage, part), *_moves_of_any(question, part)},
        composer=composer or composer_of(question, asked),
        triage=triage or _triage(question),
        forms_of={
            name: written.get(name) or TextForm(formdata=None, prefix=name)
            for name in ("information", "note", "back", "decline")
        },
        revision=RevisionForm(formdata=None, revision=question.revision),
        evidence=evidence,
        cited_evidence=composing.used(drafted, evidence),
        cited=composing.cited_in(composer.words if composer else drafted),
        asked=asked,
        found=found_for(question, asked) if asked else None,
        troubles=troubles,
        needs_review=policy.needs_review(question, current_settings().reviewed_topics),
        no_claim=policy.why_not_claim(question, profile_here(), now),
        later=following.said_later(question),
        now=now,
    )


def _moves_of_any(question: Question, part: Who) -> list[Move]:
    """Who has claimed it is a consultant too."""
    return moves_from(question.stage, Who.CONSULTANT) if part is not Who.SECOND else []


def composer_of(question: Question, asked: str = "") -> ComposerForm:
    """The form as the draft has it."""
    text = question.draft.text if question.draft else ""
    form = ComposerForm(
        formdata=None, revision=question.revision, text=text, asked=asked, ask=asked
    )
    return with_templates(form)


def with_templates(form: ComposerForm) -> ComposerForm:
    names = [(str(one.id), one.name) for one in queries.templates()]
    form.template.choices = of_pairs(names, "Choose…")
    return form


def _triage(question: Question) -> TriageForm:
    return TriageForm(
        formdata=None,
        revision=question.revision,
        topic=question.topic,
        urgency=str(question.urgency),
    )


def found_for(question: Question, asked: str) -> Answer:
    about = question.codes[0].interval if question.codes else None
    return answer(asked, now=clock(), about=about)


def _setting_of(question: Question) -> str:
    known = taxonomy.SETTINGS.get(question.setting)
    return known.label if known else ""
