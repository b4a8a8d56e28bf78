"""Whatever is handed to `restore` - torn, flipped, packed, made up - a sentence comes back and the server is as it was."""

import bz2
import gzip
import hashlib
import io
import lzma
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from sync.server.app.backups import write_backup
from sync.server.app.commands import app
from sync.server.app.place import Place, ServerProblem
from sync.server.store.database import DatabaseProblem
from sync.server.store.registry import Office, Registry

Damage = tuple[str, int, int]
damages = st.lists(
    st.tuples(st.sampled_from(("flip", "cut", "zero", "insert")), st.integers(0, 2**31), st.integers(0, 255)),
    min_size=1,
    max_size=4,
)
packings = st.sampled_from((bytes, gzip.compress, bz2.compress, lzma.compress))


class _Server:
    """A server with an office in it, and a whole backup of it."""

    def __init__(self, folder: Path) -> None:
        self._place, self.file = Place.at(folder / "server", None), folder / "handed.tar"
        with self._place.database() as database:
            with database.writing() as connection:
                Registry(connection).put_office(Office(code="KG", name="Country", parent=None))
            write_backup(self._place, database, self.file)
        self.whole = self.file.read_bytes()

    def digests(self) -> dict[str, str]:
        found = sorted(path for path in self._place.data.rglob("*") if path.is_file() and path.name != "lock")
        return {
            str(path.relative_to(self._place.data)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in found
        }

    def refuses(self, content: bytes) -> None:
        """Or restores it, where what was damaged says nothing; anything else is a fault."""
        self.file.write_bytes(content)
        before = self.digests()
        done = CliRunner().invoke(app, ["restore", str(self.file), "--data", str(self._place.data)])
        if done.exit_code == 0:
            with self._place.database() as database, database.reading() as connection:
                assert len(Registry(connection).offices()) == 1
            return
        assert isinstance(done.exception, (ServerProblem, DatabaseProblem)), repr(done.exception)
        assert "\n" not in str(done.exception)
        assert self.digests() == before


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> _Server:
    return _Server(tmp_path_factory.mktemp("any-backup"))


def _damaged(content: bytes, damage: list[Damage]) -> bytes:
    changed = bytearray(content)
    for kind, where, value in damage:
        at = where % max(len(changed), 1)
        if kind == "cut":
            del changed[at:]
        elif kind == "insert":
            changed[at:at] = bytes([value])
        elif changed:
            size = 1 if kind == "flip" else 512
            old = changed[at] if kind == "flip" else 0
            changed[at : at + size] = bytes([old ^ (value or 1)]) if kind == "flip" else bytes(size)
    return bytes(changed)


def _tar_of(**entries: bytes | str) -> bytes:
    """Bytes are a file; words are the target of a link of that name."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in entries.items():
            entry = tarfile.TarInfo(name.replace("__", "/").replace("_db", ".db"))
            if isinstance(content, str):
                entry.type, entry.linkname = tarfile.SYMTYPE, content
                tar.addfile(entry)
            else:
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
    return out.getvalue()


@settings(deadline=None, max_examples=50)
@given(damage=damages, pack=packings)
def test_a_damaged_backup(server: _Server, damage: list[Damage], pack: Callable[[bytes], bytes]) -> None:
    server.refuses(_damaged(pack(server.whole), damage))


@settings(deadline=None, max_examples=50)
@given(
    damage=st.lists(
        st.tuples(st.just("flip"), st.integers(0, 511), st.integers(1, 255)), min_size=1, max_size=6
    )
)
def test_a_backup_whose_head_is_flipped(server: _Server, damage: list[Damage]) -> None:
    server.refuses(_damaged(server.whole, damage))


@settings(deadline=None, max_examples=40)
@given(content=st.binary(max_size=2000), magic=st.sampled_from((b"", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0")))
def test_any_bytes(server: _Server, content: bytes, magic: bytes) -> None:
    server.refuses(magic + content)


def _database_with(statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(statements)
        return made.serialize()


@pytest.mark.parametrize(
    "made_up",
    [
        pytest.param(_tar_of(), id="empty"),
        pytest.param(_tar_of(server_db=b""), id="an empty database"),
        pytest.param(_tar_of(server_db__inside=b"x"), id="a folder for the database"),
        pytest.param(_tar_of(server_db="/etc/hostname"), id="a link out of the folder"),
        pytest.param(_tar_of(server_db="nowhere"), id="a link to nothing"),
        pytest.param(
            _tar_of(
                server_db=_database_with(
                    "CREATE TABLE server_state (name, value); INSERT INTO server_state VALUES ('epoch', 'x')"
                )
            ),
            id="a database with little in it",
        ),
        pytest.param(
            _tar_of(
                server_db=_database_with(
                    "CREATE TABLE server_state (name, value); INSERT INTO server_state VALUES ('epoch', 'x');"
                    "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('x')"
                )
            ),
            id="a database of no release",
        ),
    ],
)
def test_what_somebody_made_up(server: _Server, made_up: bytes) -> None:
    server.refuses(made_up)


def test_a_whole_database_with_a_file_where_its_folder_belongs(server: _Server) -> None:
    with tarfile.open(fileobj=io.BytesIO(server.whole)) as tar:
        database = tar.extractfile("server.db")
        assert database is not None
        content = database.read()

    server.refuses(_tar_of(server_db=content, blobs=b"x"))


def test_what_is_no_file_at_all(server: _Server, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.tar", tmp_path / ("a" * 300)):
        done = CliRunner().invoke(app, ["restore", str(path), "--data", str(tmp_path / "server")])
        assert isinstance(done.exception, ServerProblem)
