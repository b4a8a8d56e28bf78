"""The server's own tables: made by migrations, brought up from the first release, refused when newer."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from typer.testing import CliRunner

import sync.server.store.migrate as migrations
from sync.server.app.commands import app
from sync.server.app.place import Place, packaged_schema
from sync.server.app.upgrading import serving_database
from sync.server.store.database import Database, DatabaseProblem
from sync.server.store.migrate import HEAD
from sync.server.store.tables import metadata

FIRST_RELEASE = Path(__file__).with_name("version_1.sql")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'server.db'}"
    return str(request.getfixturevalue("fresh_postgres")())


@pytest.fixture
def old(url: str, tmp_path: Path) -> str:
    """A database as the first release left it, with one office in it."""
    database = Database.open(tmp_path, url)
    with database.writing() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        script = FIRST_RELEASE.read_text(encoding="utf-8")
        if connection.dialect.name == "postgresql":
            script = script.replace("BLOB", "BYTEA")
        for statement in script.split(";"):
            if statement.strip():
                connection.execute(text(statement))
        connection.execute(text("INSERT INTO server_state VALUES ('version', '1'), ('epoch', 'cafe')"))
        connection.execute(text("INSERT INTO offices VALUES ('RO', 'Region', NULL)"))
    database.close()
    return url


def differences(database: Database) -> list[Any]:
    with database.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": False})
        return list(compare_metadata(context, metadata))


def test_the_migrations_make_the_tables_that_the_program_uses(url: str, tmp_path: Path) -> None:
    database = Database.open(tmp_path, url)

    assert differences(database) == []
    database.close()
    folder = Path(str(migrations.__file__)).with_name("migrations")
    assert ScriptDirectory(str(folder)).get_current_head() == HEAD


def test_a_store_of_the_first_release_is_brought_here_when_told_and_keeps_its_rows(
    old: str, tmp_path: Path
) -> None:
    database = Database.open(tmp_path, old, to_upgrade=True)

    assert differences(database) == []
    assert database.epoch() == "cafe"
    with database.reading() as connection:
        assert connection.execute(text("SELECT code FROM offices")).scalar_one() == "RO"
    database.close()
    Database.open(tmp_path, old).close()  # from now on as any other


def test_a_store_of_a_newer_release_is_refused_by_every_command(url: str, tmp_path: Path) -> None:
    database = Database.open(tmp_path, url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

    for to_upgrade in (False, True):
        with pytest.raises(DatabaseProblem, match="newer"):
            Database.open(tmp_path, url, to_upgrade=to_upgrade)


def test_the_command_upgrades_and_says_the_version(old: str) -> None:
    done = CliRunner().invoke(app, ["schema", "upgrade", "--database", old, "--json"])

    assert done.exit_code == 0, done.output
    assert f'"version": "{HEAD}"' in done.output


NEXT = f"{int(HEAD) + 1:04d}"
A_COLUMN_MORE = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{HEAD}"


def upgrade() -> None:
    op.add_column("offices", sa.Column("note", sa.Text))
"""


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This program as if it were the next release: one migration more than the data has."""
    folder = tmp_path / "migrations of the next release"
    shutil.copytree(migrations.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_a_column_more.py").write_text(A_COLUMN_MORE)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    monkeypatch.setattr(migrations, "HEAD", NEXT)


def columns_of_offices(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(offices)")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of an embedded server of this release, with one office."""
    folder = tmp_path / "data"
    done = CliRunner().invoke(app, ["office", "add", "RO", "Region", "--data", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


def test_an_older_embedded_store_is_copied_and_upgraded_as_the_server_begins(
    data: Path, newer_program: None, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place.at(data, None)
    with (
        place.locked(),
        serving_database(place, packaged_schema()) as database,
        database.reading() as connection,
    ):
        assert connection.execute(text("SELECT code, note FROM offices")).all() == [("RO", None)]

    kept = data / f"server-before-{NEXT}.db"
    assert "note" in columns_of_offices(data / "server.db")
    assert "note" not in columns_of_offices(kept)
    assert str(kept) in capsys.readouterr().err
    assert not list(data.glob("*.part"))
    with place.locked(), serving_database(place, packaged_schema()):
        assert capsys.readouterr().err == ""  # done once


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(data: Path, newer_program: None) -> None:
    (migrations.FOLDER / "versions" / f"{NEXT}_a_column_more.py").write_text(
        A_COLUMN_MORE + '    op.execute("SELECT nothing FROM nowhere")\n'
    )
    place = Place.at(data, None)

    with pytest.raises(DatabaseProblem), serving_database(place, packaged_schema()):
        raise AssertionError("it must not serve")

    assert "note" not in columns_of_offices(data / "server.db")


def test_an_older_postgresql_is_refused_with_what_to_do(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = str(request.getfixturevalue("fresh_postgres")())
    Database.open(tmp_path, url).close()
    request.getfixturevalue("newer_program")

    with (
        pytest.raises(DatabaseProblem, match="make a backup, and run: milepost-server schema upgrade"),
        serving_database(Place.at(tmp_path / "data", url), packaged_schema()),
    ):
        raise AssertionError("it must not serve")


def test_an_older_store_is_backed_up_and_looked_over_without_an_upgrade(
    data: Path, tmp_path: Path, newer_program: None
) -> None:
    out = tmp_path / "before.tar"
    for words in (["backup", str(out)], ["verify"]):
        done = CliRunner().invoke(app, [*words, "--data", str(data), "--json"])
        assert done.exit_code == 0, (words, done.output, done.exception)

    assert out.exists()
    assert "note" not in columns_of_offices(data / "server.db")
    refused = CliRunner().invoke(app, ["status", "--data", str(data)])
    assert isinstance(refused.exception, DatabaseProblem)
