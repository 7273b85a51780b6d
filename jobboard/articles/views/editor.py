"""Articles at the editors' desk: the list, reading, writing, and each decision at its own address."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access
from jobboard.articles import actions, queries
from jobboard.articles.forms import ArticleForm, NarrowForm, ReadForm
from jobboard.articles.lifecycle import Move, State, moves_from
from jobboard.articles.lines import sections_as_lines
from jobboard.articles.models import Article
from jobboard.articles.text import parts_of
from jobboard.clock import clock
from jobboard.codes.linking import links_to
from jobboard.db import db
from jobboard.editing import queries as editing
from jobboard.editing.showing import desk_counts
from jobboard.errors import Conflict

bp = Blueprint("article_desk", __name__, url_prefix="/editor/articles")
bp.context_processor(desk_counts)


@bp.get("")
@access.editor
def index() -> str:
    form = NarrowForm(request.args)
    state, shelf = form.asked_for()
    return render_template(
        "articles/desk/index.html",
        form=form,
        articles=db.session.scalars(queries.on_desk(state, shelf)).all(),
        is_narrowed=bool(state or shelf),
    )


@bp.get("/new")
@access.editor
def new() -> str:
    return _form_page(None, ArticleForm(formdata=None))


@bp.post("/new")
@access.editor
def write() -> Any:
    form = ArticleForm()
    text = form.read()
    if text is None:
        return _form_page(None, form), 422
    article = actions.write(text, by=current_user, now=clock())
    db.session.commit()
    flash("Saved as a draft. Another editor has to review it.", "good")
    return redirect(_address(article), 303)


@bp.get("/<slug>")
@access.editor
def show(slug: str) -> str:
    return _page(_article(slug))


@bp.get("/<slug>/text")
@access.editor
def text(slug: str) -> str:
    return _form_page(article := _article(slug), _filled(article))


@bp.post("/<slug>/text")
@access.editor
def revise(slug: str) -> Any:
    article, form = _article(slug), ArticleForm()
    text = form.read()
    if text is None:
        return _form_page(article, form), 422
    try:
        actions.refuse_stale(article, form.seen.data or "")
        actions.revise(article, text, by=current_user, now=clock())
    except Conflict:
        db.session.rollback()
        form.seen.data = str(article.revision)
        return _form_page(article, form, stale=True), 409
    db.session.commit()
    flash("This version is saved. It waits to be reviewed.", "good")
    return redirect(_address(article), 303)


@bp.get("/<slug>/versions/<int:number>")
@access.editor
def version(slug: str, number: int) -> str:
    article = _article(slug)
    found = next((one for one in queries.versions_of(article) if one.number == number), None)
    if found is None:
        abort(404)
    return render_template(
        "articles/desk/version.html",
        article=article,
        version=found,
        text=found.said,
        sections=parts_of(found.said.sections),
    )


@bp.post("/<slug>/review")
@access.editor
def review(slug: str) -> Any:
    return _decided(
        slug,
        lambda article: actions.review(article, by=current_user, now=clock()),
        "Marked as reviewed by you.",
    )


@bp.post("/<slug>/publication")
@access.editor
def publish(slug: str) -> Any:
    return _decided(
        slug, lambda article: actions.publish(article, now=clock()), "Published for every reader."
    )


@bp.post("/<slug>/withdrawal")
@access.editor
def withdraw(slug: str) -> Any:
    return _decided(
        slug, lambda article: actions.withdraw(article, now=clock()), "No reader sees it any more."
    )


@bp.post("/<slug>/waiting/removal")
@access.editor
def let_go(slug: str) -> Any:
    return _decided(
        slug,
        lambda article: actions.let_go(article, now=clock()),
        "The new version is let go. It stays among the versions.",
    )


def _decided(slug: str, decide: Callable[[Article], None], said: str) -> Any:
    article, form = _article(slug), ReadForm()
    if not form.validate_on_submit():
        return _page(article), 400
    try:
        actions.refuse_stale(article, form.seen.data or "")
        decide(article)
    except Conflict as refusal:
        db.session.rollback()
        return _page(article, trouble=refusal.message), 409
    db.session.commit()
    flash(said, "good")
    return redirect(_address(article), 303)


def _article(slug: str) -> Article:
    return db.first_or_404(db.select(Article).where(Article.slug == slug))


def _address(article: Article) -> str:
    return url_for("article_desk.show", slug=article.slug)


def _page(article: Article, *, trouble: str = "") -> str:
    """What is to be decided on: the version that waits, or what the article says."""
    text = queries.version(article, article.waiting).said if article.waiting else article.text
    moves = set(moves_from(State(article.state)))
    return render_template(
        "articles/desk/show.html",
        article=article,
        text=text,
        sections=parts_of(text.sections),
        links=links_to(list(text.codes)),
        moves={move.value for move in moves},
        is_its_author=current_user.id in queries.writers_of(article),
        may_review=Move.REVIEW in moves and (bool(article.waiting) or not article.is_reviewed),
        versions=queries.versions_of(article),
        problems=db.session.scalars(editing.problems_about("article", article.slug)).all(),
        form=ReadForm(formdata=None, data={"seen": str(article.revision)}),
        trouble=trouble,
    )


def _filled(article: Article) -> ArticleForm:
    text = queries.version(article, article.waiting).said if article.waiting else article.text
    return ArticleForm.showing(text, seen=str(article.revision))


def _form_page(article: Article | None, form: ArticleForm, *, stale: bool = False) -> str:
    theirs = sections_as_lines(article.text.sections) if article and stale else ""
    return render_template(
        "articles/desk/write.html", article=article, form=form, stale=stale, theirs=theirs
    )
