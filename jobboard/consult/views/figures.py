"""The figures of the desk, for consultants and for admins."""

from datetime import timedelta
from typing import Any

from flask import render_template

from jobboard import access
from jobboard.clock import clock
from jobboard.consult import figures as reckoning
from jobboard.consult import targets
from jobboard.consult.views import bp
from jobboard.consult.views.loading import consultant_here

LOOK_BACK = timedelta(days=90)


@bp.get("/consultant/figures")
@access.consultant
def figures() -> Any:
    consultant_here()
    return _page("consult/figures.html")


@bp.get("/admin/consult")
@access.admin
def admin_figures() -> Any:
    return _page("consult/admin_figures.html")


def _page(template: str) -> str:
    now = clock()
    return render_template(
        template,
        figures=reckoning.since(now - LOOK_BACK, now=now),
        needs=reckoning.needs(now - LOOK_BACK),
        in_words=lambda span: targets.in_words(span) if span is not None else "nothing yet",
        days=LOOK_BACK.days,
    )
