"""Photos and documents: the row syncs at once, the encrypted bytes follow by their hash."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, one_of, synced
from desktop.models.places import on_earth
from desktop.models.types import Id, Instant, Json, Number
from desktop.rules.vocabulary import AttachmentClass


class Attachment(Record, Base):
    """Consent: `{"purposes": [...], "mode", "language", "taker", "on"}`; thumbnail is base64 JPEG."""

    __tablename__ = "attachments"
    __table_args__ = synced(one_of("kind", AttachmentClass), on_earth())

    visit_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    owner_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    site_id: Mapped[UUID | None] = mapped_column(Id)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default=AttachmentClass.PHOTO)
    sha256: Mapped[str] = atom("blob", index=True)
    size_bytes: Mapped[int] = atom("blob")
    media_type: Mapped[str] = atom("blob")
    file_name: Mapped[str] = atom("blob")
    thumbnail: Mapped[str | None] = mapped_column()
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    lat: Mapped[Decimal | None] = atom("position_wgs84", Number)
    lon: Mapped[Decimal | None] = atom("position_wgs84", Number)
    rotation: Mapped[int] = mapped_column(default=0)
    caption: Mapped[str | None] = mapped_column()
    shows_people: Mapped[bool | None] = mapped_column()
    shows_minor: Mapped[bool | None] = mapped_column()
    consent: Mapped[dict[str, Any] | None] = mapped_column(Json)
    redacted_id: Mapped[UUID | None] = mapped_column(Id)


class BlobKey(Base):
    """The key of one encrypted file on this laptop; never leaves it."""

    __tablename__ = "blob_keys"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    key: Mapped[str]
    size_bytes: Mapped[int]
