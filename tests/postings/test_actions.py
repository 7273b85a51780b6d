"""What people do to postings: each action moves, says so in an event, and refuses what is illegal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from jobboard.db import db
from jobboard.errors import Conflict, NotAllowed
from jobboard.outbox.models import OutboxRow
from jobboard.postings import actions
from jobboard.postings.actors import System
from jobboard.postings.lifecycle import MOVES, Move, MoveRefused, State, WordingState
from jobboard.postings.models import Posting
from jobboard.postings.problems import RecordWrong
from jobboard.postings.refusals import StaleDecision, TextIsFixed
from tests.making import (
    NOON,
    a_draft,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    a_record,
    an_employer,
    owner_of,
)

pytestmark = pytest.mark.usefixtures("app")

LATER = NOON + timedelta(days=1)
IMPORT = System("import")


def owner(posting: Posting) -> Any:
    return owner_of(posting.employer)


def events(posting: Posting) -> list[str]:
    return [event.move for event in posting.events]


def letters(about: str) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(OutboxRow).where(OutboxRow.topic == "mail")).all()
    return [row.payload for row in rows if about in row.payload["subject"]]


def a_rejected_posting(**wording: Any) -> Posting:
    posting = a_pending_posting(**wording)
    actions.reject(posting, reason="scam", note="No.", by=a_moderator(), now=NOON)
    return posting


def a_paused_posting() -> Posting:
    posting = a_published_posting()
    actions.pause(posting, by=owner(posting), now=NOON)
    return posting


def an_expired_posting(**wording: Any) -> Posting:
    posting = a_published_posting(**wording)
    assert actions.expire_due(NOON + timedelta(days=61)) == 1
    return posting


def a_closed_posting() -> Posting:
    posting = a_published_posting()
    actions.close(posting, outcome="filled-here", by=owner(posting), now=NOON)
    return posting


def a_removed_posting() -> Posting:
    posting = a_published_posting()
    actions.take_down(posting, note="Reported.", by=a_moderator(), now=NOON)
    return posting


IN_STATE: dict[State, Callable[[], Posting]] = {
    State.DRAFT: a_draft,
    State.PENDING: a_pending_posting,
    State.PUBLISHED: a_published_posting,
    State.PAUSED: a_paused_posting,
    State.EXPIRED: an_expired_posting,
    State.CLOSED: a_closed_posting,
    State.REJECTED: a_rejected_posting,
    State.REMOVED: a_removed_posting,
}

DO: dict[Move, Callable[[Posting], None]] = {
    Move.SUBMIT: lambda p: actions.submit(p, by=owner(p), now=LATER),
    Move.WITHDRAW: lambda p: actions.withdraw(p, by=owner(p), now=LATER),
    Move.APPROVE: lambda p: actions.approve(p, by=a_moderator(), now=LATER),
    Move.REQUEST_CHANGES: lambda p: actions.request_changes(
        p, reason="pay", note="Why?", by=a_moderator(), now=LATER
    ),
    Move.REJECT: lambda p: actions.reject(p, reason="scam", note="", by=a_moderator(), now=LATER),
    Move.REVISE: lambda p: actions.revise(p, by=owner(p), now=LATER),
    Move.OVERTURN: lambda p: actions.overturn(p, by=a_moderator(), now=LATER),
    Move.PAUSE: lambda p: actions.pause(p, by=owner(p), now=LATER),
    Move.RESUME: lambda p: actions.resume(p, by=owner(p), now=LATER),
    Move.CLOSE: lambda p: actions.close(p, outcome="on-hold", by=owner(p), now=LATER),
    Move.RENEW: lambda p: actions.renew(p, by=owner(p), now=LATER),
    Move.TAKE_DOWN: lambda p: actions.take_down(p, note="x", by=a_moderator(), now=LATER),
    Move.RESTORE: lambda p: actions.restore(p, by=a_moderator(), now=LATER),
}


@pytest.mark.parametrize("state", IN_STATE)
@pytest.mark.parametrize("move", DO)
def test_an_action_does_what_the_table_says_or_nothing(state: State, move: Move) -> None:
    posting = IN_STATE[state]()
    db.session.commit()
    if (state, move) in MOVES:
        DO[move](posting)
        assert posting.state == MOVES[state, move][0]
        assert posting.events[-1].move == move
        return
    with pytest.raises(Conflict):
        DO[move](posting)
    db.session.rollback()
    assert posting.state == state


@pytest.mark.parametrize("state", IN_STATE)
def test_text_can_be_changed_only_where_the_employer_may_write(state: State) -> None:
    posting = IN_STATE[state]()
    record = a_record(title="A new title")
    if posting.takes_text:
        assert actions.write(posting, record, by=owner(posting), now=LATER).title == "A new title"
    else:
        with pytest.raises(TextIsFixed):
            actions.write(posting, record, by=owner(posting), now=LATER)
    assert posting.takes_text == (
        state in (State.DRAFT, State.PUBLISHED, State.PAUSED, State.EXPIRED)
    )


def test_an_incomplete_draft_is_kept_and_not_submitted() -> None:
    posting = a_draft(pay=None, level=None)
    with pytest.raises(RecordWrong) as wrong:
        actions.submit(posting, by=owner(posting), now=NOON)
    assert [problem.field for problem in wrong.value.problems] == ["level", "pay"]
    assert posting.state == State.DRAFT


def test_a_draft_whose_last_day_is_over_is_not_submitted() -> None:
    posting = a_draft(expires_at="2026-11-02")
    with pytest.raises(RecordWrong, match="last day"):
        actions.submit(posting, by=owner(posting), now=NOON + timedelta(days=1))


def test_what_lacks_fields_can_be_submitted_by_an_import() -> None:
    posting = actions.draft(
        an_employer(), a_record(pay=None, source="usajobs"), by=IMPORT, now=NOON
    )
    actions.submit(posting, by=IMPORT, now=NOON)
    assert posting.events[-1].actor == "import"
    assert posting.events[-1].actor_id is None


def test_approving_shows_the_wording_and_dates_the_run() -> None:
    posting = a_published_posting()
    assert posting.shown is posting.latest
    assert posting.is_public(NOON)
    assert posting.first_published_at == posting.published_at == posting.publish_at == NOON
    assert posting.expires_at == NOON + timedelta(days=60)
    assert len(letters("live")) == 1


def test_a_record_may_say_its_first_and_last_day() -> None:
    posting = a_published_posting(posted_at="2026-11-10", expires_at="2026-11-20")
    assert not posting.is_public(NOON)
    assert posting.is_public(NOON + timedelta(days=8))
    assert not posting.is_public(NOON + timedelta(days=19))


def test_the_approved_text_stays_on_show_while_a_newer_one_is_read() -> None:
    posting = a_published_posting(title="Old title")
    actions.write(posting, a_record(title="New title"), by=owner(posting), now=LATER)
    actions.submit(posting, by=owner(posting), now=LATER)
    assert (posting.state, posting.shown.title) == (State.PUBLISHED, "Old title")
    actions.approve(posting, by=a_moderator(), now=LATER)
    assert posting.shown.title == "New title"
    assert [wording.state for wording in posting.wordings] == ["superseded", "approved"]
    assert posting.published_at == NOON


def test_a_newer_text_can_be_returned_and_sent_again() -> None:
    posting = a_published_posting(title="Old title")
    actions.write(posting, a_record(title="New title"), by=owner(posting), now=LATER)
    actions.submit(posting, by=owner(posting), now=LATER)
    actions.request_changes(posting, reason="pay", note="Why?", by=a_moderator(), now=LATER)
    assert (posting.state, posting.latest.state) == (State.PUBLISHED, "returned")
    actions.write(posting, a_record(title="Newer title"), by=owner(posting), now=LATER)
    actions.submit(posting, by=owner(posting), now=LATER)
    assert len(posting.wordings) == 2
    assert posting.latest.title == "Newer title"


def test_after_a_rejected_newer_text_the_next_one_is_a_new_wording() -> None:
    posting = a_published_posting()
    actions.write(posting, a_record(title="Bad"), by=owner(posting), now=LATER)
    actions.submit(posting, by=owner(posting), now=LATER)
    actions.reject(posting, reason="scam", note="", by=a_moderator(), now=LATER)
    assert posting.is_public(LATER)
    actions.write(posting, a_record(title="Good"), by=owner(posting), now=LATER)
    assert [wording.state for wording in posting.wordings] == ["approved", "rejected", "draft"]


@pytest.mark.parametrize("ending", ["close", "take_down", "expire"])
def test_a_posting_that_ends_takes_its_newer_text_out_of_the_queue(ending: str) -> None:
    posting = a_published_posting()
    actions.write(posting, a_record(title="Newer"), by=owner(posting), now=LATER)
    actions.submit(posting, by=owner(posting), now=LATER)
    if ending == "close":
        actions.close(posting, outcome="on-hold", by=owner(posting), now=LATER)
    elif ending == "take_down":
        actions.take_down(posting, note="x", by=a_moderator(), now=LATER)
    else:
        db.session.commit()
        assert actions.expire_due(NOON + timedelta(days=90)) == 1
    assert posting.latest.state == WordingState.DRAFT


def test_renewing_goes_through_the_moderators_with_the_same_text() -> None:
    posting = an_expired_posting()
    again = NOON + timedelta(days=70)
    actions.renew(posting, by=owner(posting), now=again)
    assert (posting.state, posting.latest.state) == (State.PENDING, WordingState.SUBMITTED)
    assert posting.latest.digest == posting.wordings[0].digest
    actions.approve(posting, by=a_moderator(), now=again)
    assert posting.is_public(again)
    assert posting.expires_at == again + timedelta(days=60)
    assert posting.first_published_at == NOON


def test_a_trusted_company_renews_at_once() -> None:
    posting = an_expired_posting()
    posting.employer.trusted_at = NOON
    again = NOON + timedelta(days=70)
    actions.renew(posting, by=owner(posting), now=again)
    assert posting.is_public(again)
    assert posting.events[-1].move == Move.RENEW_AT_ONCE


def test_a_newer_text_goes_with_the_renewal_even_of_a_trusted_company() -> None:
    posting = an_expired_posting()
    posting.employer.trusted_at = NOON
    actions.write(posting, a_record(title="Newer"), by=owner(posting), now=LATER)
    actions.renew(posting, by=owner(posting), now=NOON + timedelta(days=70))
    assert posting.state == State.PENDING
    assert posting.latest.title == "Newer"
    assert len(posting.wordings) == 2


def test_an_incomplete_newer_text_cannot_be_renewed() -> None:
    posting = an_expired_posting()
    actions.write(posting, a_record(pay=None), by=owner(posting), now=LATER)
    with pytest.raises(RecordWrong):
        actions.renew(posting, by=owner(posting), now=LATER)
    assert posting.state == State.EXPIRED


def test_a_last_day_of_the_first_run_does_not_end_the_second() -> None:
    posting = a_published_posting(expires_at="2026-11-20")
    actions.expire_due(NOON + timedelta(days=30))
    posting.employer.trusted_at = NOON
    again = NOON + timedelta(days=31)
    actions.renew(posting, by=owner(posting), now=again)
    assert posting.expires_at == again + timedelta(days=60)


def test_closing_keeps_how_it_ended() -> None:
    posting = a_closed_posting()
    assert (posting.outcome, posting.ended_at) == ("filled-here", NOON)
    assert posting.events[-1].note == "filled-here"


def test_a_copy_is_a_draft_that_remembers_where_it_comes_from() -> None:
    posting = a_published_posting(ref="A-1", expires_at="2026-12-01")
    copied = actions.copy(posting, by=owner(posting), now=LATER)
    db.session.commit()
    assert copied.relisted_from_id == posting.id
    assert (copied.state, copied.ref, copied.latest.says().expires_at) == (State.DRAFT, None, None)
    assert copied.latest.digest == posting.latest.digest


def test_expiring_writes_to_the_posters_once() -> None:
    posting = a_published_posting()
    assert actions.expire_due(NOON + timedelta(days=59)) == 0
    assert actions.expire_due(NOON + timedelta(days=60)) == 1
    assert actions.expire_due(NOON + timedelta(days=61)) == 0
    assert posting.ended_at == NOON + timedelta(days=60)
    assert len(letters("last day")) == 1


def test_nobody_decides_twice_about_the_same_posting() -> None:
    moderator = a_moderator()
    posting = a_pending_posting()
    actions.reject(posting, reason="scam", note="", by=moderator, now=NOON)
    with pytest.raises(NotAllowed):
        actions.overturn(posting, by=moderator, now=NOON)
    actions.overturn(posting, by=a_moderator(), now=NOON)
    assert posting.is_public(NOON)


def test_nobody_restores_what_they_took_down() -> None:
    moderator = a_moderator()
    posting = a_published_posting()
    actions.take_down(posting, note="x", by=moderator, now=NOON)
    with pytest.raises(NotAllowed):
        actions.restore(posting, by=moderator, now=NOON)
    actions.restore(posting, by=a_moderator(), now=NOON)
    assert posting.is_public(NOON)
    assert posting.ended_at is None


def test_a_decision_about_a_text_that_changed_is_stale() -> None:
    posting = a_pending_posting()
    read = actions.AsRead(posting.latest.id, posting.revision)
    actions.withdraw(posting, by=owner(posting), now=NOON)
    actions.write(posting, a_record(title="Changed"), by=owner(posting), now=NOON)
    actions.submit(posting, by=owner(posting), now=NOON)
    db.session.commit()
    with pytest.raises(StaleDecision):
        actions.approve(posting, by=a_moderator(), now=NOON, read=read)
    assert posting.state == State.PENDING


def test_a_write_over_somebody_else_s_is_stale() -> None:
    posting = a_draft()
    read = posting.revision
    actions.write(posting, a_record(title="Theirs"), by=owner(posting), now=NOON, revision=read)
    db.session.commit()
    with pytest.raises(StaleDecision):
        actions.write(posting, a_record(title="Mine"), by=owner(posting), now=NOON, revision=read)
    assert posting.latest.title == "Theirs"


def test_every_change_of_text_counts_the_revision_up() -> None:
    posting = a_draft()
    seen = [posting.revision]
    for act in (
        lambda: actions.write(posting, a_record(title="Two"), by=owner(posting), now=NOON),
        lambda: actions.submit(posting, by=owner(posting), now=NOON),
        lambda: actions.withdraw(posting, by=owner(posting), now=NOON),
        lambda: actions.submit(posting, by=owner(posting), now=NOON),
        lambda: actions.approve(posting, by=a_moderator(), now=NOON),
    ):
        act()
        db.session.commit()
        seen.append(posting.revision)
    assert seen == sorted(set(seen))


def test_the_reference_follows_the_text() -> None:
    posting = a_draft(ref="A-1")
    actions.write(posting, a_record(ref="A-2"), by=owner(posting), now=NOON)
    assert posting.ref == "A-2"


def test_a_decision_tells_the_posters_why(app: Flask) -> None:
    posting = a_pending_posting(title="Coder & Auditor")
    actions.request_changes(
        posting, reason="pay", note="The upper end?", by=a_moderator(), now=NOON
    )
    (letter,) = letters("change something")
    assert letter["subject"] == "Please change something in your job: Coder & Auditor"
    assert "state the pay range" in letter["text"]
    assert "The upper end?" in letter["text"]
    assert f"/employer/acme-health/postings/{posting.id}/edit" in letter["text"]


def test_viewers_and_hiring_managers_get_no_letters_about_postings() -> None:
    from jobboard.employers.models import MemberRole
    from tests.making import a_member

    employer = an_employer()
    a_member(employer, MemberRole.VIEWER)
    a_member(employer, MemberRole.HIRING_MANAGER)
    recruiter = a_member(employer, MemberRole.RECRUITER)
    posting = a_published_posting(employer=employer)
    told = {letter["to"] for letter in letters("live")}
    assert told == {recruiter.email, owner(posting).email}


def test_a_move_that_is_not_in_the_table_leaves_nothing_behind() -> None:
    posting = a_draft()
    with pytest.raises(MoveRefused, match="draft now"):
        actions.pause(posting, by=owner(posting), now=NOON)
    assert events(posting) == ["create"]
