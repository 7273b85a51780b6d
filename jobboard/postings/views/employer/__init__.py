"""A company's own pages: its postings from draft to closed. `bp` is registered by `create_app`."""

from jobboard.postings.views.employer import desk, moves, suggesting, writing  # noqa: F401
from jobboard.postings.views.employer.loading import bp

__all__ = ["bp"]
