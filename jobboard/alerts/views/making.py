"""From a search to an alert: the form, the yes by letter, and a person's list."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access
from jobboard.accounts.context import person
from jobboard.accounts.models import User
from jobboard.alerts import actions, queries, tokens
from jobboard.alerts.forms import AskForm, ChangeForm, search_in
from jobboard.alerts.rhythm import RHYTHMS
from jobboard.alerts.saving import Wanted, own_of, wanted
from jobboard.alerts.views import bp
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import JobboardError
from jobboard.postings.queries import ever_public
from jobboard.search.alike import search_like
from jobboard.search.criteria import Search, read
from jobboard.web.limits import Limit

BY_PERSON = Limit("alert", by_account="60 per hour")
BY_ADDRESS = Limit("alert-address", by_account="5 per hour", by_address="30 per hour")


@bp.get("")
@access.signed_in
def index() -> Any:
    alerts = db.session.scalars(queries.shown_to(current_user)).all()
    rows = [(alert, tokens.token_of(alert)) for alert in alerts]
    return render_template("alerts/mine.html", alerts=rows, rhythms=RHYTHMS)


@bp.get("/new")
@access.public
def new() -> Any:
    """With the search's own parameters, or `like` a job."""
    search, notes = _asked_for()
    one = person()
    form = ChangeForm(formdata=None) if one else AskForm(formdata=None)
    form.q.data = search.q
    return _page(form, wanted(search, notes=notes, own=own_of(one), now=clock()))


@bp.post("/new")
@access.public
def create() -> Any:
    one = person()
    form = ChangeForm() if one else AskForm()
    search, notes = search_in(request.form)
    found = wanted(search, notes=notes, own=own_of(one), now=clock())
    if not form.validate_on_submit():
        return _page(form, found), 422
    return _save(one, form, found) if one else _ask(form, found)


@bp.get("/asked")
@access.public
def asked() -> Any:
    """The same page for every address."""
    return render_template("alerts/asked.html")


@bp.get("/yes/<token>")
@access.public
def yes(token: str) -> Any:
    """Mail scanners follow links, so the page has a button."""
    alert = tokens.alert_of(token, tokens.CONFIRM)
    if alert is None:
        abort(404)
    return render_template("alerts/yes.html", alert=alert, rhythms=RHYTHMS)


@bp.post("/yes/<token>")
@access.public
def confirm(token: str) -> Any:
    alert = tokens.alert_of(token, tokens.CONFIRM)
    if alert is None:
        abort(404)
    actions.confirm(alert, now=clock())
    db.session.commit()
    flash("The alert is on.", "success")
    return redirect(url_for(".show", token=tokens.token_of(alert)), 303)


def _asked_for() -> tuple[Search, tuple[str, ...]]:
    args = request.args.copy()
    like = args.pop("like", "")
    if not like:
        return read(args)
    number = int(like) if like.isascii() and like.isdigit() and len(like) < 10 else 0
    posting = db.one_or_404(ever_public(number))
    if posting.shown is None or posting.hidden_at is not None:
        abort(404)
    return search_like(posting.shown.says()), ()


def _save(one: User, form: Any, found: Wanted) -> Any:
    BY_PERSON.count(f"person {one.id}")
    try:
        alert = actions.save(one, found, form.how_often, now=clock())
    except JobboardError as refused:
        db.session.rollback()
        form.form_errors.append(refused.message)
        return _page(form, found), 422
    db.session.commit()
    flash("The alert is on.", "success")
    return redirect(url_for(".show", token=tokens.token_of(alert)), 303)


def _ask(form: Any, found: Wanted) -> Any:
    BY_ADDRESS.count(form.email.data)
    if not form.from_a_program:
        actions.ask(form.email.data, found, form.how_often, now=clock())
        db.session.commit()
    return redirect(url_for(".asked"), 303)


def _page(form: Any, found: Wanted) -> str:
    return render_template("alerts/new.html", form=form, wanted=found)
