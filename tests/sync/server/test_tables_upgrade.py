"""The server's own tables: made by migrations, brought up from the first release, refused when newer."""

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
