"""Attachments' bytes in S3 or what speaks like it, through obstore; put together from verified chunks.

A folder is not served by this way: obstore's does not wait for the disk, and a laptop may remove its original
once the server says that it has stored it.
"""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from sync.messages.packing import CHUNK_BYTES
from sync.server.store.blobs import BlobProblem

_IN_MEMORY_BYTES = 8 << 20


class BlobBucket:
    """As `Blobs`. Address and keys come from AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY."""

    def __init__(self, store: S3Store) -> None:
        self._store = store

    @classmethod
    def at(cls, url: str) -> "BlobBucket":
        """Raises BlobProblem for an address that is none, or a bucket that cannot be read."""
        if not url.startswith("s3://"):
            raise BlobProblem(
                "Attachments lie in a folder or in s3://bucket/prefix; no other address is known."
            )
        # Plain HTTP only to a store that is named so on purpose.
        is_plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
        try:
            bucket = cls(S3Store.from_url(url, client_options={"allow_http": is_plain}))
            bucket._names("")
        except (BaseError, ValueError) as fault:
            told = str(fault).strip().splitlines()[0]
            raise BlobProblem(f"The attachments at {url} cannot be reached: {told}") from fault
        return bucket

    def missing(self, scope: str, sha256: str, size_bytes: int) -> Sequence[int]:
        if self._has(_whole(scope, sha256)):
            return ()
        wanted = range(max(1, -(-size_bytes // CHUNK_BYTES)))
        present = self._names(_parts(scope, sha256))
        missing = [n for n in wanted if str(n) not in present]
        if missing or self._assemble(scope, sha256, len(wanted)):
            return missing
        return list(wanted)

    def put(self, scope: str, sha256: str, index: int, data: bytes) -> None:
        if not self._has(_whole(scope, sha256)):
            obstore.put(self._store, f"{_parts(scope, sha256)}/{index}", data)

    def chunk(self, scope: str, sha256: str, index: int) -> bytes:
        start = index * CHUNK_BYTES
        try:
            size = obstore.head(self._store, _whole(scope, sha256))["size"]
            if start >= size:
                return b""
            end = min(size, start + CHUNK_BYTES)
            return bytes(obstore.get_range(self._store, _whole(scope, sha256), start=start, end=end))
        except FileNotFoundError:
            return b""

    def _assemble(self, scope: str, sha256: str, count: int) -> bool:
        """Two calls may do this at once: both write the same bytes under the same name."""
        parts = [f"{_parts(scope, sha256)}/{n}" for n in range(count)]
        with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as whole:
            try:
                is_right = self._join(parts, whole) == sha256
            except FileNotFoundError:
                return self._has(_whole(scope, sha256))
            if is_right:
                whole.seek(0)
                obstore.put(self._store, _whole(scope, sha256), whole)
        # Wrong ones go as well: the sender is asked for all of them again.
        with suppress(FileNotFoundError):
            obstore.delete(self._store, parts)
        return is_right

    def _join(self, parts: Sequence[str], whole: IO[bytes]) -> str:
        digest = hashlib.sha256()
        for part in parts:
            data: Any = obstore.get(self._store, part).bytes()
            digest.update(data)
            whole.write(data)
        return digest.hexdigest()

    def _has(self, name: str) -> bool:
        try:
            obstore.head(self._store, name)
        except FileNotFoundError:
            return False
        return True

    def _names(self, folder: str) -> set[str]:
        listed = obstore.list(self._store, folder or None)
        return (
            {item["path"].rpartition("/")[2] for page in listed for item in page}
            if folder
            else _first(listed)
        )


def _first(listed: Any) -> set[str]:
    """One page is enough to know that the bucket answers."""
    return {item["path"] for item in next(listed, ())}


def _whole(scope: str, sha256: str) -> str:
    return f"{scope}/{sha256[:2]}/{sha256}"


def _parts(scope: str, sha256: str) -> str:
    return f"{scope}/arriving/{sha256}"
