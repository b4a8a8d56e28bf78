"""What a picture file tells about itself: whether it is one, its thumbnail, when and where it was taken."""

import base64
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.errors import BadInput
from desktop.i18n import _

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
MOST_PIXELS = 120_000_000
"""More than any camera of the field; a picture that unpacks to more is a bomb or a mistake."""
THUMBNAIL_SIDE = 320
_GPS = 0x8825
_EXIF = 0x8769
_TAKEN, _OFFSET, _DATE_TIME = 0x9003, 0x9011, 0x0132


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    media_type: str
    thumbnail: str
    taken_at: datetime | None
    lat: Decimal | None
    lon: Decimal | None


def read_photo(content: bytes, file_name: str) -> PhotoFacts:
    """Raises BadInput for a file that is no photo, is cut off, or unpacks beyond all bounds."""
    with _bounded(content, file_name) as picture:
        exif = picture.getexif()
        media_type = FORMATS[picture.format or "JPEG"]
        lat, lon = _position(exif.get_ifd(_GPS))
        return PhotoFacts(
            media_type=media_type,
            thumbnail=_thumbnail(picture),
            taken_at=_taken_at(exif),
            lat=lat,
            lon=lon,
        )


def pixels_of(content: bytes, file_name: str, longest_side: int) -> Any:
    """The picture upright, no side longer. Raises BadInput as `read_photo`."""
    from PIL import ImageOps

    with _bounded(content, file_name) as picture:
        picture.draft("RGB", (longest_side, longest_side))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((longest_side, longest_side))
        return upright


@contextmanager
def _bounded(content: bytes, file_name: str) -> Iterator[Any]:
    """The picture opened; what its decoders raise becomes a sentence."""
    from PIL import Image, UnidentifiedImageError

    try:
        with _opened(content) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_large(file_name)
            yield picture
    except Image.DecompressionBombError as problem:
        raise _too_large(file_name) from problem
    except UnidentifiedImageError as problem:
        raise BadInput(
            _("{name} is not a photo Milepost can read.").format(name=file_name),
            _("Use JPEG, PNG or WebP, or attach the file as a document."),
        ) from problem
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, ArithmeticError) as problem:
        # Pillow's decoders raise all of these for files that are cut off or damaged.
        raise BadInput(
            _("The photo {name} is damaged or cut off.").format(name=file_name),
            _("Copy it again from the camera or phone; nothing was changed."),
        ) from problem


def upright_jpeg(content: bytes, rotation: int, longest_side: int) -> bytes:
    """A small copy for the screen, turned as the monitor turned it, without camera data."""
    from PIL import ImageOps

    with _opened(content) as picture:
        picture.draft("RGB", (longest_side, longest_side))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((longest_side, longest_side))
        if rotation % 360:
            upright = upright.rotate(-rotation, expand=True)
        out = io.BytesIO()
        upright.save(out, "JPEG", quality=80)
        return out.getvalue()


def without_camera_data(content: bytes, media_type: str) -> bytes:
    """The picture at full size, upright, with nothing that says where or by which camera it was taken.

    Raises BadInput for a picture that cannot be drawn.
    """
    from PIL import Image, ImageOps

    out = io.BytesIO()
    try:
        with _opened(content) as picture:
            if picture.format == "GIF":
                return content  # it has no place for such data
            kind, space = picture.format, picture.info.get("icc_profile")
            upright = ImageOps.exif_transpose(picture)
            plain = Image.new(upright.mode, upright.size)
            plain.paste(upright)
            if upright.mode == "P" and (palette := upright.getpalette("RGB")) is not None:
                plain.putpalette(palette)
            plain.save(out, kind, quality=92, icc_profile=space)
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, ArithmeticError) as problem:
        raise BadInput(
            _("A photo of type {type} cannot be read.").format(type=media_type),
            _("Copy it again from the camera or phone; nothing was changed."),
        ) from problem
    return out.getvalue()


def _opened(content: bytes) -> Any:
    """Phones take more pixels than Pillow warns at; the bound here is `MOST_PIXELS`."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content), formats=tuple(FORMATS))


def _thumbnail(picture: Any) -> str:
    from PIL import ImageOps

    picture.draft("RGB", (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    picture.load()
    small = ImageOps.exif_transpose(picture).convert("RGB")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=70)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _too_large(file_name: str) -> BadInput:
    return BadInput(
        _("The photo {name} is too large to open.").format(name=file_name),
        _("Make it smaller, or attach it as a document."),
    )


def _taken_at(exif: Any) -> datetime | None:
    """Cameras write local time; without an offset it is read as this laptop's own time."""
    detail = exif.get_ifd(_EXIF)
    text = str(detail.get(_TAKEN) or exif.get(_DATE_TIME) or "").strip("\x00 ")
    try:
        local = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")
        return local.replace(tzinfo=_offset(detail.get(_OFFSET))).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _offset(text: Any) -> timezone | None:
    cleaned = str(text or "").strip("\x00 ")
    if len(cleaned) != 6 or cleaned[0] not in "+-" or cleaned[3] != ":":
        return None
    if not (cleaned[1:3].isdigit() and cleaned[4:].isdigit()):
        return None
    minutes = int(cleaned[1:3]) * 60 + int(cleaned[4:])
    return timezone((-1 if cleaned[0] == "-" else 1) * timedelta(minutes=minutes)) if minutes < 1440 else None


def _position(gps: Any) -> tuple[Decimal | None, Decimal | None]:
    """Six decimals, both or neither; nonsense is no position."""
    lat = _degrees(gps.get(2), gps.get(1), "S", 90)
    lon = _degrees(gps.get(4), gps.get(3), "W", 180)
    return (lat, lon) if lat is not None and lon is not None else (None, None)


def _degrees(parts: Any, side: Any, negative: str, limit: int) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Decimal(repr(float(part))) for part in parts)
        value = (degrees + minutes / 60 + seconds / 3600).quantize(Decimal("0.000001"))
    except (TypeError, ValueError, ZeroDivisionError, InvalidOperation):
        return None
    letter = side.decode("ascii", "replace") if isinstance(side, bytes) else str(side)
    value = -value if letter.strip("\x00 ").upper() == negative else value
    return value if abs(value) <= limit else None
