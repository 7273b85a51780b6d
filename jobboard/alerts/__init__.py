"""Saved searches that write letters: each job at most once to each of them, ever."""
