"""The one migration chain makes exactly what the models say, and a failure leaves the store as it was."""

import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from desktop.clock import Clock
from desktop.errors import StoreProblem
from desktop.storage import migrate
from desktop.storage.backup import list_backups
from desktop.storage.engine import make_engine
from desktop.storage.folder import Profile
from desktop.storage.held_key import HeldKey
from desktop.storage.rows import rows_in
from desktop.storage.store import open_store

MIGRATIONS = Path(migrate.__file__).parent / "migrations"
KEY = secrets.token_bytes(32)

NEXT = f"{int(migrate.HEAD) + 1:04d}"
BROKEN = f'''"""Fails after it has already changed the store."""

from alembic import op

revision = "{NEXT}"
down_revision = "{migrate.HEAD}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("expenditures")
    op.execute("INSERT INTO no_such_table VALUES (1)")
'''


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile(tmp_path / "profile")
    profile.make()
    return profile


@pytest.fixture
def from_models(tmp_path: Path) -> Iterator[Engine]:
    """A store made straight from the models, without migrations."""
    engine = make_engine(tmp_path / "models.db", HeldKey(KEY))
    with engine.begin() as connection:
        for metadata in migrate.all_metadata():
            metadata.create_all(connection)
    yield engine
    engine.dispose()


def schema_of(engine: Engine) -> dict[str, list[str]]:
    """Each table and index as its sorted clauses: their order is a matter of taste."""
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL")
        )
        return {
            name: clauses(sql) for name, sql in rows if name not in ("alembic_version", "sqlite_sequence")
        }


def clauses(sql: str) -> list[str]:
    flat = re.sub(r"\s+", " ", sql)
    head, _, body = flat.partition("(")
    inner, _, options = body.rpartition(")")
    return [head, options, *sorted(part.strip(" ,") for part in re.split(r", (?=[\w\"]+ )", inner))]


def test_models_and_migrations_make_the_same_store(
    profile: Profile, clock: Clock, from_models: Engine
) -> None:
    store = open_store(profile, KEY, clock, new=True)

    migrated = schema_of(store.database.engine)

    store.close()
    assert migrated == schema_of(from_models)


def test_the_newest_migration_is_the_version_the_program_asks_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == migrate.HEAD


def test_a_store_that_is_up_to_date_needs_no_alembic(
    profile: Profile, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(profile, KEY, clock, new=True).close()
    monkeypatch.setitem(__import__("sys").modules, "alembic", None)

    open_store(profile, KEY, clock).close()


def test_a_failed_migration_leaves_tables_triggers_and_version_and_keeps_a_backup(
    profile: Profile, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(profile, KEY, clock, new=True).close()
    before = everything_in(profile)
    shutil.copytree(MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "migrations" / "versions" / f"{NEXT}_broken.py").write_text(BROKEN)
    monkeypatch.setattr(migrate, "HEAD", NEXT)
    monkeypatch.setattr(migrate, "__file__", str(tmp_path / "migrate.py"))

    with pytest.raises(StoreProblem):
        open_store(profile, KEY, clock)

    assert everything_in(profile) == before
    assert [copy.path.name.endswith(f"before-{NEXT}.mpbackup") for copy in list_backups(profile)] == [True]
    monkeypatch.undo()
    open_store(profile, KEY, clock).close()


def everything_in(profile: Profile) -> list[tuple[str, str]]:
    engine = make_engine(profile.store, HeldKey(KEY))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1"))
        version = migrate.version_of(rows_in(connection))
        found = [(str(name), str(sql)) for name, sql in rows]
    engine.dispose()
    return [("version", str(version)), *found]
