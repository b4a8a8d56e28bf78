"""A file with a stretch of a scope's history as it was sealed: every transaction whole, checked before it is relied on."""

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO

import msgspec
import zstandard

from sync.messages.seals import FIRST, chained
from sync.server.store.archives import Archived, Entry

_MAGIC = b"milepost archive 1\n"
_LENGTH = struct.Struct(">I")
_FRAME_BYTES = 1 << 20
_LEVEL = 12
_DIGEST_BYTES = hashlib.sha256().digest_size


class ArchiveProblem(Exception):
    """The file cannot be relied on; its text is a sentence."""


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive says of itself."""

    scope: str
    start: int
    end: int
    epoch: str


def write_archive(folder: Path, label: Label, entries: Iterable[Entry], now: str) -> Archived:
    """On disk, under its name, when it returns. What a crash left of it is overwritten."""
    name = f"{label.scope}/{label.start}-{label.end}-{label.epoch}.archive"
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    growing = path.with_name(f"{path.name}.part")
    digest = hashlib.sha256()
    with growing.open("wb") as file:
        head = (_MAGIC, _frame(msgspec.msgpack.encode(label)))
        for part in chain(head, _frames(entries), (_LENGTH.pack(0),)):
            digest.update(part)
            file.write(part)
        file.write(digest.digest())
        file.flush()
        os.fsync(file.fileno())
    growing.replace(path)
    _settle_name(path.parent)
    return Archived(
        scope=label.scope,
        start=label.start,
        end=label.end,
        name=name,
        size=path.stat().st_size,
        digest=digest.digest(),
        made_at=now,
    )


def read_archive(path: Path) -> Iterator[Entry]:
    """All of it in order. Raises ArchiveProblem, at the latest behind the last entry."""
    with _reading(path) as file:
        digest = hashlib.sha256()
        _label(file, digest)
        for frame in _read_frames(file, digest):
            yield from msgspec.msgpack.decode(_unpacked(frame), type=list[Entry])
        if file.read() != digest.digest():
            raise EOFError


def check_archive(folder: Path, archived: Archived) -> int:
    """That it holds this stretch without a gap, each transaction under its seal; answers how many. Raises ArchiveProblem."""
    path = folder / archived.name
    label, digest = _ends_of(path)
    if (label.scope, label.start, label.end) != (archived.scope, archived.start, archived.end):
        raise ArchiveProblem(f"The archive {path.name} is of another stretch than its name says.")
    if digest != archived.digest:
        raise ArchiveProblem(f"The archive {path.name} is another than the one that was written.")
    end, count = label.start, 0
    seals: dict[tuple[str, int], bytes] = {}
    for entry in read_archive(path):
        one = entry.transaction()
        if entry.first_seq != end + 1 or len(one.operations) != entry.count:
            raise ArchiveProblem(f"The archive {path.name} has a gap after {end}.")
        end, count = end + entry.count, count + 1
        seals[one.replica, one.first_n + entry.count] = one.hash
        before = FIRST if one.first_n == 1 else seals.get((one.replica, one.first_n))
        # One whose predecessor lies elsewhere, or was placed later, is covered by the digest alone.
        if before is not None and chained(before, one) != one.hash:
            raise ArchiveProblem(f"In the archive {path.name} the chain of {one.replica} breaks.")
    if end != label.end:
        raise ArchiveProblem(f"The archive {path.name} ends at {end}, not at {label.end}.")
    return count


def _ends_of(path: Path) -> tuple[Label, bytes]:
    """What it says of itself, and the digest at its end."""
    with _reading(path) as file:
        label = _label(file, hashlib.sha256())
        file.seek(-_DIGEST_BYTES, os.SEEK_END)
        return label, file.read()


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as fault:
        raise ArchiveProblem(f"The archive {path.name} is missing: put it back from a backup.") from fault
    except (OSError, EOFError, zstandard.ZstdError, msgspec.MsgspecError) as fault:
        raise ArchiveProblem(f"The archive {path.name} is damaged: put it back from a backup.") from fault


def _frames(entries: Iterable[Entry]) -> Iterator[bytes]:
    part: list[Entry] = []
    size = 0
    for entry in entries:
        part.append(entry)
        size += len(entry.body)
        if size >= _FRAME_BYTES:
            yield _frame(msgspec.msgpack.encode(part))
            part, size = [], 0
    if part:
        yield _frame(msgspec.msgpack.encode(part))


def _frame(plain: bytes) -> bytes:
    packed = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(plain)
    return _LENGTH.pack(len(packed)) + packed


def _label(file: IO[bytes], digest: "hashlib._Hash") -> Label:
    magic = file.read(len(_MAGIC))
    digest.update(magic)
    frame = next(_read_frames(file, digest), b"")
    if magic != _MAGIC or not frame:
        raise EOFError
    return msgspec.msgpack.decode(_unpacked(frame), type=Label)


def _read_frames(file: IO[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    while True:
        head = file.read(_LENGTH.size)
        digest.update(head)
        if len(head) < _LENGTH.size:
            raise EOFError
        (length,) = _LENGTH.unpack(head)
        if not length:
            return
        frame = file.read(length)
        digest.update(frame)
        yield frame


def _unpacked(frame: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(frame)


def _settle_name(folder: Path) -> None:
    """The renaming itself has to outlive a power cut; where a folder cannot be opened (Windows) it does so by itself."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
