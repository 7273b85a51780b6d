"""The moderators' desk, opened as a moderator opens it."""

from flask import Flask

from jobboard.accounts.models import User
from jobboard.db import db
from jobboard.outbox.models import OutboxRow
from jobboard.postings import actions
from jobboard.postings.lifecycle import State, WordingState
from jobboard.postings.models import Posting
from tests.applications.desk import Desk
from tests.making import (
    NOON,
    a_draft,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    a_record,
    again,
    owner_of,
)
from tests.markup import troubles


def letters_about(word: str) -> list[OutboxRow]:
    rows = db.session.scalars(db.select(OutboxRow).where(OutboxRow.topic == "mail"))
    return [row for row in rows if word in str(row.payload)]


def desk_of(app: Flask, moderator: User) -> Desk:
    return Desk(app, moderator)


def decide(desk: Desk, posting: Posting, what: str, **fields: object) -> int:
    path = f"/moderation/wordings/{posting.latest.id}"
    desk.get(path)
    data = {"revision": posting.revision, **fields}
    return desk.post(f"{path}/{what}", **data).status_code


def test_the_oldest_wording_comes_first(app: Flask) -> None:
    a_pending_posting(title="Second Coder", now=NOON)
    first = a_pending_posting(title="First Coder")
    first.latest.submitted_at = NOON.replace(hour=1)
    db.session.commit()
    page = desk_of(app, a_moderator()).get("/moderation/").get_data(as_text=True)
    assert page.index("First Coder") < page.index("Second Coder")


def test_each_field_of_a_decision_has_a_label_of_its_own(app: Flask) -> None:
    posting = a_pending_posting()
    for path in (f"wordings/{posting.latest.id}", f"postings/{posting.id}"):
        page = desk_of(app, a_moderator()).get(f"/moderation/{path}")
        assert list(troubles(page.get_data(as_text=True))) == []


def test_an_approved_job_is_public_and_its_poster_hears_of_it(app: Flask) -> None:
    posting = a_pending_posting()
    assert decide(desk_of(app, a_moderator()), posting, "approval") == 303
    posting = again(posting)
    assert posting.is_public(NOON)
    assert [event.move for event in posting.events][-1] == "approve"
    assert letters_about(owner_of(posting.employer).email)


def test_changes_are_asked_for_with_a_reason_and_words(app: Flask) -> None:
    posting = a_pending_posting()
    desk = desk_of(app, a_moderator())
    said = {"reason": next(iter(_reasons())), "note": "Please name the shift."}
    assert decide(desk, posting, "return", **said) == 303
    posting = again(posting)
    assert (posting.state, posting.latest.state) == (State.DRAFT, WordingState.RETURNED)
    assert letters_about("Please name the shift.")


def test_a_rejection_without_words_is_asked_for_again_and_keeps_its_reason(app: Flask) -> None:
    from jobboard import taxonomy

    posting = a_pending_posting()
    desk = desk_of(app, a_moderator())
    reason = list(taxonomy.REJECT_REASONS)[1]
    assert decide(desk, posting, "rejection", reason=reason, note="") == 400
    assert f'<option selected value="{reason}"' in desk.page
    assert again(posting).state == State.PENDING


def test_a_decision_on_a_text_that_changed_meanwhile_is_not_taken(app: Flask) -> None:
    posting = a_pending_posting()
    desk = desk_of(app, a_moderator())
    path = f"/moderation/wordings/{posting.latest.id}"
    read = posting.revision
    desk.get(path)
    owner = owner_of(posting.employer)
    actions.withdraw(posting, by=owner, now=NOON)
    actions.write(posting, a_record(title="Coder, Telegram me"), by=owner, now=NOON)
    actions.submit(posting, by=owner, now=NOON)
    db.session.commit()
    assert desk.post(f"{path}/approval", revision=read).status_code == 409
    assert "Coder, Telegram me" in desk.page
    assert again(posting).state == State.PENDING


def test_a_decision_on_a_text_that_was_withdrawn_meanwhile_is_told_so(app: Flask) -> None:
    posting = a_pending_posting(title="Coder for nobody else")
    desk = desk_of(app, a_moderator())
    path = f"/moderation/wordings/{posting.latest.id}"
    read = posting.revision
    desk.get(path)
    actions.withdraw(posting, by=owner_of(posting.employer), now=NOON)
    db.session.commit()
    assert desk.post(f"{path}/approval", revision=read).status_code == 409
    assert "back in its company’s hands" in desk.page
    assert "Coder for nobody else" not in desk.page
    assert again(posting).state == State.DRAFT


def test_a_text_that_was_never_sent_is_nowhere_on_the_desk(app: Flask) -> None:
    path = f"/moderation/wordings/{a_draft().latest.id}"
    assert desk_of(app, a_moderator()).get(path).status_code == 404


def test_of_two_moderators_the_second_is_told(app: Flask) -> None:
    posting = a_pending_posting()
    first, second = desk_of(app, a_moderator("A")), desk_of(app, a_moderator("B"))
    read = posting.revision
    assert decide(first, posting, "approval") == 303
    path = f"/moderation/wordings/{posting.latest.id}"
    second.get(path)
    answer = second.post(
        f"{path}/rejection", revision=read, reason=next(iter(_reject())), note="No pay."
    )
    assert answer.status_code == 409
    assert again(posting).state == State.PUBLISHED


def test_the_new_text_of_a_live_job_is_shown_against_the_one_on_show(app: Flask) -> None:
    posting = a_published_posting()
    owner = owner_of(posting.employer)
    actions.write(posting, a_record(title="Outpatient Coder"), by=owner, now=NOON)
    actions.submit(posting, by=owner, now=NOON)
    db.session.commit()
    desk = desk_of(app, a_moderator())
    desk.get(f"/moderation/wordings/{posting.latest.id}")
    assert "<del>Inpatient " in desk.page
    assert "<ins>Outpatient " in desk.page
    assert again(posting).shown.title.startswith("Inpatient Coder")


def test_a_moderator_cannot_restore_what_they_took_down(app: Flask) -> None:
    posting = a_published_posting()
    desk = desk_of(app, a_moderator())
    path = f"/moderation/postings/{posting.id}"
    desk.get(path)
    assert desk.post(f"{path}/removal", note="A scam.").status_code == 303
    assert desk.post(f"{path}/restoration").status_code == 403
    other = desk_of(app, a_moderator("Another"))
    other.get(path)
    assert other.post(f"{path}/restoration").status_code == 303
    assert again(posting).is_public(NOON)


def test_the_desk_is_for_moderators(app: Flask, client: object) -> None:
    from tests.making import a_candidate

    assert desk_of(app, a_candidate()).get("/moderation/").status_code == 403
    assert Desk(app).get("/moderation/").status_code == 302


def _reasons() -> list[str]:
    from jobboard import taxonomy

    return list(taxonomy.RETURN_REASONS)


def _reject() -> list[str]:
    from jobboard import taxonomy

    return list(taxonomy.REJECT_REASONS)
