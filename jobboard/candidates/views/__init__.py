"""A candidate's own pages: résumés, profile, and the jobs they keep."""
