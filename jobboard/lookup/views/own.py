"""What a signed-in person keeps of codes: favorites, notes, recent ones, lists. Nobody else's are
ever loaded: other people's lists are 404."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.codes.models import Code
from jobboard.codes.queries import find_code
from jobboard.codes.systems import SYSTEMS, key_of, normalize
from jobboard.db import db
from jobboard.lookup import finding, keeping, queries
from jobboard.lookup.forms import AddForm, ListForm, NoteForm
from jobboard.lookup.keeping import ListRefused
from jobboard.lookup.models import CodeList
from jobboard.lookup.spreadsheet import as_csv
from jobboard.settings import current_settings

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
    if chosen.isdigit():
        code_list = _list_or_404(int(chosen))
    else:
        code_list = keeping.make_list(_free_name(), by=current_user, now=clock())
    _add(code_list, found)
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
    said, site = _summaries(code_list.entries), current_settings().site_url
    rows = [
        (SYSTEMS[e.system].label, e.shown, said.get((e.system, e.key), ""), site + e.url)
        for e in code_list.entries
    ]
    answer = Response(as_csv(("System", "Code", "Description", "Page"), rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="codes-{code_list.id}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/mine/lists/<int:list_id>/entries")
@access.signed_in
def add_entry(list_id: int) -> Any:
    code_list, form = _list_or_404(list_id), AddForm()
    code = _meant(form.code.data or "") if form.validate_on_submit() else None
    if code is None:
        form.code.errors = list(form.code.errors) or ["Our reference has no such code."]
        return _list_page(code_list, form), 422
    _add(code_list, code)
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
    keeping.rename_list(code_list, form.name.data or "", by=current_user, now=clock())
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
        said=_summaries([*favorites, *recent, *noted]),
    )


def _list_page(code_list: CodeList, form: AddForm, naming: ListForm | None = None) -> str:
    return render_template(
        "lookup/list.html",
        code_list=code_list,
        said=_summaries(code_list.entries),
        form=form,
        naming=naming or ListForm(formdata=None, name=code_list.name),
    )


def _summaries(rows: Any) -> dict[tuple[str, str], str]:
    return queries.summaries_of((row.system, row.key) for row in rows)


def _add(code_list: CodeList, code: Code) -> None:
    added = keeping.add_to_list(code_list, code, now=clock())
    db.session.commit()
    said = "is now in" if added else "is already in"
    flash(f"{code.label} {said} “{code_list.name}”.", "success")


def _free_name() -> str:
    """The name of a person's first list that is made from a code's page."""
    names = set(db.session.scalars(queries.lists_of(current_user).with_only_columns(CodeList.name)))
    wanted = ("My codes", *(f"My codes {number}" for number in range(2, keeping.MOST_LISTS + 2)))
    return next(name for name in wanted if name not in names)


def _meant(text: str) -> Code | None:
    """The one code that was typed, of the likeliest system that has it."""
    hits = finding.find(text, now=clock()).hits
    exact = [hit for hit in hits if _is_exactly(hit, text)]
    return find_code(exact[0].system, normalize(exact[0].system, exact[0].code)) if exact else None


def _is_exactly(hit: finding.Hit, text: str) -> bool:
    named, _, rest = text.rpartition(":")
    if named.strip().lower() not in ("", hit.system):
        return False
    try:
        return key_of(hit.system, normalize(hit.system, rest)) == hit.key
    except ValueError:
        return False


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
