"""The demo's letters in the browser, instead of in mailboxes that do not exist. Only in the demo."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from flask import Blueprint, Flask, abort, render_template

from jobboard import access
from jobboard.gateways import gateways
from jobboard.gateways.mail import Folder
from jobboard.letters import blocks_of

NEWEST = 100

bp = Blueprint("dev", __name__, url_prefix="/dev")


def init_app(app: Flask) -> None:
    if app.extensions["settings"].demo:
        app.register_blueprint(bp)


@bp.get("/letters")
@access.public
def letters() -> str:
    folder = _folder()
    newest = [(name, _mail(folder, name)) for name in folder.names()[:NEWEST]]
    return render_template("dev/letters.html", letters=newest)


@bp.get("/letters/<name>")
@access.public
def letter(name: str) -> str:
    mail = _mail(_folder(), name)
    body = mail.get_body(("plain",))
    text = str(body.get_content()).replace("\r\n", "\n") if body else ""
    return render_template("dev/letter.html", mail=mail, blocks=blocks_of(text))


def _folder() -> Folder:
    mailer = gateways().mail
    if not isinstance(mailer, Folder):
        abort(404)
    return mailer


def _mail(folder: Folder, name: str) -> EmailMessage:
    try:
        return message_from_bytes(folder.read(name), policy=policy.default)
    except FileNotFoundError:
        abort(404)
