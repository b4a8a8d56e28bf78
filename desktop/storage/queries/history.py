"""Who changed what, and how to take an action back: read from the change log."""

from desktop.storage.queries.base import Queries


class HistoryQueries(Queries):
    """Filled from sync.client.history once a record is asked for."""
