"""The board served to a browser, as for the site's own pages."""

from tests.site.conftest import browse, served

__all__ = ["browse", "served"]
