"""Digest of the capture triggers; `python -m desktop.storage.schema_file` writes it."""

DIGEST = "6afc4bcd94d747e8e9714614e7575fd6508ad58acf681c13ef65f38631229678"
