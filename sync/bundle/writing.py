"""Writes a bundle: frames first into a file beside, then the whole with its manifest in front."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from sync.bundle.keys import DeviceKey, fingerprint, seal_for
from sync.bundle.layout import FORMAT, MAGIC, Frame, Manifest, Outside, Place, Signed
from sync.messages.packing import pack


class BundleWriter:
    """Takes frames one by one; nothing large is held in memory."""

    def __init__(self, out: IO[bytes], recipients: Sequence[bytes]) -> None:
        self._out = out
        self._recipients = tuple(dict.fromkeys(recipients))
        self._places: list[Place] = []

    def add(self, frame: Frame) -> None:
        sealed = seal_for(self._recipients, pack(frame))
        self._out.write(sealed)
        changes = sum(len(one.operations) for one in frame.transactions)
        changes += sum(item.count for page in frame.pages for item in page.transactions)
        digest = hashlib.sha256(sealed).digest()
        self._places.append(Place(len(sealed), digest, changes, len(frame.chunks)))

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._places)

    @property
    def recipients(self) -> tuple[bytes, ...]:
        return self._recipients


@contextmanager
def writing(
    target: Path,
    key: DeviceKey,
    recipients: Sequence[bytes],
    *,
    name: str,
    made_at: str,
    epoch: str,
    bundle: str,
    is_server: bool = False,
    answers: str = "",
) -> Iterator[BundleWriter]:
    """The file is complete under its name, or not there at all."""
    mark = secrets.token_hex(4)
    frames, whole = (target.with_name(f"{target.name}.{mark}.{end}") for end in ("frames", "part"))
    try:
        with frames.open("w+b") as growing:
            writer = BundleWriter(growing, recipients)
            yield writer
            manifest = Manifest(
                format=FORMAT,
                bundle=bundle,
                sender=key.public,
                name=name,
                is_server=is_server,
                made_at=made_at,
                recipients=writer.recipients,
                outside=b"",
                epoch=epoch,
                answers=answers,
                frames=writer.places,
            )
            growing.seek(0)
            _write_whole(whole, key, manifest, growing)
        whole.replace(target)
    finally:
        frames.unlink(missing_ok=True)
        whole.unlink(missing_ok=True)


def new_bundle_id() -> str:
    return secrets.token_hex(8)


def _write_whole(path: Path, key: DeviceKey, manifest: Manifest, frames: IO[bytes]) -> None:
    marks = tuple(fingerprint(public) for public in manifest.recipients)
    outside = msgspec.msgpack.encode(Outside(FORMAT, marks, sum(place.size for place in manifest.frames)))
    manifest = msgspec.structs.replace(manifest, outside=hashlib.sha256(outside).digest())
    body = msgspec.msgpack.encode(manifest)
    sealed = seal_for(manifest.recipients, pack(Signed(body, key.sign(MAGIC + body))))
    with path.open("wb") as out:
        out.write(MAGIC + len(outside).to_bytes(4) + outside + len(sealed).to_bytes(4) + sealed)
        shutil.copyfileobj(frames, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())  # people pull the stick out as soon as they are told that it is done
