"""Chooses where attachments lie."""

from pathlib import Path

from sync.server.store.blob_files import BlobStore
from sync.server.store.blobs import Blobs


def open_blobs(folder: Path, url: str | None) -> Blobs:
    """`url` is `s3://bucket/prefix`; without one they lie in the folder. Raises BlobProblem for any other address."""
    if url is None:
        return BlobStore(folder)
    from sync.server.store.blob_bucket import BlobBucket  # its library is loaded only where there is a bucket

    return BlobBucket.at(url)
