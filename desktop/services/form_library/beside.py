"""Files beside a form - lists, pictures and sounds - kept with its version as attachments, so that they sync."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from desktop.errors import BadInput
from desktop.forms import Definition
from desktop.models import Attachment, FormVersion
from desktop.models.ids import natural_id
from desktop.rules.vocabulary import AttachmentClass
from desktop.services.form_library.records import FormFileRecord
from desktop.services.visits.attachments import look_at
from desktop.services.visits.photos import PhotoFacts
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.work import Work


@dataclass(frozen=True, slots=True)
class FormFiles:
    """Reads and writes them within a unit of work. Only what the form names is kept."""

    files: AttachmentFiles

    def keep(self, work: Work, version: FormVersion, wanted: Mapping[str, bytes]) -> int:
        """Keep these with the version, a newer one in the place of an older; how many changed."""
        return sum(self._keep_one(work, version, name, content) for name, content in sorted(wanted.items()))

    def _keep_one(self, work: Work, version: FormVersion, name: str, content: bytes) -> bool:
        facts, media_type = looked_at(content, name)
        sha256 = self.files.put(work, version.scope_id, content)
        file_id = natural_id("form_file", version.id, name)
        row = work.find(Attachment, file_id, deleted=True)
        if row is not None:
            is_new = row.sha256 != sha256 or row.deleted_at is not None
            row.sha256, row.size_bytes, row.media_type = sha256, len(content), media_type
            row.thumbnail, row.deleted_at = facts.thumbnail if facts else None, None
            return is_new
        work.add(
            Attachment(
                id=file_id,
                scope_id=version.scope_id,
                owner_id=version.id,
                kind=AttachmentClass.DOCUMENT,
                sha256=sha256,
                size_bytes=len(content),
                media_type=media_type,
                file_name=name,
                thumbnail=facts.thumbnail if facts else None,
            )
        )
        return True

    def contents(
        self, work: Work, version_id: UUID, kinds: frozenset[str], definition: Definition
    ) -> dict[str, bytes]:
        """The bytes of the files of these kinds that are on this laptop, by name."""
        names = {one.name for one in definition.wanted_files if one.kind in kinds}
        found: dict[str, bytes] = {}
        for row in work.forms.media_of(version_id):
            if row.file_name in names:
                content = self.files.get(work, row.scope_id, row.sha256)
                if content is not None:
                    found[row.file_name] = content
        return found

    def records(self, work: Work, version_id: UUID, definition: Definition) -> tuple[FormFileRecord, ...]:
        """Every file the form names, and whether it is here."""
        rows = {row.file_name: row for row in work.forms.media_of(version_id)}
        return tuple(
            FormFileRecord(
                name=one.name,
                kind=one.kind,
                size_bytes=rows[one.name].size_bytes if one.name in rows else 0,
                is_here=one.name in rows
                and self.files.has(work, rows[one.name].scope_id, rows[one.name].sha256),
            )
            for one in definition.wanted_files
        )


def looked_at(content: bytes, name: str) -> tuple[PhotoFacts | None, str]:
    """A picture that cannot be drawn is kept as the file it is: the form still names it."""
    try:
        return look_at(content, name, None)
    except BadInput:
        return look_at(content, name, AttachmentClass.DOCUMENT)


def chosen_of(definition: Definition, beside: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of the given files that the form names, under its own spelling."""
    by_name = {
        name.replace("\\", "/").rpartition("/")[2].casefold(): content for name, content in beside.items()
    }
    return {
        one.name: by_name[one.name.casefold()]
        for one in definition.wanted_files
        if one.name.casefold() in by_name
    }
