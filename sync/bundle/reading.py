"""Reads a bundle: checks all that is there before anything of it is used."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from sync.bundle.keys import DeviceKey, Sealed, fingerprint, is_signed_by
from sync.bundle.layout import (
    FORMAT,
    MAGIC,
    MAX_OUTSIDE_BYTES,
    MAX_RECIPIENTS,
    MAX_SEALED_BYTES,
    BadBundle,
    Frame,
    Manifest,
    Outside,
    Place,
    Signed,
)
from sync.messages.packing import Unreadable, unpack


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What anyone can see of a bundle: for whom it is, how large, and whether the file is all there."""

    recipients: tuple[bytes, ...]
    size: int
    expected: int
    outside: bytes
    sealed_at: int
    sealed_bytes: int

    @property
    def is_whole(self) -> bool:
        return self.size >= self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle that is ours to read, genuine, and undamaged as far as it goes."""

    path: Path
    manifest: Manifest
    whole: tuple[Place, ...]
    missing: tuple[Place, ...]
    key: DeviceKey
    frames_at: int

    def frames(self, *, with_chunks: bool = True) -> Iterator[Frame]:
        """The frames that are there, in order; without those that hold nothing but pieces of attachments."""
        with self.path.open("rb") as file:
            file.seek(self.frames_at)
            for place in self.whole:
                if not with_chunks and place.chunks and not place.changes:
                    file.seek(place.size, os.SEEK_CUR)
                    continue
                sealed = file.read(place.size)
                if hashlib.sha256(sealed).digest() != place.sha256:
                    raise BadBundle("damaged")  # changed under our hands
                yield _frame(self.key, sealed)


def read_cover(path: Path) -> Cover:
    """Needs no key."""
    with path.open("rb") as file:
        return _cover(file, path.stat().st_size)


def open_bundle(path: Path, key: DeviceKey) -> Bundle:
    """Raises `BadBundle` unless all that is there is genuine and for this key."""
    with path.open("rb") as file:
        cover = _cover(file, path.stat().st_size)
        manifest = _manifest(file, cover, key)
        whole: list[Place] = []
        left = cover.size - file.tell()
        for place in manifest.frames:
            if left < place.size:
                break
            sealed = file.read(place.size)
            if hashlib.sha256(sealed).digest() != place.sha256:
                raise BadBundle("damaged")
            _frame(key, sealed)
            whole.append(place)
            left -= place.size
        if len(whole) == len(manifest.frames) and left:
            raise BadBundle("damaged", "more than it says")
    return Bundle(
        path=path,
        manifest=manifest,
        whole=tuple(whole),
        missing=manifest.frames[len(whole) :],
        key=key,
        frames_at=cover.sealed_at + cover.sealed_bytes,
    )


def _cover(file: IO[bytes], size: int) -> Cover:
    if file.read(len(MAGIC)) != MAGIC:
        raise BadBundle("not_a_bundle")
    raw = _measured(file, MAX_OUTSIDE_BYTES)
    try:
        outside = msgspec.msgpack.decode(raw, type=Outside)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise BadBundle("damaged", "outside") from fault
    if outside.format > FORMAT:
        raise BadBundle("newer")
    if len(outside.recipients) > MAX_RECIPIENTS or outside.frames_bytes < 0:
        raise BadBundle("damaged", "outside")
    length = _number(file, MAX_SEALED_BYTES)
    return Cover(
        recipients=outside.recipients,
        size=size,
        expected=file.tell() + length + outside.frames_bytes,
        outside=hashlib.sha256(raw).digest(),
        sealed_at=file.tell(),
        sealed_bytes=length,
    )


def _manifest(file: IO[bytes], cover: Cover, key: DeviceKey) -> Manifest:
    if fingerprint(key.public) not in cover.recipients:
        raise BadBundle("not_for_us")
    sealed = file.read(cover.sealed_bytes)
    if len(sealed) < cover.sealed_bytes:
        raise BadBundle("broken_off")
    try:
        signed = unpack(key.open(sealed), Signed)
        manifest = msgspec.msgpack.decode(signed.manifest, type=Manifest)
    except (Sealed, Unreadable, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise BadBundle("damaged", "manifest") from fault
    if not is_signed_by(manifest.sender, signed.signature, MAGIC + signed.manifest):
        raise BadBundle("forged")
    # A recipient could pass a bundle on under its sender's name: the sender said for whom it is.
    if key.public not in manifest.recipients:
        raise BadBundle("not_for_us")
    sizes = [place.size for place in manifest.frames]
    if manifest.outside != cover.outside or any(not 0 < size <= MAX_SEALED_BYTES for size in sizes):
        raise BadBundle("damaged", "outside")
    return manifest


def _frame(key: DeviceKey, sealed: bytes) -> Frame:
    try:
        return unpack(key.open(sealed), Frame)
    except (Sealed, Unreadable) as fault:
        raise BadBundle("damaged", "frame") from fault


def _measured(file: IO[bytes], bound: int) -> bytes:
    length = _number(file, bound)
    data = file.read(length)
    if len(data) < length:
        raise BadBundle("broken_off")
    return data


def _number(file: IO[bytes], bound: int) -> int:
    raw = file.read(4)
    if len(raw) < 4:
        raise BadBundle("broken_off")
    number = int.from_bytes(raw)
    if number > bound:
        raise BadBundle("damaged", "length")
    return number
