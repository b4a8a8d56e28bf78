"""What SQLite says of a disk, as a person reads it; a backup that finds no room is not a damaged store."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.storage import connecting
from desktop.storage.connecting import unreadable


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "disk is full"),
        ("database is locked", "busy"),
        ("file is not a database", "key is wrong"),
        ("attempt to write a readonly database", "cannot be written"),
        ("disk I/O error", "does not answer"),
        ("database disk image is malformed", "damaged"),
    ],
)
def test_an_error_that_bears_words_only_is_understood(tmp_path: Path, said: str, told: str) -> None:
    assert told in unreadable(tmp_path / "store.db", sqlcipher.OperationalError(said)).what()


def test_an_io_error_on_a_disk_without_room_is_told_as_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "NO_ROOM_BYTES", 1 << 62)

    told = unreadable(tmp_path / "store.db", sqlcipher.OperationalError("disk I/O error"))

    assert "disk is full" in told.what()
