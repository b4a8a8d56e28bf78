"""A picture file of any kind to a JPEG without hidden data, small enough for a report."""

import re
import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.i18n import _

LONGEST_SIDE = 1600
PRINTED_PPI, FINEST_PPI = 260, 320
"""Pixels of an inch of paper: as many as a good printer shows, and as few more as are not worth another coding."""
_QUALITY = 85
_MOST_PIXELS = 120_000_000
_KEPT_SEGMENTS = {0xE0, 0xEE}  # JFIF, and Adobe's note on the colours; all else may tell where and who
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_AFTER_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean JPEG as a PDF takes it."""

    data: bytes
    width: int
    height: int
    channels: int

    @property
    def name(self) -> str:
        return "photo" + sha256(self.data).hexdigest()[:20]


class NoPicture(Exception):
    """The bytes are not a picture that can be read; the message is for people."""


@dataclass(frozen=True, slots=True)
class Room:
    """How large a picture may be, in pixels."""

    width: float
    height: float
    kept: float
    """What is no larger than this many times the room keeps its pixels."""

    @classmethod
    def on_paper(cls, width: float, height: float) -> "Room":
        """Of a frame of so many points."""
        return cls(width / 72 * PRINTED_PPI, height / 72 * PRINTED_PPI, FINEST_PPI / PRINTED_PPI)

    def takes(self, image: Image.Image) -> bool:
        return max(image.width / self.width, image.height / self.height) <= self.kept

    @property
    def box(self) -> tuple[int, int]:
        return max(1, round(self.width)), max(1, round(self.height))


ANYWHERE = Room(LONGEST_SIDE, LONGEST_SIDE, 1)


def prepare_photo(data: bytes, room: Room = ANYWHERE) -> Picture:
    """The picture without EXIF, upright, no larger than its room; an ordinary JPEG that fits keeps its pixels."""
    try:
        with warnings.catch_warnings():
            # Phones take more pixels than Pillow warns at; the bound here is _MOST_PIXELS.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _prepare(data, room)
    except Image.DecompressionBombError:
        reason = _("The picture is too large to be read.")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        IndexError,
        KeyError,
        TypeError,
        EOFError,
    ):
        reason = _("The file is damaged or is not a picture.")
    raise NoPicture(reason)


def _prepare(data: bytes, room: Room) -> Picture:
    with Image.open(BytesIO(data)) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise Image.DecompressionBombError
        ready = (
            image.format == "JPEG"
            and image.mode in ("RGB", "L")
            and room.takes(image)
            and image.getexif().get(0x0112, 1) == 1
        )
        if ready:
            image.load()  # a torn file shows here
            clean = without_hidden_data(data)
            if clean is not None:
                return Picture(clean, image.width, image.height, len(image.getbands()))
        longest = max(room.box)  # either way up
        image.draft("RGB", (longest, longest))
        return _encoded(image, room)


def _encoded(image: Image.Image, room: Room) -> Picture:
    upright: Image.Image = ImageOps.exif_transpose(image)
    upright.thumbnail(room.box, Image.Resampling.LANCZOS)
    flat = _on_white(upright)
    output = BytesIO()
    flat.save(output, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(output.getvalue(), flat.width, flat.height, len(flat.getbands()))


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "L":
        return image.copy()
    if "A" in image.getbands() or "transparency" in image.info:
        seen_through = image.convert("RGBA")
        ground = Image.new("RGBA", seen_through.size, "white")
        return Image.alpha_composite(ground, seen_through).convert("RGB")
    return image.convert("RGB")


def without_hidden_data(data: bytes) -> bytes | None:
    """A JPEG without its application and comment segments and without what follows its end; None if it is odd."""
    if data[:2] != b"\xff\xd8":
        return None
    kept, at = [data[:2]], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return b"".join([*kept, b"\xff\xd9"])
        if marker in _STANDALONE:
            return None
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            found = _AFTER_SCAN.search(data, end)
            while found and data[found.start() + 1] in range(0xD0, 0xD8):
                found = _AFTER_SCAN.search(data, found.end())
            end = found.start() if found else len(data)
        if marker < 0xE0 or marker in _KEPT_SEGMENTS:
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, b"\xff\xd9"]) if data[at:].startswith(b"\xff\xd9") else None
