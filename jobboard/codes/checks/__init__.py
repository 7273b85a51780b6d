"""Checkers: may these two be billed together, how many, with which modifier, and for how much."""
