"""Companies: founding one, saying what it is, and the page that everybody sees."""

from textwrap import shorten
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access, taxonomy
from jobboard.clock import clock
from jobboard.db import db
from jobboard.employers import actions, queries
from jobboard.employers.forms import CompanyForm, CompanyName
from jobboard.employers.models import Employer, MemberRole, Membership
from jobboard.errors import NotAllowed
from jobboard.landing import queries as landing
from jobboard.landing.drawing import Picture, picture
from jobboard.landing.pay import Spread
from jobboard.postings import queries as postings
from jobboard.postings import structured
from jobboard.postings.showing import lines_of
from jobboard.settings import current_settings
from jobboard.web.html import plain
from jobboard.web.limits import limited
from jobboard.web.paging import addresses, paging

bp = Blueprint("employers", __name__)

JOBS_ON_A_PAGE = 25


@bp.get("/employer/new")
@access.signed_in
def new() -> Any:
    return render_template("employers/new.html", form=CompanyName())


@bp.post("/employer/new")
@access.signed_in
@limited("found a company", by_account="10 per day")
def found() -> Any:
    form = CompanyName()
    if current_user.confirmed_at is None:
        raise NotAllowed("Please confirm your email address first: open the link we sent you.")
    if not form.validate_on_submit():
        return render_template("employers/new.html", form=form), 422
    person = current_user._get_current_object()
    employer = actions.found(form.name.data or "", by=person, now=clock())
    db.session.commit()
    flash(f"{employer.name} is founded. Tell candidates a little about it.", "success")
    return redirect(url_for("employers.edit", company=employer.slug), 303)


@bp.get("/employer/<company>/company")
@access.employer
def edit(company: str) -> Any:
    member = _member_of(company)
    return _page(member, CompanyForm.showing(member.employer))


@bp.post("/employer/<company>/company")
@access.employer
def describe(company: str) -> Any:
    member = _member_of(company)
    if member.role != MemberRole.OWNER:
        raise NotAllowed("Only an owner of the company can change its page.")
    form = CompanyForm.sent()
    if not form.validate_on_submit():
        return _page(member, form), 422
    actions.describe(member.employer, form.details())
    db.session.commit()
    flash("Saved.", "success")
    return redirect(url_for("employers.edit", company=company), 303)


@bp.get("/employers/<slug>")
@access.public
def show(slug: str) -> Any:
    """The company's own page. Before anything of it was approved, only its people see it."""
    employer = db.one_or_404(queries.by_slug(slug))
    known = queries.was_ever_public(employer)
    if employer.is_suspended or not (known or _is_member(employer)):
        abort(404)
    now = clock()
    query = postings.public_of_employer(employer, now)
    shown = paging(request.args, total=postings.count(query), size=JOBS_ON_A_PAGE)
    jobs = db.session.scalars(query.limit(shown.size).offset(shown.offset)).all()
    return render_template(
        "employers/show.html",
        employer=employer,
        kind=taxonomy.EMPLOYER_KINDS.get(employer.kind or ""),
        state=taxonomy.STATES.get(employer.state or ""),
        jobs=lines_of(jobs),
        shown=shown,
        page_address=addresses(request.path, request.args),
        is_known=known,
        for_robots=known and shown.total >= landing.ENOUGH_FOR_ROBOTS,
        pay=_posted_pay(employer),
        canonical=_address_of(employer),
        structured=_structured(employer) if known else [],
    )


def _posted_pay(employer: Employer) -> list[tuple[str, Spread, Picture]]:
    key = ("employer", employer.slug)
    found = landing.pay_of([key]).get(key)
    return [("", found, picture(found))] if found else []


def _structured(employer: Employer) -> list[dict[str, Any]]:
    address = _address_of(employer)
    company = structured.organization(
        employer.name,
        address=address,
        site=employer.website,
        about=shorten(plain(employer.about), 300, placeholder="…"),
        city=employer.city,
        state=employer.state,
    )
    jobs = current_settings().site_url + "/jobs"
    return [company, structured.breadcrumbs([("Jobs", jobs), (employer.name, address)])]


def _address_of(employer: Employer) -> str:
    return f"{current_settings().site_url}/employers/{employer.slug}"


def _member_of(company: str) -> Membership:
    return db.one_or_404(queries.membership(current_user, company))


def _is_member(employer: Employer) -> bool:
    if not current_user.is_authenticated:
        return False
    return db.session.scalar(queries.membership(current_user, employer.slug)) is not None


def _page(member: Membership, form: CompanyForm) -> str:
    return render_template(
        "employers/edit.html",
        member=member,
        employer=member.employer,
        form=form,
        may_change=member.role == MemberRole.OWNER,
        is_known=queries.was_ever_public(member.employer),
    )
