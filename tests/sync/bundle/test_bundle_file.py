"""A bundle's bytes: round trip, broken ends, flipped bits, forged and foreign ones, and what a courier sees."""

import tempfile
from pathlib import Path

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.bundle.keys import DeviceKey, fingerprint, is_key, is_server_line, key_line, read_key_line, seal_for
from sync.bundle.layout import FORMAT, MAGIC, BadBundle, Chunk, Frame, Manifest, Outside, Receipt, Signed
from sync.bundle.reading import Bundle, open_bundle, read_cover
from sync.bundle.writing import new_bundle_id, writing
from sync.messages.packing import pack
from sync.messages.wire import Operation, Transaction

SENDER, OFFICE, STRANGER = DeviceKey.make(), DeviceKey.make(), DeviceKey.make()
SCOPE = "0190a000-0000-7000-8000-00000000000a"
SECRET = "a name nobody else may read"


def transaction(n: int) -> Transaction:
    operation = Operation("visits", SCOPE, "*", (), {"place": SECRET})
    return Transaction(SCOPE, "ab.1", n, "action", None, "2026-01-01T00:00:00Z", None, (operation,), b"h")


FRAMES = [
    Frame(transactions=[transaction(1), transaction(2)]),
    Frame(receipts=[Receipt(SCOPE, "ab.1", 1, b"h", "applied")]),
    Frame(chunks=[Chunk(SCOPE, "0" * 64, 700, 0, bytes(700))]),
]


def write(path: Path, *, key: DeviceKey = SENDER, to: DeviceKey = OFFICE) -> Path:
    with writing(
        path, key, [to.public], name="K7", made_at="2026-01-01", epoch="e", bundle=new_bundle_id()
    ) as bundle:
        for frame in FRAMES:
            bundle.add(frame)
    return path


@pytest.fixture(scope="module")
def whole() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / "week.milepost").read_bytes()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "week.milepost"


def opened(data: bytes, key: DeviceKey = OFFICE) -> tuple[Bundle, list[Frame]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "arrived"
        path.write_bytes(data)
        bundle = open_bundle(path, key)
        return bundle, list(bundle.frames())


def code_of(data: bytes, key: DeviceKey = OFFICE) -> str:
    with pytest.raises(BadBundle) as fault:
        opened(data, key)
    return fault.value.code


def frames_at(data: bytes) -> int:
    return opened(data)[0].frames_at


def test_what_was_put_in_comes_out_for_the_recipient(whole: bytes) -> None:
    bundle, frames = opened(whole)

    assert frames == FRAMES
    assert (bundle.manifest.sender, bundle.manifest.name) == (SENDER.public, "K7")
    assert [place.changes for place in bundle.whole] == [2, 0, 0]
    assert not bundle.missing


def test_a_courier_sees_for_whom_it_is_and_nothing_of_what_it_says(whole: bytes, here: Path) -> None:
    here.write_bytes(whole)

    cover = read_cover(here)

    assert cover.recipients == (fingerprint(OFFICE.public),)
    assert cover.is_whole
    assert SECRET.encode() not in whole
    assert SENDER.public not in whole
    assert code_of(whole, STRANGER) == "not_for_us"


@settings(max_examples=120, deadline=None)
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_that_breaks_off_gives_its_good_beginning_and_says_what_it_lacks(
    whole: bytes, share: float
) -> None:
    cut = whole[: int(len(whole) * share)]
    if len(cut) < frames_at(whole):
        assert code_of(cut) in ("broken_off", "not_a_bundle")
        return
    bundle, frames = opened(cut)
    assert frames == FRAMES[: len(frames)]
    assert len(frames) + len(bundle.missing) == len(FRAMES)
    assert bundle.missing


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 1 << 20), bit=st.integers(0, 7))
def test_a_flipped_bit_is_never_taken_for_what_was_written(whole: bytes, at: int, bit: int) -> None:
    changed = bytearray(whole)
    changed[at % len(whole)] ^= 1 << bit

    assert code_of(bytes(changed)) in ("damaged", "not_a_bundle", "not_for_us", "newer", "broken_off")


def test_a_longer_file_than_its_manifest_says_is_damaged(whole: bytes) -> None:
    assert code_of(whole + b"more") == "damaged"


@settings(max_examples=100, deadline=None)
@given(noise=st.binary(max_size=400))
def test_noise_is_told_from_a_bundle(noise: bytes) -> None:
    assert code_of(b"x" + noise) == "not_a_bundle"
    assert code_of(MAGIC + noise) in ("broken_off", "damaged", "not_for_us", "newer")


def forged(manifest: bytes, signature: bytes, recipients: tuple[bytes, ...]) -> bytes:
    outside = msgspec.msgpack.encode(Outside(FORMAT, tuple(map(fingerprint, recipients)), 0))
    sealed = seal_for(recipients, pack(Signed(manifest, signature)))
    return MAGIC + len(outside).to_bytes(4) + outside + len(sealed).to_bytes(4) + sealed


def manifest_for(recipients: tuple[bytes, ...]) -> bytes:
    return msgspec.msgpack.encode(
        Manifest(
            format=FORMAT,
            bundle="b",
            sender=SENDER.public,
            name="K7",
            is_server=True,
            made_at="",
            recipients=recipients,
            outside=b"",
            epoch="",
            answers="",
            frames=(),
        )
    )


def test_who_signs_in_another_name_is_found_out() -> None:
    manifest = manifest_for((OFFICE.public,))

    assert code_of(forged(manifest, STRANGER.sign(MAGIC + manifest), (OFFICE.public,))) == "forged"


def test_a_recipient_cannot_pass_a_bundle_on_as_if_it_were_for_another() -> None:
    manifest = manifest_for((STRANGER.public,))  # what the sender signed was for the stranger

    assert code_of(forged(manifest, SENDER.sign(MAGIC + manifest), (OFFICE.public,))) == "not_for_us"


def test_a_bomb_is_not_unpacked(whole: bytes) -> None:
    bomb = zstandard.ZstdCompressor().compress(bytes(64 << 20))
    outside = msgspec.msgpack.encode(Outside(FORMAT, (fingerprint(OFFICE.public),), 0))
    sealed = seal_for((OFFICE.public,), bomb)
    data = MAGIC + len(outside).to_bytes(4) + outside + len(sealed).to_bytes(4) + sealed

    assert code_of(data) == "damaged"
    assert code_of(MAGIC + b"\xff\xff\xff\xff" + whole) == "damaged"


def test_a_bundle_given_up_halfway_leaves_no_file(here: Path) -> None:
    def give_up() -> None:
        with writing(here, SENDER, [OFFICE.public], name="", made_at="", epoch="", bundle="b") as bundle:
            bundle.add(FRAMES[0])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up()

    assert list(here.parent.iterdir()) == []


def test_a_key_travels_as_one_line_and_nothing_else_is_taken_for_one() -> None:
    assert read_key_line(key_line("Aigul, K7", SENDER.public)) == ("Aigul, K7", SENDER.public)
    assert read_key_line("milepost-key AAAA Aigul") is None
    assert read_key_line("ssh-ed25519 AAAA") is None
    server = key_line("Office", OFFICE.public, is_server=True)
    assert (read_key_line(server), is_server_line(server)) == (("Office", OFFICE.public), True)
    assert not is_server_line(key_line("Aigul", SENDER.public))
    assert is_key(SENDER.public)
    assert not is_key(b"short")
