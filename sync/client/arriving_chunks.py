"""Takes pieces of attachments out of bundles: in their order, over as many bundles as it takes."""

from collections.abc import Sequence

from sqlalchemy import MetaData

from sync.bundle.layout import Chunk
from sync.client.apply import Begin
from sync.client.blobs import BlobFiles, list_blobs, note_blob
from sync.messages.packing import CHUNK_BYTES


class ArrivingChunks:
    """Of one bundle; `from_server`: such an attachment need not be offered to the server again."""

    def __init__(self, begin: Begin, metadata: MetaData, files: BlobFiles, *, from_server: bool) -> None:
        self._begin = begin
        self._metadata = metadata
        self._files = files
        self._done = "whole" if from_server else "here"
        self._is_listed = False
        self.files = 0

    def take(self, chunks: Sequence[Chunk]) -> None:
        """What no row speaks of, is here already, or does not follow on what is here is passed over."""
        if chunks and not self._is_listed:
            # Not before the first piece: rows come first in a bundle, and they say what is wanted.
            with self._begin() as connection:
                list_blobs(connection, self._metadata, self._files)
            self._is_listed = True
        for chunk in chunks:
            self._take_one(chunk)

    def _take_one(self, chunk: Chunk) -> None:
        with self._begin() as connection:
            row = connection.exec_driver_sql(
                "SELECT size_bytes, received FROM sync_blobs"
                " WHERE scope_id = ? AND sha256 = ? AND state = 'wanted'",
                (chunk.scope, chunk.sha256),
            ).first()
        if row is None:
            return
        size, received = row
        is_next = chunk.index * CHUNK_BYTES == received and len(chunk.data) == min(
            CHUNK_BYTES, size - received
        )
        if not is_next:
            return
        self._files.write(chunk.scope, chunk.sha256, received, chunk.data)
        received += len(chunk.data)
        if received < size:
            note_blob(self._begin, chunk.scope, chunk.sha256, "wanted", received)
            return
        is_whole = self._files.finish(chunk.scope, chunk.sha256)
        note_blob(self._begin, chunk.scope, chunk.sha256, self._done if is_whole else "wanted", 0)
        self.files += is_whole
