"""Attachment bytes on their way in: encrypted piece by piece, so that a power cut leaves no plaintext."""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.errors import StoreProblem, of_the_system
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.store import OpenStore

BLOCK = 16


class ArrivingFiles:
    """What sync reads and writes of attachments, by scope and sha256 (sync.client.blobs: BlobFiles)."""

    def __init__(self, store: OpenStore, files: AttachmentFiles) -> None:
        self._store = store
        self._database = store.database
        self._files = files
        self._folder = store.database.profile.attachments / "arriving"

    def has(self, scope_id: str, sha256: str) -> bool:
        with self._database.reading() as work:
            return self._files.is_whole(work, UUID(scope_id), sha256)

    def lacking(self, blobs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        return self._files.lacking(blobs)

    def read(self, scope_id: str, sha256: str, offset: int, length: int) -> bytes:
        """Nothing of one that is damaged: it is set aside to be fetched again, and what goes with it still goes."""
        with self._database.reading() as work, suppress(StoreProblem):
            content = self._files.get(work, UUID(scope_id), sha256) or b""
            return content[offset : offset + length]
        return b""

    def write(self, scope_id: str, sha256: str, offset: int, data: bytes) -> None:
        """Keep a piece; pieces come in order and begin at a multiple of the cipher's block.

        Raises StoreProblem: a full disk, a folder that cannot be written.
        """
        path = self._path(scope_id, sha256)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(path, "r+b" if path.exists() else "w+b") as out:
                out.seek(offset)
                out.write(self._cipher(scope_id, sha256, offset, data))
                out.truncate()
                out.flush()
                os.fsync(out.fileno())
        except OSError as problem:
            raise of_the_system(problem) from problem

    def finish(self, scope_id: str, sha256: str) -> bool:
        """Verify what came and keep it as an attachment; False throws it away. Raises StoreProblem."""
        path = self._path(scope_id, sha256)
        try:
            content = self._cipher(scope_id, sha256, 0, path.read_bytes()) if path.exists() else b""
        except OSError as problem:
            raise of_the_system(problem) from problem
        is_whole = hashlib.sha256(content).hexdigest() == sha256
        if is_whole:
            with self._database.local() as work:
                self._files.put(work, UUID(scope_id), content)
        path.unlink(missing_ok=True)
        return is_whole

    def _cipher(self, scope_id: str, sha256: str, offset: int, data: bytes) -> bytes:
        # AES-CTR under a key of this one file: a piece can be written again at its place after a power cut.
        name = f"arriving/{scope_id}/{sha256}".encode()
        derived = HKDF(algorithm=SHA256(), length=48, salt=None, info=name).derive(self._store.key)
        start = (int.from_bytes(derived[32:]) + offset // BLOCK) % 2**128
        encryptor = Cipher(algorithms.AES(derived[:32]), modes.CTR(start.to_bytes(BLOCK))).encryptor()
        return encryptor.update(bytes(offset % BLOCK) + data)[offset % BLOCK :]

    def _path(self, scope_id: str, sha256: str) -> Path:
        return self._folder / hashlib.sha256(f"{scope_id}/{sha256}".encode()).hexdigest()
