"""Photos and documents: the original is kept encrypted, a photo that is no photo is refused in a sentence."""

import base64
import contextlib
import hashlib
import io
import struct
import zlib
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.errors import BadInput, Refused, StoreProblem
from desktop.services.roster import Services
from desktop.services.visits.photos import read_photo
from tests.makers import make_photo, make_project, make_visit


@pytest.fixture
def visit(services: Services) -> UUID:
    return make_visit(services, make_project(services))


def _located() -> bytes:
    exif = Image.Exif()
    exif[0x8769] = {0x9003: "2026:11:25 10:30:00", 0x9011: "+06:00"}
    exif[0x8825] = {1: "N", 2: (40.0, 30.0, 36.0), 3: "E", 4: (72.0, 48.0, 0.0)}
    return make_photo(exif=exif)


def test_the_original_comes_back_byte_for_byte(services: Services, visit: UUID) -> None:
    content = make_photo()

    photo = services.attachments.attach(visit, content, "ramp.jpg", caption="The ramp")

    assert services.attachments.content(photo.id) == content
    assert (photo.kind, photo.media_type, photo.caption) == ("photo", "image/jpeg", "The ramp")
    assert photo.sha256 == hashlib.sha256(content).hexdigest()


def test_nothing_of_a_photo_lies_in_clear_on_disk(
    services: Services, visit: UUID, profile_folder: Path
) -> None:
    content = make_photo()

    services.attachments.attach(visit, content, "secret-ramp.jpg")

    for path in (one for one in profile_folder.rglob("*") if one.is_file()):
        kept = path.read_bytes()
        assert content[200:260] not in kept
        assert b"secret-ramp" not in kept
        assert "secret-ramp" not in str(path)


def test_when_and_where_are_read_from_the_camera(services: Services, visit: UUID) -> None:
    photo = services.attachments.attach(visit, _located(), "ramp.jpg")

    assert photo.taken_at is not None
    assert photo.taken_at.isoformat() == "2026-11-25T04:30:00+00:00"
    assert (photo.lat, photo.lon) == (Decimal("40.510000"), Decimal("72.800000"))


def test_the_thumbnail_is_small_and_carries_no_camera_data(services: Services, visit: UUID) -> None:
    photo = services.attachments.attach(visit, _located(), "ramp.jpg")

    small = Image.open(io.BytesIO(base64.b64decode(photo.thumbnail or "")))

    assert max(small.size) <= 320
    assert not small.getexif()


def test_a_photo_that_is_no_photo_is_refused_in_a_sentence(services: Services, visit: UUID) -> None:
    with pytest.raises(BadInput, match=r"notes\.jpg is not a photo"):
        services.attachments.attach(visit, b"just some text", "notes.jpg")
    with pytest.raises(BadInput, match="damaged or cut off"):
        services.attachments.attach(visit, make_photo()[:3000], "cut.jpg")
    with pytest.raises(BadInput, match="empty"):
        services.attachments.attach(visit, b"", "empty.jpg")

    assert services.attachments.of_visit(visit) == ()


def test_a_picture_that_unpacks_beyond_all_bounds_is_refused(services: Services, visit: UUID) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )

    with pytest.raises(BadInput, match="too large"):
        services.attachments.attach(visit, bomb, "bomb.png")


def test_a_photo_of_108_megapixels_as_phones_take_them_is_attached_and_shown(
    services: Services, visit: UUID
) -> None:
    out = io.BytesIO()
    Image.new("L", (12_000, 9_000), 128).save(out, "JPEG")

    photo = services.attachments.attach(visit, out.getvalue(), "IMG_0108.jpg")

    assert Image.open(io.BytesIO(base64.b64decode(photo.thumbnail or ""))).size == (320, 240)
    assert Image.open(io.BytesIO(services.attachments.picture(photo.id))).size == (1600, 1200)


