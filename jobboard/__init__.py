"""A job board for medical coding careers. `create_app` is the only place where its parts meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `import jobboard` stays quick: commands and child processes start often
    from flask import Flask

    from jobboard.gateways import Gateways
    from jobboard.settings import Settings

BLUEPRINTS = (
    "jobboard.site.views:bp",
    "jobboard.search.views:bp",
    "jobboard.landing.views:bp",
    "jobboard.codes.views:bp",
    "jobboard.codes.checks.views:bp",
    "jobboard.editing.views.desk:bp",
    "jobboard.editing.views.reporting:bp",
    "jobboard.lookup.views.looking:bp",
    "jobboard.lookup.views.own:bp",
    "jobboard.lookup.views.comparing:bp",
    "jobboard.articles.views.public:bp",
    "jobboard.articles.views.editor:bp",
    "jobboard.assistant.views:bp",
    "jobboard.consult.views:bp",
    "jobboard.consult.mail.views:bp",
    "jobboard.places.views:bp",
    "jobboard.employers.views:bp",
    "jobboard.postings.views.public:bp",
    "jobboard.postings.views.employer:bp",
    "jobboard.candidates.views.resumes:bp",
    "jobboard.candidates.views.profile:bp",
    "jobboard.candidates.views.jobs:bp",
    "jobboard.alerts.views:bp",
    "jobboard.applications.views.apply:bp",
    "jobboard.applications.views.candidate:bp",
    "jobboard.applications.views.employer:bp",
    "jobboard.moderation.views.desk:bp",
    "jobboard.moderation.views.reporting:bp",
    "jobboard.web.health:bp",
)

# Each has an `init_app(app)`; the order matters where one builds on another.
PARTS = (
    "jobboard.web.routing",
    "jobboard.web.journal",
    "jobboard.web.headers",
    "jobboard.web.metrics",
    "jobboard.web.assets",
    "jobboard.web.filters",
    "jobboard.errors",
    "jobboard.accounts",
    "jobboard.web.limits",
    "jobboard.web.dev",
    "jobboard.search.listener",
    "jobboard.assistant.passages.listener",
    "jobboard.search.sharing",
    "jobboard.search.similar",
    "jobboard.outbox.bell",
    "jobboard.postings.showing",
    "jobboard.codes.note_links",
    "jobboard.articles.showing",
)

UPLOAD_LIMIT = 6 * 1024 * 1024
FORM_LIMIT = 1024 * 1024


def create_app(settings: Settings, gateways: Gateways | None = None) -> Flask:
    """The whole board on these settings. Tests hand in their own gateways."""
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix
    from werkzeug.utils import import_string

    from jobboard import db, models  # noqa: F401 - every table is known before the first query
    from jobboard import gateways as outside
    from jobboard.settings import ROOT
    from jobboard.web import templating
    from jobboard.web.routing import AnyCaseHost

    app = Flask(
        "jobboard", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static")
    )
    app.config.from_mapping(_config(settings))
    app.extensions["settings"] = settings
    app.extensions["gateways"] = gateways or outside.build(settings)
    templating.set_up(app)
    app.wsgi_app = AnyCaseHost(app.wsgi_app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    for part in PARTS:
        import_string(f"{part}:init_app")(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(import_string(blueprint))
    return app


def _config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key.get_secret_value() or "only-for-the-demo-" + "x" * 32,
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "TRUSTED_HOSTS": None if settings.demo else settings.trusted_hosts,
        "MAX_CONTENT_LENGTH": UPLOAD_LIMIT,
        "MAX_FORM_MEMORY_SIZE": FORM_LIMIT,
        "MAX_FORM_PARTS": 2000,
        "SESSION_COOKIE_SECURE": settings.site_url.startswith("https://"),
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
        "PREFERRED_URL_SCHEME": settings.site_url.partition(":")[0],
    }
