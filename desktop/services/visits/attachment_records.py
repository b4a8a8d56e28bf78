"""A photo or document as the services hand it on."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from desktop.rules.vocabulary import AttachmentClass


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRecord:
    """`consent`: `{"purposes", "mode", "language", "taker", "on"}`, or None while nobody has asked."""

    id: UUID
    visit_id: UUID | None
    owner_id: UUID | None
    site_id: UUID | None
    position: int
    kind: AttachmentClass
    file_name: str
    media_type: str
    size_bytes: int
    sha256: str
    thumbnail: str | None
    """Base64 JPEG, upright as the camera meant it; the rotation below comes on top."""
    taken_at: datetime | None
    lat: Decimal | None
    lon: Decimal | None
    rotation: int
    caption: str | None
    shows_people: bool | None
    shows_minor: bool | None
    consent: dict[str, Any] | None
    redacted_id: UUID | None
    at: datetime
    author: str | None
