"""Attachments' bytes on the server's disk, by scope and sha256, put together from verified chunks."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sync.messages.packing import CHUNK_BYTES

_TRIES = 3


class BlobStore:
    """Takes chunks in any order and hands them out; a blob exists once its whole hash is right."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def missing(self, scope: str, sha256: str, size_bytes: int) -> Sequence[int]:
        """Chunk numbers that are not here; none means stored and verified."""
        if self._whole(scope, sha256).exists():
            return ()
        wanted = range(max(1, -(-size_bytes // CHUNK_BYTES)))
        parts = self._parts(scope, sha256)
        missing = [n for n in wanted if not (parts / str(n)).exists()]
        if missing or self._assemble(scope, sha256, len(wanted)):
            return missing
        return list(wanted)

    def put(self, scope: str, sha256: str, index: int, data: bytes) -> None:
        parts = self._parts(scope, sha256)
        for _ in range(_TRIES):
            if self._whole(scope, sha256).exists():
                return
            parts.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # another call has put the blob together, or thrown it away
                _write_durably(parts / str(index), data)
                return

    def chunk(self, scope: str, sha256: str, index: int) -> bytes:
        """Empty where there is none."""
        try:
            with self._whole(scope, sha256).open("rb") as file:
                file.seek(index * CHUNK_BYTES)
                return file.read(CHUNK_BYTES)
        except FileNotFoundError:
            return b""

    def _assemble(self, scope: str, sha256: str, count: int) -> bool:
        """Two calls may do this at once: each writes a file of its own, and the first to end has done the work."""
        parts = self._parts(scope, sha256)
        target = self._whole(scope, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        growing = parts.with_name(f"{sha256}.{secrets.token_hex(8)}")
        try:
            is_right = _join(parts, count, growing) == sha256
        except FileNotFoundError:
            growing.unlink(missing_ok=True)
            return target.exists()
        if is_right:
            growing.replace(target)
        else:
            growing.unlink()
        # Wrong ones go as well: the sender is asked for all of them again.
        shutil.rmtree(parts, ignore_errors=True)
        return is_right

    def _whole(self, scope: str, sha256: str) -> Path:
        return self._folder / scope / sha256[:2] / sha256

    def _parts(self, scope: str, sha256: str) -> Path:
        return self._folder / scope / "arriving" / sha256


def _join(parts: Path, count: int, growing: Path) -> str:
    """Write the chunks one behind the other; answers the hash of the whole."""
    digest = hashlib.sha256()
    with growing.open("wb") as file:
        for n in range(count):
            data = (parts / str(n)).read_bytes()
            digest.update(data)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _write_durably(path: Path, data: bytes) -> None:
    growing = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with growing.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    growing.replace(path)
