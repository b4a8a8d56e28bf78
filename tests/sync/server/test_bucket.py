"""Attachments in S3: the same promises as in a folder."""

import hashlib
import random
from collections.abc import Iterator

import pytest

from sync.messages.packing import CHUNK_BYTES
from sync.server.store.blob_place import open_blobs
from sync.server.store.blobs import BlobProblem, Blobs
from tests.sync.server.bucket import Bucket, bucket_on_loopback

SCOPE = "0190a000-0000-7000-8000-00000000000a"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    with bucket_on_loopback() as made:
        monkeypatch.setenv("AWS_ENDPOINT_URL", made.url)
        monkeypatch.setenv("AWS_REGION", "here")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "someone")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "something")
        yield made


@pytest.fixture
def blobs(bucket: Bucket, tmp_path: object) -> Blobs:
    return open_blobs(tmp_path, "s3://photos/milepost")


def photo(chunks: float) -> tuple[bytes, str]:
    data = random.Random(7).randbytes(int(CHUNK_BYTES * chunks))
    return data, hashlib.sha256(data).hexdigest()


def part(data: bytes, index: int) -> bytes:
    return data[index * CHUNK_BYTES : (index + 1) * CHUNK_BYTES]


@pytest.mark.parametrize("chunks", [0.5, 2.5, 40])
def test_chunks_in_any_order_become_a_verified_blob(blobs: Blobs, bucket: Bucket, chunks: float) -> None:
    data, name = photo(chunks)
    order = list(blobs.missing(SCOPE, name, len(data)))
    random.Random(3).shuffle(order)

    for index in order:
        assert blobs.chunk(SCOPE, name, 0) == b""
        blobs.put(SCOPE, name, index, part(data, index))

    assert not blobs.missing(SCOPE, name, len(data))
    assert b"".join(blobs.chunk(SCOPE, name, n) for n in range(len(order) + 1)) == data
    assert set(bucket.objects) == {f"milepost/{SCOPE}/{name[:2]}/{name}"}


def test_what_is_missing_after_an_interruption_is_named(blobs: Blobs) -> None:
    data, name = photo(3)
    blobs.put(SCOPE, name, 1, part(data, 1))

    assert blobs.missing(SCOPE, name, len(data)) == [0, 2]


def test_a_blob_with_another_hash_is_thrown_away_and_asked_for_again(blobs: Blobs, bucket: Bucket) -> None:
    data, name = photo(1.5)
    blobs.put(SCOPE, name, 0, part(data, 0))
    blobs.put(SCOPE, name, 1, b"damaged")

    assert blobs.missing(SCOPE, name, len(data)) == [0, 1]
    assert bucket.objects == {}


def test_a_bucket_that_refuses_is_told_in_a_sentence(bucket: Bucket, tmp_path: object) -> None:
    bucket.is_broken = True

    with pytest.raises(BlobProblem, match=r"s3://photos/milepost cannot be reached"):
        open_blobs(tmp_path, "s3://photos/milepost")
    with pytest.raises(BlobProblem, match="no other address"):
        open_blobs(tmp_path, "ftp://photos")
