"""What a signed-in person keeps of codes: favorites, notes, recent ones, lists. Nobody else's are
ever loaded: other people's lists are 404."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.codes.models import Code
from jobboard.codes.naming import NamesACode
from jobboard.codes.queries import find_code
from jobboard.codes.systems import SYSTEMS, normalize
from jobboard.db import db
from jobboard.lookup import keeping, queries
from jobboard.lookup.forms import AddForm, ListForm, NoteForm
from jobboard.lookup.keeping import ListRefused
from jobboard.lookup.meant import MOST_OF_A_RANGE, codes_listed, first_unknown
from jobboard.lookup.models import CodeList
from jobboard.lookup.queries import Said
from jobboard.lookup.spreadsheet import as_csv
from jobboard.settings import current_settings

NEW_LIST = "new"
COLUMNS = "System", "Code", "Description", "State", "Page"
UNKNOWN = Said("")
# A number that a database can look for.
A_ROW = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)

# Above this, their number says it better.
MOST_NAMED = 12
TOO_LONG_A_RANGE = f"A range may bring at most {MOST_OF_A_RANGE} codes: type a narrower one."

bp = Blueprint("own_codes", __name__, url_prefix="/codes")


@bp.get("/mine")
@access.signed_in
def show() -> Any:
    return _mine(ListForm())


@bp.post("/<system>/<code>/favorite")
@access.signed_in
def favor(system: str, code: str) -> Any:
    found = _code_or_404(system, code)
    keeping.mark_favorite(found, by=current_user, now=clock())
    db.session.commit()
    return _back_to(found)


@bp.post("/<system>/<code>/favorite/removal")
@access.signed_in
def unfavor(system: str, code: str) -> Any:
    found = _code_or_404(system, code)
    keeping.unmark_favorite(found, by=current_user)
    db.session.commit()
    return _back_to(found)


@bp.get("/<system>/<code>/note")
@access.signed_in
def note(system: str, code: str) -> Any:
    found = _code_or_404(system, code)
    mark = queries.mark_of(current_user, found)
    form = NoteForm(note=mark.note if mark else "")
    return render_template("lookup/note.html", code=found, form=form)


@bp.post("/<system>/<code>/note")
@access.signed_in
def write_note(system: str, code: str) -> Any:
    found = _code_or_404(system, code)
    form = NoteForm()
    if not form.validate_on_submit():
        return render_template("lookup/note.html", code=found, form=form), 422
    keeping.write_note(found, form.note.data or "", by=current_user, now=clock())
    db.session.commit()
    flash("Your note is saved." if form.note.data else "Your note is gone.", "success")
    return _back_to(found)


@bp.post("/<system>/<code>/lists")
@access.signed_in
def put_on_list(system: str, code: str) -> Any:
    found = _code_or_404(system, code)
    chosen = request.form.get("list", "")
    if chosen == NEW_LIST:
        code_list = keeping.make_list(_free_name(), by=current_user, now=clock())
    else:
        code_list = _list_or_404(int(chosen) if A_ROW.fullmatch(chosen) else 0)
    _add(code_list, [found])
    return _back_to(found)


@bp.post("/mine/recent/clearing")
@access.signed_in
def clear_recent() -> Any:
    keeping.forget_recent(by=current_user)
    db.session.commit()
    flash("Your recent codes are forgotten.", "success")
    return redirect(url_for("own_codes.show"))


@bp.post("/mine/lists")
@access.signed_in
def make_list() -> Any:
    form = ListForm()
    if not form.validate_on_submit():
        return _mine(form), 422
    try:
        made = keeping.make_list(form.name.data or "", by=current_user, now=clock())
    except ListRefused as refused:
        form.name.errors = [refused.message]
        return _mine(form), 422
    db.session.commit()
    return redirect(url_for("own_codes.show_list", list_id=made.id))


@bp.get("/mine/lists/<int:list_id>")
@access.signed_in
def show_list(list_id: int) -> Any:
    return _list_page(_list_or_404(list_id), AddForm(formdata=None))


@bp.get("/mine/lists/<int:list_id>.csv")
@access.signed_in
def download(list_id: int) -> Response:
    code_list = _list_or_404(list_id)
    answer = Response(as_csv(COLUMNS, _rows(code_list)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="codes-{code_list.id}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/mine/lists/<int:list_id>/entries")
@access.signed_in
def add_entry(list_id: int) -> Any:
    code_list, form = _list_or_404(list_id), AddForm()
    codes = codes_listed(form.code.data or "") if form.validate_on_submit() else []
    if not codes or len(codes) > MOST_OF_A_RANGE:
        trouble = TOO_LONG_A_RANGE if codes else _not_known(form.code.data or "")
        form.code.errors = list(form.code.errors) or [trouble]
        return _list_page(code_list, form), 422
    try:
        _add(code_list, codes)
    except ListRefused as refused:
        db.session.rollback()
        form.code.errors = [refused.message]
        return _list_page(code_list, form), 422
    return redirect(url_for("own_codes.show_list", list_id=list_id))


@bp.post("/mine/lists/<int:list_id>/entries/removal")
@access.signed_in
def take_off(list_id: int) -> Any:
    code_list = _list_or_404(list_id)
    system, key = request.form.get("system", ""), request.form.get("key", "")
    keeping.take_off_list(code_list, system, key, now=clock())
    db.session.commit()
    return redirect(url_for("own_codes.show_list", list_id=list_id))


@bp.post("/mine/lists/<int:list_id>/name")
@access.signed_in
def rename(list_id: int) -> Any:
    code_list, form = _list_or_404(list_id), ListForm()
    if not form.validate_on_submit():
        return _list_page(code_list, AddForm(formdata=None), form), 422
    try:
        keeping.rename_list(code_list, form.name.data or "", by=current_user, now=clock())
    except ListRefused as refused:
        form.name.errors = [refused.message]
        return _list_page(code_list, AddForm(formdata=None), form), 422
    db.session.commit()
    return redirect(url_for("own_codes.show_list", list_id=list_id))


@bp.post("/mine/lists/<int:list_id>/deletion")
@access.signed_in
def delete(list_id: int) -> Any:
    code_list = _list_or_404(list_id)
    keeping.delete_list(code_list)
    db.session.commit()
    flash(f"The list “{code_list.name}” is deleted.", "success")
    return redirect(url_for("own_codes.show"))


def _mine(form: ListForm) -> str:
    favorites = queries.favorites_of(current_user)
    recent, noted = queries.recent_of(current_user), queries.noted_of(current_user)
    return render_template(
        "lookup/mine.html",
        form=form,
        favorites=favorites,
        recent=recent,
        noted=noted,
        lists=db.session.scalars(queries.lists_of(current_user)).all(),
        said=_said_of([*favorites, *recent, *noted]),
    )


def _list_page(code_list: CodeList, form: AddForm, naming: ListForm | None = None) -> str:
    return render_template(
        "lookup/list.html",
        code_list=code_list,
        said=_said_of(code_list.entries),
        form=form,
        naming=naming or ListForm(formdata=None, name=code_list.name),
    )


def _said_of(rows: Iterable[NamesACode]) -> dict[tuple[str, str], Said]:
    return queries.said_of((row.system, row.key) for row in rows)


def _rows(code_list: CodeList) -> Iterator[tuple[str, ...]]:
    """As `COLUMNS`."""
    said, site = _said_of(code_list.entries), current_settings().site_url
    for entry in code_list.entries:
        one = said.get((entry.system, entry.key), UNKNOWN)
        state = "retired" if one.is_retired else ""
        system = SYSTEMS[entry.system].label
        yield system, entry.shown, one.summary, state, site + entry.url


def _add(code_list: CodeList, codes: Sequence[Code]) -> None:
    """All of them or, where the list has no room, none."""
    added = [keeping.add_to_list(code_list, code, now=clock()) for code in codes]
    db.session.commit()
    for said, is_new in (("now in", True), ("already in", False)):
        labels = [code.label for code, one in zip(codes, added, strict=True) if one is is_new]
        if labels:
            are = "is" if len(labels) == 1 else "are"
            named = ", ".join(labels) if len(labels) <= MOST_NAMED else f"{len(labels)} codes"
            flash(f"{named} {are} {said} “{code_list.name}”.", "success")


def _not_known(text: str) -> str:
    return f"Our reference has no “{first_unknown(text)}”."


def _free_name() -> str:
    """The name of a person's first list that is made from a code's page."""
    names = set(db.session.scalars(queries.lists_of(current_user).with_only_columns(CodeList.name)))
    wanted = ("My codes", *(f"My codes {number}" for number in range(2, keeping.MOST_LISTS + 2)))
    return next(name for name in wanted if name not in names)


def _code_or_404(system: str, code: str) -> Code:
    try:
        found = find_code(system, normalize(system, code))
    except ValueError:
        abort(404)
    return found or abort(404)


def _list_or_404(list_id: int) -> CodeList:
    query = queries.lists_of(current_user).where(CodeList.id == list_id)
    found: CodeList = db.one_or_404(query)
    return found


def _back_to(code: Code) -> Any:
    return redirect(code.url)
