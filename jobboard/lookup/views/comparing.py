"""Two or three codes side by side."""

from typing import Any

from flask import Blueprint, render_template, request

from jobboard import access
from jobboard.clock import clock
from jobboard.lookup.comparing import FEWEST, MOST, compare
from jobboard.lookup.forms import LONGEST_TYPED

bp = Blueprint("compare", __name__)


@bp.get("/codes/compare")
@access.public
def show() -> Any:
    written = [text[:LONGEST_TYPED].replace("\0", "") for text in request.args.getlist("code")]
    comparison = compare(written, now=clock())
    return render_template(
        "lookup/compare.html",
        comparison=comparison,
        written=(written + [""] * MOST)[:MOST],
        is_enough=len(comparison.columns) >= FEWEST,
    )
