"""Encrypted attachment files: AES-256-GCM, a key a file, kept in the store."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.errors import StoreProblem, of_the_system
from desktop.i18n import _
from desktop.models import BlobKey
from desktop.storage.folder import Profile
from desktop.storage.work import Work

NONCE_BYTES = 12


class AttachmentFiles:
    """Bytes by (scope, sha256); the file is on disk before the row that names it is committed."""

    def __init__(self, profile: Profile) -> None:
        self._folder = profile.attachments

    def put(self, work: Work, scope_id: UUID, content: bytes) -> str:
        """Keep `content` and answer its sha256; again changes nothing."""
        sha256 = hashlib.sha256(content).hexdigest()
        known = work.attachments.key_of(scope_id, sha256)
        if known is not None and self._path(scope_id, sha256).exists():
            return sha256
        key = bytes.fromhex(known.key) if known else secrets.token_bytes(32)
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + AESGCM(key).encrypt(nonce, content, sha256.encode())
        _write_durably(self._path(scope_id, sha256), sealed)
        if known is None:
            row = BlobKey(sha256=sha256, scope_id=scope_id, key=key.hex(), size_bytes=len(content))
            work.attachments.keep_key(row)
        return sha256

    def has(self, work: Work, scope_id: UUID, sha256: str) -> bool:
        return work.attachments.key_of(scope_id, sha256) is not None and self._path(scope_id, sha256).exists()

    def get(self, work: Work, scope_id: UUID, sha256: str) -> bytes | None:
        """The original bytes, or None when they are not on this laptop.

        Raises StoreProblem when damaged; the file is then set aside, so that the next sync fetches it.
        """
        row = work.attachments.key_of(scope_id, sha256)
        path = self._path(scope_id, sha256)
        if row is None or not path.exists():
            return None
        try:
            sealed = path.read_bytes()
        except OSError as problem:
            raise of_the_system(problem) from problem
        try:
            return AESGCM(bytes.fromhex(row.key)).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], sha256.encode()
            )
        except (InvalidTag, ValueError) as problem:  # ValueError: cut within its first bytes
            with suppress(OSError):
                path.replace(path.with_suffix(".damaged"))
            raise StoreProblem(
                _("An attachment file is damaged on this laptop."),
                _("It will be fetched again at the next sync, if the server has it."),
            ) from problem

    def lacking(self, blobs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those (scope, sha256) whose file is not here; a look at the folder, not into the files."""
        present = {path.name for path in self._folder.glob("??/*")}
        return [blob for blob in blobs if _name(*blob) not in present]

    def is_whole(self, work: Work, scope_id: UUID, sha256: str) -> bool:
        """Whether the file is here and decrypts to what its hash says."""
        try:
            content = self.get(work, scope_id, sha256)
        except StoreProblem:
            return False
        return content is not None and hashlib.sha256(content).hexdigest() == sha256

    def _path(self, scope_id: UUID, sha256: str) -> Path:
        name = _name(str(scope_id), sha256)
        return self._folder / name[:2] / name


def _name(scope_id: str, sha256: str) -> str:
    """Of the file on disk: it must not tell an outsider which known photo this is."""
    return hashlib.sha256(f"{scope_id}/{sha256}".encode()).hexdigest()


def _write_durably(path: Path, content: bytes) -> None:
    """Whole or not at all. Raises StoreProblem: a full disk, a folder that cannot be written."""
    unfinished = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(unfinished, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(path)
    except OSError as problem:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise of_the_system(problem) from problem
