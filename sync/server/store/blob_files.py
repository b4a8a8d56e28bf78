"""Attachments' bytes on the server's disk, by scope and sha256, put together from verified chunks."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from sync.messages.packing import CHUNK_BYTES


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
        parts.mkdir(parents=True, exist_ok=True)
        _write_durably(parts / str(index), data)

    def chunk(self, scope: str, sha256: str, index: int) -> bytes:
        """Empty where there is none."""
        try:
            with self._whole(scope, sha256).open("rb") as file:
                file.seek(index * CHUNK_BYTES)
                return file.read(CHUNK_BYTES)
        except FileNotFoundError:
            return b""

    def _assemble(self, scope: str, sha256: str, count: int) -> bool:
        parts = self._parts(scope, sha256)
        digest = hashlib.sha256()
        target = self._whole(scope, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        growing = target.with_suffix(f".{os.getpid()}")
        with growing.open("wb") as file:
            for n in range(count):
                data = (parts / str(n)).read_bytes()
                digest.update(data)
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        is_right = digest.hexdigest() == sha256
        if is_right:
            growing.replace(target)
        else:
            growing.unlink()
        # Wrong ones go as well: the sender is asked for all of them again.
        for piece in parts.iterdir():
            piece.unlink()
        parts.rmdir()
        return is_right

    def _whole(self, scope: str, sha256: str) -> Path:
        return self._folder / scope / sha256[:2] / sha256

    def _parts(self, scope: str, sha256: str) -> Path:
        return self._folder / scope / "arriving" / sha256


def _write_durably(path: Path, data: bytes) -> None:
    growing = path.with_name(f"{path.name}.{os.getpid()}")
    with growing.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    growing.replace(path)
