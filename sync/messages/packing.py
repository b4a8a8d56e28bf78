"""Structs to bytes and back: msgpack in zstd, bounded before anything is unpacked."""

from typing import TypeVar

import msgspec
import zstandard

MAX_BODY_BYTES = 4 << 20
"""Largest message in either direction, as it travels and unpacked."""

PAGE_BYTES = 2 << 20
"""Where a page or a push is full; below the bound, so that a last transaction and names still fit."""

PART_BYTES = 1 << 20
"""A transaction larger than this travels by itself, in parts of this size."""

CHUNK_BYTES = 256 << 10
"""Blobs travel in chunks of this size, so that little is repeated after a power cut."""

_SMALL_BYTES = 16 << 10
"""Most messages are smaller, unpacked."""

MEDIA_TYPE = "application/vnd.milepost+zstd"

T = TypeVar("T")


class Unreadable(ValueError):
    """The bytes are no message of ours; its text is a code."""


def pack(message: object) -> bytes:
    # With a checksum: without one half of all flipped bits gave another message of the same type.
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(msgspec.msgpack.encode(message))


def unpack(data: bytes, kind: type[T]) -> T:
    if len(data) > MAX_BODY_BYTES:
        raise Unreadable("too_large")
    try:
        return msgspec.msgpack.decode(_expand(data), type=kind)
    except (zstandard.ZstdError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise Unreadable("malformed") from fault


def unpack_json(data: bytes, kind: type[T]) -> T:
    """The same message written as JSON, for support and for tests that throw noise at it."""
    if len(data) > MAX_BODY_BYTES:
        raise Unreadable("too_large")
    try:
        message = msgspec.json.decode(data, type=kind)
        msgspec.msgpack.encode(message)  # JSON writes down numbers that cannot travel on
        return message
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError) as fault:
        raise Unreadable("malformed") from fault


def _expand(data: bytes) -> bytes:
    # A frame may claim any size or none: read no further than the bound, whatever it says.
    expander = zstandard.ZstdDecompressor(max_window_size=MAX_BODY_BYTES * 2)
    with expander.stream_reader(data) as reader:
        # Room is made for as much as is asked for: that of the largest message took longer than reading a small one.
        plain = reader.read(_SMALL_BYTES)
        if len(plain) == _SMALL_BYTES:
            plain += reader.read(MAX_BODY_BYTES + 1 - _SMALL_BYTES)
    if len(plain) > MAX_BODY_BYTES:
        raise Unreadable("too_large")
    return plain
