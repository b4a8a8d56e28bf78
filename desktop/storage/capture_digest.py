"""Digest of the capture triggers; `python -m desktop.storage.schema_file` writes it."""

DIGEST = "6e27b9a16ca4c4ac74d8deffc515545b063ce9acb0b66e0ecacfaa0a167e3cbd"
