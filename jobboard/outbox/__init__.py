"""What must happen after a transaction, written down inside it and done by the worker later."""

from jobboard.outbox.writing import note

__all__ = ["note"]
