"""Digest of the capture triggers; `python -m desktop.storage.schema_file` writes it."""

DIGEST = "fcd9c78f7c9d27fdcd3d97c3bfc62355fbd654b6c88e79ce59000ca728079657"
