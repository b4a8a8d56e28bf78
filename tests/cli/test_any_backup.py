"""Whatever is handed to `restore` and `verify` - torn, flipped, made up - a sentence comes back and the store is as it was."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE, StandingClock

Damage = tuple[str, int, int]
damages = st.lists(
    st.tuples(st.sampled_from(("flip", "cut", "zero", "insert")), st.integers(0, 2**31), st.integers(0, 255)),
    min_size=1,
    max_size=4,
)


class _Handed:
    """A store, and a file that is handed to its commands as a backup."""

    def __init__(self, store: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._store, self.file, self._capsys = store, file, capsys
        self.present = (store / "store.db").read_bytes()

    def tell(self, *words: str) -> tuple[int, str]:
        code = run(["--store", str(self._store), *words], Milepost(StandingClock()))
        return code, self._capsys.readouterr().err

    def is_answered_with_a_sentence(self, content: bytes) -> None:
        self.file.write_bytes(content)
        files = self._files()
        for command in ("verify", "restore"):
            code, said = self.tell(command, str(self.file))
            if code == 0:  # what was damaged says nothing
                (self._store / "store.db").write_bytes(self.present)
                continue
            assert code in (2, 3), said
            assert "Traceback" not in said
            assert self.file.name in said
            assert (self._store / "store.db").read_bytes() == self.present
            assert self._files() == files

    def _files(self) -> list[Path]:
        logs = ("milepost.log", "store.db-wal", "store.db-shm", "lock")
        return sorted(path for path in self._store.rglob("*") if path.is_file() and path.name not in logs)


@pytest.fixture
def handed(
    profile_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> _Handed:
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    assert run(["--store", str(profile_folder), "backup"], Milepost(StandingClock())) == 0
    return _Handed(profile_folder, tmp_path / "handed.mpbackup", capsys)


def _damaged(content: bytes, damage: list[Damage]) -> bytes:
    changed = bytearray(content)
    for kind, where, value in damage:
        at = where % max(len(changed), 1)
        if kind == "cut":
            del changed[at:]
        elif kind == "insert":
            changed[at:at] = bytes([value])
        elif kind == "zero":
            changed[at : at + 512] = bytes(512)
        elif changed:
            changed[at] ^= value or 1
    return bytes(changed)


def test_a_damaged_backup(handed: _Handed, profile_folder: Path) -> None:
    (whole,) = (path.read_bytes() for path in (profile_folder / "backups").glob("*.mpbackup"))

    @settings(deadline=None, max_examples=12)
    @given(damage=damages)
    def with_damage(damage: list[Damage]) -> None:
        handed.is_answered_with_a_sentence(_damaged(whole, damage))

    with_damage()


def test_any_bytes(handed: _Handed) -> None:
    @settings(deadline=None, max_examples=12)
    @given(content=st.binary(max_size=9000))
    def with_content(content: bytes) -> None:
        handed.is_answered_with_a_sentence(content)

    with_content()


@pytest.mark.parametrize("name", ["", "gone.mpbackup", "a" * 300, "a\udc80b", "a#b?mode=rwc%00"])
def test_what_is_no_file_at_all(handed: _Handed, tmp_path: Path, name: str) -> None:
    for command in ("verify", "restore"):
        code, said = handed.tell(command, str(tmp_path / name))

        assert code in (2, 3)
        assert said
        assert "Traceback" not in said
