"""Who may open a page. Every view wears exactly one of these, and a test reads the list."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, redirect, request, url_for
from flask_login import current_user

from jobboard.errors import NotAllowed

View = TypeVar("View", bound=Callable[..., Any])

# Pages that libraries bring, and who may open them.
FOREIGN: dict[str, str] = {"static": "public"}

# Roles whose power over other people's things asks for a second factor.
GUARDED_ROLES = frozenset({"moderator", "admin"})


def public(view: View) -> View:
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    return _guard(view, "signed_in", None)


def candidate(view: View) -> View:
    return _guard(view, "candidate", "candidate")


def employer(view: View) -> View:
    """For members of a company; whose company it is, the view's query decides (404)."""
    return _guard(view, "employer", "employer")


def editor(view: View) -> View:
    return _guard(view, "editor", "editor")


def consultant(view: View) -> View:
    return _guard(view, "consultant", "consultant")


def moderator(view: View) -> View:
    return _guard(view, "moderator", "moderator")


def admin(view: View) -> View:
    return _guard(view, "admin", "admin")


def machine(view: View) -> View:
    """For the operator's own machines: not from outside, unless a token says so."""
    view.access = "machine"  # type: ignore[attr-defined]
    return view


def _guard(view: View, name: str, role: str | None) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return to_sign_in()
        if role is not None and not current_user.has_role(role):
            raise NotAllowed(f"This page is for people with the {role} role.")
        if role in GUARDED_ROLES and _second_factor_missing():
            return redirect(url_for("security.two_factor_setup"))
        return view(*args, **kwargs)

    guarded.access = name  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def to_sign_in() -> Any:
    """And back afterward, to a page that was asked for with GET; others cannot be shown again."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=back))


def _second_factor_missing() -> bool:
    settings = current_app.extensions["settings"]
    return settings.second_factor_required and not current_user.tf_primary_method
