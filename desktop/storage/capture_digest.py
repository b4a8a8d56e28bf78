"""Digest of the capture triggers; `python -m desktop.storage.schema_file` writes it."""

DIGEST = "836ce7d152b51bcb1f239742c0f899471322d3fc40186c5a9d7c5a8b550cd55b"
