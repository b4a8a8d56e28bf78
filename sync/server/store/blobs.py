"""Where attachments lie: a folder of the server's, or a bucket that all its processes reach."""

from collections.abc import Sequence
from typing import Protocol

MAX_CHUNKS = 4096
"""Of one blob: a gigabyte, five times what a laptop attaches."""


class Blobs(Protocol):
    """Takes chunks in any order and hands them out; a blob exists once its whole hash is right."""

    def missing(self, scope: str, sha256: str, size_bytes: int) -> Sequence[int]:
        """Chunk numbers that are not here; none means stored and verified."""

    def put(self, scope: str, sha256: str, index: int, data: bytes) -> None:
        """Keep a chunk; durable when it returns."""

    def chunk(self, scope: str, sha256: str, index: int) -> bytes:
        """Empty where there is none."""


class BlobProblem(Exception):
    """Attachments cannot be reached; its text is a sentence for the person who runs the server."""
