"""Attaches photos and documents to a visit; the original is kept, encrypted, and never changed."""

import mimetypes
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import BadInput, NotFound
from desktop.i18n import _, language
from desktop.models import Attachment, VisitSite
from desktop.models.ids import new_id
from desktop.rules.consent import YES
from desktop.rules.vocabulary import AttachmentClass, ConsentMode, ConsentPurpose
from desktop.services.accounts.access import Access
from desktop.services.typed import read_choice, read_line, read_number, read_text, refuse_unknown
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.services.visits.guard import editable_visit
from desktop.services.visits.photos import PhotoFacts, read_photo, upright_jpeg
from desktop.services.visits.reading import attachment_record
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database
from desktop.storage.work import Work

LARGEST_BYTES = 200 * 1024 * 1024
"""A line from a village carries no more in a night."""


class AttachmentService:
    """Each method that writes is refused once the visit is handed in."""

    def __init__(self, database: Database, files: AttachmentFiles, access: Access, clock: Clock) -> None:
        self._database = database
        self._files = files
        self._access = access
        self._clock = clock

    def attach(
        self,
        visit_id: UUID,
        content: bytes,
        file_name: str,
        *,
        kind: AttachmentClass | str | None = None,
        caption: str | None = None,
        consent: Collection[str] | None = None,
        owner_id: UUID | None = None,
        site_id: UUID | None = None,
    ) -> AttachmentRecord:
        """Keep a file on the visit, a finding or an action point of it (`owner_id`).

        Without `kind` a picture is a photo and anything else a document. `consent` names purposes, `yes` or
        `none`; None: nobody has asked yet. Raises BadInput for an empty, huge or damaged file.
        """
        chosen = read_choice(AttachmentClass, kind)
        agreed = None if consent is None else self._consent(consent)
        facts, media_type = look_at(content, file_name, chosen)
        with self._database.writing("visits.attach") as work:
            visit = editable_visit(work, self._access, visit_id)
            if site_id is not None and work.get(VisitSite, site_id).visit_id != visit.id:
                raise BadInput(_("This site belongs to another visit."), _("Choose a site of this visit."))
            known = work.attachments.of_visit(visit.id)
            row = Attachment(
                id=new_id(),
                scope_id=visit.scope_id,
                visit_id=visit.id,
                owner_id=owner_id,
                site_id=site_id,
                position=1 + max((one.position for one in known), default=-1),
                kind=chosen or (AttachmentClass.PHOTO if facts else AttachmentClass.DOCUMENT),
                sha256=self._files.put(work, visit.scope_id, content),
                size_bytes=len(content),
                media_type=media_type,
                file_name=read_line(file_name) or _("attachment"),
                thumbnail=facts.thumbnail if facts else None,
                taken_at=facts.taken_at if facts else None,
                lat=facts.lat if facts else None,
                lon=facts.lon if facts else None,
                rotation=0,
                caption=read_text(caption),
                consent=agreed,
            )
            work.add(row)
            work.flush()
            return attachment_record(work, row)

    def set_fields(
        self,
        attachment_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> AttachmentRecord:
        """Fields: caption, kind, consent, consent_mode, shows_people, shows_minor, site_id, owner_id, lat, lon."""
        refuse_unknown(changes, _FIELDS)
        with self._database.writing("visits.attachment", seen=seen, editing=editing) as work:
            row = self._writable(work, attachment_id)
            for name, value in changes.items():
                if name == "consent":
                    row.consent = None if value is None else {**self._consent(value), **_mode_of(row)}
                else:
                    _FIELDS[name](row, value)
            if (row.lat is None) != (row.lon is None):
                raise BadInput(_("A position needs latitude and longitude."), _("Give both, or neither."))
            work.flush()
            return attachment_record(work, row)

    def rotate(self, attachment_id: UUID, degrees: int = 90) -> AttachmentRecord:
        """Turn it on screen and paper; the file stays as the camera wrote it."""
        with self._database.writing("visits.attachment") as work:
            row = self._writable(work, attachment_id)
            row.rotation = (row.rotation + degrees) % 360
            work.flush()
            return attachment_record(work, row)

    def remove(self, attachment_id: UUID) -> None:
        """Into the bin; the file stays until the bin is emptied."""
        with self._database.writing("visits.attachment.delete") as work:
            self._writable(work, attachment_id).deleted_at = self._clock()

    def restore(self, attachment_id: UUID) -> AttachmentRecord:
        with self._database.writing("visits.attachment.restore") as work:
            row = self._writable(work, attachment_id, deleted=True)
            row.deleted_at = None
            work.flush()
            return attachment_record(work, row)

    def removed_of(self, visit_id: UUID) -> tuple[AttachmentRecord, ...]:
        """What lies in the bin of this visit, the newest first."""
        with self._database.reading() as work:
            rows = work.attachments.removed_of(visit_id)
            return tuple(attachment_record(work, row) for row in rows)

    def reorder(self, visit_id: UUID, attachment_ids: Sequence[UUID]) -> None:
        with self._database.writing("visits.attachment.order") as work:
            editable_visit(work, self._access, visit_id)
            places = {one: at for at, one in enumerate(attachment_ids)}
            for at, row in enumerate(work.attachments.of_visit(visit_id)):
                row.position = places.get(row.id, len(places) + at)

    def of_visit(self, visit_id: UUID) -> tuple[AttachmentRecord, ...]:
        with self._database.reading() as work:
            return tuple(attachment_record(work, row) for row in work.attachments.of_visit(visit_id))

    def content(self, attachment_id: UUID) -> bytes:
        """The original bytes. Raises NotFound while they are not on this laptop, StoreProblem when damaged."""
        with self._database.reading() as work:
            row = work.get(Attachment, attachment_id)
            found = self._files.get(work, row.scope_id, row.sha256)
        if found is None:
            raise NotFound(
                _("The file {name} is not on this laptop yet.").format(name=row.file_name),
                _("It comes with one of the next syncs."),
            )
        return found

    def is_here(self, attachment_id: UUID) -> bool:
        """Whether the bytes have arrived on this laptop."""
        with self._database.reading() as work:
            row = work.get(Attachment, attachment_id)
            return self._files.has(work, row.scope_id, row.sha256)

    def picture(self, attachment_id: UUID, *, longest_side: int = 1600) -> bytes:
        """A JPEG for the screen, turned as chosen. Raises BadInput for what is no picture."""
        with self._database.reading() as work:
            row = work.get(Attachment, attachment_id)
        if not row.media_type.startswith("image/"):
            raise BadInput(_("{name} is not a picture.").format(name=row.file_name))
        return upright_jpeg(self.content(attachment_id), row.rotation, longest_side)

    def _writable(self, work: Work, attachment_id: UUID, *, deleted: bool = False) -> Attachment:
        found = work.find(Attachment, attachment_id, deleted=True) if deleted else None
        row = found or work.get(Attachment, attachment_id)
        if row.visit_id is not None:
            editable_visit(work, self._access, row.visit_id)
        return row

    def _consent(self, purposes: Collection[str]) -> dict[str, Any]:
        """What was agreed, who wrote it down, when and in which language."""
        words = [str(one).strip().lower() for one in purposes]
        agreed: set[ConsentPurpose] = set(YES) if "yes" in words else set()
        for one in words:
            if one not in {"yes", "none", ""}:
                known = read_choice(ConsentPurpose, one)
                if known is not None:
                    agreed.add(known)
        return {
            "purposes": sorted(agreed),
            "taker": str(self._access.person_id) if self._access.person_id else None,
            "on": today_of(self._clock).isoformat(),
            "language": language(),
        }


def look_at(content: bytes, file_name: str, kind: AttachmentClass | None) -> tuple[PhotoFacts | None, str]:
    """What a picture tells, and the media type. Raises BadInput for an empty, huge or damaged file."""
    if not content:
        raise BadInput(_("The file {name} is empty.").format(name=file_name), _("Copy it again."))
    if len(content) > LARGEST_BYTES:
        raise BadInput(
            _("The file {name} is too large to carry.").format(name=file_name),
            _("Make it smaller than {size} MB.").format(size=LARGEST_BYTES // 1024 // 1024),
        )
    guessed = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    if kind is AttachmentClass.PHOTO or (kind is None and guessed.startswith("image/")):
        facts = read_photo(content, file_name)
        return facts, facts.media_type
    return None, guessed


def _mode_of(row: Attachment) -> dict[str, Any]:
    mode = (row.consent or {}).get("mode")
    return {"mode": mode} if mode else {}


def _set_kind(row: Attachment, value: Any) -> None:
    row.kind = read_choice(AttachmentClass, value) or row.kind


def _set_mode(row: Attachment, value: Any) -> None:
    mode = read_choice(ConsentMode, value)
    row.consent = {**(row.consent or {"purposes": []}), "mode": mode.value if mode else None}


def _set_caption(row: Attachment, value: Any) -> None:
    row.caption = read_text(value)


def _set_people(row: Attachment, value: bool | None) -> None:
    row.shows_people = value


def _set_minor(row: Attachment, value: bool | None) -> None:
    row.shows_minor = value


def _set_site(row: Attachment, value: UUID | None) -> None:
    row.site_id = value


def _set_owner(row: Attachment, value: UUID | None) -> None:
    row.owner_id = value


def _set_lat(row: Attachment, value: Any) -> None:
    row.lat = read_number(value)


def _set_lon(row: Attachment, value: Any) -> None:
    row.lon = read_number(value)


def _consent_is_read_by_the_service(row: Attachment, value: Any) -> None:
    """It needs the taker and the day."""


_FIELDS = {
    "caption": _set_caption,
    "kind": _set_kind,
    "consent": _consent_is_read_by_the_service,
    "consent_mode": _set_mode,
    "shows_people": _set_people,
    "shows_minor": _set_minor,
    "site_id": _set_site,
    "owner_id": _set_owner,
    "lat": _set_lat,
    "lon": _set_lon,
}
