"""Digest of the capture triggers; `python -m desktop.storage.schema_file` writes it."""

DIGEST = "34469ad3d9031c67b5ff4401c87eedfcdda032aa4dd928fb9b53dbbd75b39abe"
