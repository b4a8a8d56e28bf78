"""The files of a submission as they may leave the store: consent is asked for, camera data stays behind."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from desktop.errors import BadInput, StoreProblem
from desktop.models import Attachment
from desktop.rules import consent
from desktop.rules.vocabulary import AttachmentClass, Audience
from desktop.services.reporting.evidence import read_consent
from desktop.services.visits.photos import without_camera_data
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.work import Work


def outgoing_media(
    work: Work, files: AttachmentFiles, submission_id: UUID, names: Iterable[str], today: date
) -> Iterator[tuple[str, bytes | None, str]]:
    """Of each file its name and bytes, or None and the code of why it stays."""
    rows = {row.file_name: row for row in work.forms.media_of(submission_id)}
    for name in names:
        if not _is_plain(name):
            yield name, None, "unsafe_name"
        elif name not in rows:
            yield name, None, "not_here"
        else:
            content, reason = _content(work, files, rows[name], today)
            yield name, content, reason


def _is_plain(name: str) -> bool:
    """No folder, no way upwards: what is unpacked stays where it is unpacked."""
    return name not in ("", ".", "..") and not any(sign in '/\\:*?"<>|' or sign < " " for sign in name)


def _content(work: Work, files: AttachmentFiles, row: Attachment, today: date) -> tuple[bytes | None, str]:
    is_picture = row.media_type.startswith("image/")
    use, reason = consent.photo_use(
        consent.Photo(
            attachment_class=AttachmentClass(row.kind),
            identifiable=is_picture and row.shows_people is not False,  # nobody said that it shows none
            minor=row.shows_minor is True,
            has_redacted_copy=row.redacted_id is not None,
        ),
        read_consent(row.consent),
        Audience.OFFICE,
        today,
    )
    if use is consent.PhotoUse.LEFT_OUT:
        return None, reason
    source: Attachment | None = row
    if use is consent.PhotoUse.REDACTED and row.redacted_id is not None:
        source = work.find(Attachment, row.redacted_id)
    try:
        content = files.get(work, source.scope_id, source.sha256) if source is not None else None
        if content is None or source is None:
            return None, "not_here"
        return (without_camera_data(content, source.media_type) if is_picture else content), ""
    except (BadInput, StoreProblem):
        return None, "damaged"
