"""Digest of the capture triggers; `python -m desktop.storage.schema_file` writes it."""

DIGEST = "8dba3a457608985c45ab9e6adac8a38cef3a2fa84a8034c1ea08eedc90f18558"
