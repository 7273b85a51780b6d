"""What the links in an alert's letters open. Whoever holds a link may do what it is for, signed in
or not: the link was sent to the owner of the address alone."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from jobboard import access
from jobboard.alerts import actions, queries, tokens
from jobboard.alerts.forms import ChangeForm, FeedbackForm, search_in
from jobboard.alerts.models import Alert
from jobboard.alerts.rhythm import RHYTHMS, AlertState
from jobboard.alerts.saving import Wanted, own_of, wanted
from jobboard.alerts.views import bp
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import JobboardError
from jobboard.web.csrf import protect
from jobboard.web.html import one_line
from jobboard.web.limits import limited

CHANGES = "300 per hour"


@bp.get("/<token>")
@access.public
def show(token: str) -> Any:
    alert = _alert(token)
    form = ChangeForm(formdata=None, q=alert.search.q, rhythm=str(alert.rhythm))
    return _page(alert, token, form, _wanted(alert))


@bp.post("/<token>/change")
@access.public
@limited("alert-change", by_address=CHANGES)
def change(token: str) -> Any:
    alert = _alert(token)
    form = ChangeForm()
    search, notes = search_in(request.form)
    found = wanted(search, notes=notes, own=own_of(alert.person), now=clock())
    if not form.validate_on_submit():
        return _page(alert, token, form, found), 422
    try:
        actions.change(alert, found, form.how_often, now=clock())
        db.session.commit()
    except JobboardError as refused:
        db.session.rollback()
        form.form_errors.append(refused.message)
        return _page(alert, token, form, found), 422
    return _done(token, "The alert is changed.")


@bp.post("/<token>/pause")
@access.public
@limited("alert-change", by_address=CHANGES)
def pause(token: str) -> Any:
    actions.pause(_alert(token), now=clock())
    db.session.commit()
    return _done(token, "The alert is paused: it writes again when you switch it on.")


@bp.post("/<token>/resumption")
@access.public
@limited("alert-change", by_address=CHANGES)
def resume(token: str) -> Any:
    alert = _alert(token)
    if alert.state == AlertState.STOPPED:
        actions.start_again(alert, now=clock())
    else:
        actions.resume(alert, now=clock())
    db.session.commit()
    return _done(token, "The alert is on.")


@bp.get("/<token>/stop")
@access.public
def ask_to_stop(token: str) -> Any:
    """A GET changes nothing: mail scanners follow every link."""
    return render_template("alerts/stop.html", alert=_alert(token), token=token)


@bp.post("/<token>/stop")
@protect.exempt
@access.public
def stop(token: str) -> Any:
    """RFC 8058: mail programs post here, without a cookie and without a page before it. The signed
    link is all that it takes, so no other site can stop what it has no link to."""
    alert = _alert(token)
    actions.stop(alert, now=clock())
    db.session.commit()
    return render_template("alerts/stopped.html", alert=alert, token=token)


@bp.get("/<token>/feedback/<int:posting_id>")
@access.public
def feedback(token: str, posting_id: int) -> Any:
    alert = _alert(token)
    posting = db.one_or_404(queries.sent_posting(alert, posting_id))
    form = FeedbackForm(formdata=None)
    return render_template("alerts/feedback.html", form=form, posting=posting, token=token)


@bp.post("/<token>/feedback/<int:posting_id>")
@access.public
@limited("alert-change", by_address=CHANGES)
def say_why_not(token: str, posting_id: int) -> Any:
    alert = _alert(token)
    posting = db.one_or_404(queries.sent_posting(alert, posting_id))
    form = FeedbackForm()
    if not form.validate_on_submit():
        page = render_template("alerts/feedback.html", form=form, posting=posting, token=token)
        return page, 422
    note = one_line(form.note.data or "")
    actions.say_why_not(alert, posting, reason=form.reason.data, note=note, now=clock())
    db.session.commit()
    return _done(token, "Thank you. If it can be helped by other choices, change them here.")


def _alert(token: str) -> Alert:
    """One that its owner has said yes to."""
    alert = tokens.alert_of(token)
    if alert is None or alert.state == AlertState.WAITING:
        abort(404)
    return alert


def _wanted(alert: Alert) -> Wanted:
    return wanted(alert.search, own=own_of(alert.person), now=clock())


def _done(token: str, said: str) -> Any:
    flash(said, "success")
    return redirect(url_for(".show", token=token), 303)


def _page(alert: Alert, token: str, form: ChangeForm, found: Wanted) -> str:
    return render_template(
        "alerts/show.html", alert=alert, token=token, form=form, wanted=found, rhythms=RHYTHMS
    )
