"""What templates may say beside Jinja's own: times in the site's zone, dates, rich text."""

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from jobboard import taxonomy
from jobboard.clock import clock
from jobboard.settings import current_settings
from jobboard.web.html import shown


def init_app(app: Flask) -> None:
    app.add_template_filter(day, "day")
    app.add_template_filter(moment, "moment")
    app.add_template_filter(ago, "ago")
    app.add_template_filter(rich, "rich")
    app.add_template_filter(last_day, "last_day")
    # A global, not a part of the context: imported macros see it too.
    app.jinja_env.globals["taxonomy"] = taxonomy
    app.context_processor(lambda: {"settings": current_settings(), "clock": clock})


def day(value: datetime | date | None) -> str:
    """`November 21, 2026`, in the site's zone."""
    if value is None:
        return ""
    local = value.astimezone(current_settings().zone) if isinstance(value, datetime) else value
    return f"{local:%B} {local.day}, {local.year}"


def last_day(expires_at: datetime | None) -> date | None:
    """The last day of a run: `expires_at` is the midnight after it."""
    if expires_at is None:
        return None
    local = expires_at.astimezone(current_settings().zone)
    at_midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
    return date.fromordinal(local.date().toordinal() - 1) if at_midnight else local.date()


def moment(value: datetime | None) -> str:
    """`November 21, 2026, 3:05 PM EST`."""
    if value is None:
        return ""
    local = value.astimezone(current_settings().zone)
    return f"{day(value)}, {local.hour % 12 or 12}:{local:%M %p %Z}"


def ago(value: datetime | date | None, now: datetime | None = None) -> str:
    """`today`, `yesterday`, `3 days ago`, later the date."""
    if value is None:
        return ""
    zone = current_settings().zone
    local = value.astimezone(zone).date() if isinstance(value, datetime) else value
    days = ((now or clock()).astimezone(zone).date() - local).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 45 else day(local)


def rich(cleaned: str) -> Markup:
    """Rich text that was cleaned when it was written."""
    return shown(cleaned)