def test_any_other_file_is_a_document(services: Services, visit: UUID) -> None:
    document = services.attachments.attach(visit, b"%PDF-1.7 register", "register.pdf")
    register = services.attachments.attach(visit, make_photo(), "page.jpg", kind="personal")

    assert (document.kind, document.media_type, document.thumbnail) == ("document", "application/pdf", None)
    assert register.kind == "personal"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["yes"], ["donor", "internal", "record"]),
        (["none"], []),
        (["record", "publication"], ["publication", "record"]),
    ],
)
def test_consent_is_kept_by_purpose_with_taker_and_day(
    services: Services, visit: UUID, given: list[str], kept: list[str]
) -> None:
    photo = services.attachments.attach(visit, make_photo(), "ramp.jpg", consent=given)

    assert photo.consent is not None
    assert photo.consent["purposes"] == kept
    assert photo.consent["on"] == "2026-11-25"
    assert photo.consent["taker"] == str(services.access.person_id)


def test_not_asked_differs_from_refused(services: Services, visit: UUID) -> None:
    photo = services.attachments.attach(visit, make_photo(), "ramp.jpg")
    assert photo.consent is None
    with pytest.raises(BadInput, match="not one of the words"):
        services.attachments.attach(visit, make_photo(), "ramp.jpg", consent=["perhaps"])

    refused = services.attachments.set_fields(photo.id, {"consent": ["none"]})

    assert refused.consent is not None
    assert refused.consent["purposes"] == []


def test_turning_changes_what_is_shown_never_the_file(services: Services, visit: UUID) -> None:
    content = make_photo((640, 480))
    photo = services.attachments.attach(visit, content, "ramp.jpg")

    for _turn in range(5):
        turned = services.attachments.rotate(photo.id)

    assert turned.rotation == 90
    shown = Image.open(io.BytesIO(services.attachments.picture(photo.id, longest_side=200)))
    assert shown.size == (150, 200)
    assert services.attachments.content(photo.id) == content


def test_a_removed_photo_lies_in_the_bin_until_it_is_restored(services: Services, visit: UUID) -> None:
    photo = services.attachments.attach(visit, make_photo(), "ramp.jpg")

    services.attachments.remove(photo.id)
    assert services.attachments.of_visit(visit) == ()
    assert [one.id for one in services.attachments.removed_of(visit)] == [photo.id]

    services.attachments.restore(photo.id)
    assert [one.id for one in services.attachments.of_visit(visit)] == [photo.id]


def test_nothing_is_attached_to_a_visit_that_is_handed_in(services: Services) -> None:
    visit = make_visit(services, make_project(services), state="submitted")

    with pytest.raises(Refused):
        services.attachments.attach(visit, make_photo(), "ramp.jpg")


@settings(max_examples=60, deadline=None)
@given(
    content=st.one_of(
        st.binary(min_size=1, max_size=600),
        st.binary(max_size=300).map(lambda tail: b"\xff\xd8\xff\xe1" + tail),
        st.binary(max_size=300).map(lambda tail: b"\x89PNG\r\n\x1a\n" + tail),
        st.tuples(st.integers(0, 900), st.binary(min_size=1, max_size=8)).map(
            lambda cut: make_photo((40, 30))[: cut[0]] + cut[1] + make_photo((40, 30))[cut[0] + len(cut[1]) :]
        ),
    )
)
def test_no_file_of_any_bytes_crashes_the_program(content: bytes) -> None:
    with contextlib.suppress(BadInput):
        read_photo(content, "any.jpg")


@pytest.mark.parametrize("kept", [0, 5, 200])
def test_a_damaged_file_is_said_set_aside_and_can_be_attached_again(
    services: Services, visit: UUID, profile_folder: Path, kept: int
) -> None:
    content = make_photo()
    photo = services.attachments.attach(visit, content, "ramp.jpg")
    (sealed,) = (path for path in (profile_folder / "attachments").rglob("*") if path.is_file())
    sealed.write_bytes(sealed.read_bytes()[:kept])

    with pytest.raises(StoreProblem):
        services.attachments.content(photo.id)
    assert not services.attachments.is_here(photo.id)

    services.attachments.attach(visit, content, "ramp again.jpg")
    assert services.attachments.content(photo.id) == content
