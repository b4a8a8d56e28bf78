"""Files as answers: sealed into the store first, then the attachment of the question they answer."""

from dataclasses import dataclass
from uuid import UUID

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Attachment, Submission
from desktop.rules.vocabulary import AttachmentClass
from desktop.services.visits.attachments import look_at
from desktop.services.visits.photos import PhotoFacts
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.database import Database

_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file whose bytes are in the store, before a question is answered with it."""

    name: str
    sha256: str
    size_bytes: int
    media_type: str
    facts: PhotoFacts | None


def keep_file(
    database: Database,
    files: AttachmentFiles,
    submission_id: UUID,
    content: bytes,
    file_name: str,
    *,
    question_type: str,
) -> KeptFile:
    """Seal it. Raises BadInput for an empty, huge or damaged one, and one of another kind than the question asks for."""
    kind = AttachmentClass.PHOTO if question_type == "image" else None
    facts, media_type = look_at(content, file_name, kind)
    _require_kind(file_name, media_type, question_type)
    with database.local() as work:
        sha256 = files.put(work, work.get(Submission, submission_id).scope_id, content)
    name = file_name.replace("\\", "/").rpartition("/")[2]
    return KeptFile(name=name, sha256=sha256, size_bytes=len(content), media_type=media_type, facts=facts)


def _require_kind(file_name: str, media_type: str, question_type: str) -> None:
    """What no system knows by its ending passes; telephones record sounds into containers of films."""
    fitting = {"audio": ("audio/", "video/", _UNKNOWN), "video": ("video/", _UNKNOWN)}.get(question_type)
    if fitting is None or media_type.startswith(fitting):
        return
    if question_type == "audio":
        raise BadInput(_("{name} is no sound.").format(name=file_name), _("Choose a recording."))
    raise BadInput(_("{name} is no film.").format(name=file_name), _("Choose a film."))


def unique_name(file: KeptFile, attachment_id: UUID) -> str:
    """The answer: two files of one name never meet."""
    stem, dot, ending = file.name.rpartition(".")
    return f"{(stem or ending)[:60]}-{attachment_id.hex[-8:]}{dot}{ending if stem else ''}"


def attachment_of(
    submission: Submission, file: KeptFile, attachment_id: UUID, file_name: str, caption: str
) -> Attachment:
    facts = file.facts
    return Attachment(
        id=attachment_id,
        scope_id=submission.scope_id,
        visit_id=submission.visit_id,
        owner_id=submission.id,
        site_id=submission.site_id,
        position=0,
        kind=AttachmentClass.PHOTO if facts else AttachmentClass.DOCUMENT,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        media_type=file.media_type,
        file_name=file_name,
        thumbnail=facts.thumbnail if facts else None,
        taken_at=facts.taken_at if facts else None,
        lat=facts.lat if facts else None,
        lon=facts.lon if facts else None,
        rotation=0,
        caption=caption,
    )
