"""About, safety, terms, privacy, contact, and what machines ask for at the root."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, url_for

from jobboard import access
from jobboard.clock import clock
from jobboard.db import db
from jobboard.settings import current_settings
from jobboard.site import actions, sitemap
from jobboard.site.forms import ContactForm
from jobboard.web.conditional import kept_by_readers
from jobboard.web.limits import limited

bp = Blueprint("site", __name__)

# Pages for signed-in people and machines hold nothing that a search engine could show.
CLOSED_TO_CRAWLERS = (
    "/account/",
    "/admin/",
    "/alerts",
    "/api/",
    "/candidate/",
    "/consultant/",
    "/editor/",
    "/employer/",
    "/moderation/",
)


@bp.get("/about")
@access.public
def about() -> str:
    return render_template("site/about.html")


@bp.get("/for-employers")
@access.public
def for_employers() -> str:
    return render_template("site/for_employers.html")


@bp.get("/safety")
@access.public
def safety() -> str:
    return render_template("site/safety.html")


@bp.get("/terms")
@access.public
def terms() -> str:
    return render_template("site/terms.html")


@bp.get("/privacy")
@access.public
def privacy() -> str:
    return render_template("site/privacy.html")


@bp.get("/contact")
@access.public
def contact() -> str:
    return render_template("site/contact.html", form=ContactForm())


@bp.post("/contact")
@access.public
@limited("contact", by_address="5 per hour")
def send_message() -> Any:
    form = ContactForm()
    if not form.validate_on_submit():
        return render_template("site/contact.html", form=form), 422
    if not form.from_a_program:
        actions.write_to_operator(form.message())
        db.session.commit()
    flash("Your message is on its way. We answer by email.", "success")
    return redirect(url_for("site.contact"))


@bp.get("/robots.txt")
@access.public
def robots() -> Response:
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in CLOSED_TO_CRAWLERS]
    lines += ["", f"Sitemap: {current_settings().site_url}/sitemap.xml", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@bp.get("/sitemap.xml")
@access.public
def site_map() -> Response:
    return _sitemap(sitemap.index(current_settings().site_url, clock()))


@bp.get("/sitemap-<name>-<int:number>.xml")
@access.public
def site_map_piece(name: str, number: int) -> Response:
    found = sitemap.piece(name, number, current_settings().site_url, clock())
    return _sitemap(found) if found else abort(404)


def _sitemap(text: str) -> Response:
    return kept_by_readers(Response(text, mimetype="application/xml"), max_age=600)


@bp.get("/opensearch.xml")
@access.public
def opensearch() -> Response:
    """What a browser needs to offer this board among its search engines."""
    settings = current_settings()
    text = render_template("site/opensearch.xml", site=settings.site_url)
    answer = Response(text, mimetype="application/opensearchdescription+xml")
    return kept_by_readers(answer, max_age=24 * 60 * 60)


@bp.get("/favicon.ico")
@access.public
def favicon() -> Response:
    icon = Path(current_app.static_folder or "static") / "img" / "favicon.ico"
    answer = Response(icon.read_bytes(), mimetype="image/x-icon")
    answer.cache_control.public = True
    answer.cache_control.max_age = 7 * 24 * 60 * 60
    return answer
