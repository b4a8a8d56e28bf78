"""Digest of the capture triggers; `python -m desktop.storage.schema_file` writes it."""

DIGEST = "f545a313333c0d0c5b6e1ebfd93da1657eb238f6ba68ff127816826412bec5c5"
