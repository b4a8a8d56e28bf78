"""Attachment rows and the local keys of their encrypted files."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from desktop.models import Attachment, BlobKey
from desktop.storage.queries.base import Queries, living


class AttachmentQueries(Queries):
    def of_visit(self, visit_id: UUID) -> Sequence[Attachment]:
        return self._all(
            living(Attachment)
            .where(Attachment.visit_id == visit_id)
            .order_by(Attachment.position, Attachment.created_at, Attachment.id)
        )

    def removed_of(self, visit_id: UUID) -> Sequence[Attachment]:
        """What lies in the bin of the visit, the newest first."""
        return self._all(
            select(Attachment)
            .where(Attachment.visit_id == visit_id, Attachment.deleted_at.is_not(None))
            .order_by(Attachment.deleted_at.desc(), Attachment.id)
        )

    def key_of(self, scope_id: UUID, sha256: str) -> BlobKey | None:
        return self._session.get(BlobKey, {"sha256": sha256, "scope_id": scope_id})

    def keep_key(self, row: BlobKey) -> None:
        self._session.add(row)
