"""kill -9 inside attach, backup, restore and a migration: afterwards the store opens, is whole, and nothing is half."""

import json
import shutil
import signal
import sys
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from desktop.storage import migrate
from tests.conftest import PASSPHRASE
from tests.journeys.stopping import Ended, run_until, spread
from tests.makers import make_photo, make_project, make_visit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX knows them"),
]
MOMENTS = 7


@pytest.fixture
def visit(profile_folder: Path) -> str:
    with Milepost().open(profile_folder, PASSPHRASE) as services:
        made = make_visit(services, make_project(services), state="in_field")
        services.upkeep.back_up()
        return str(made)


def whole(folder: Path) -> None:
    """The store opens, the doctor finds nothing (but a full disk of the machine), the newest backup verifies."""
    with Milepost().open(folder, PASSPHRASE) as services:
        assert [
            check.name for check in services.upkeep.examine() if not check.ok and check.name != "disk"
        ] == []
        services.upkeep.verify()
    assert not list((folder / "tmp").iterdir())


def told(ended: Ended) -> None:
    assert ended.code in (0, -signal.SIGKILL), ended.said
    assert "Traceback" not in ended.said


@pytest.mark.parametrize("kind", ["file", "statement"])
def test_an_attached_photo_is_there_whole_or_not_at_all(
    profile_folder: Path, visit: str, tmp_path: Path, kind: str
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(make_photo((1600, 1200)))
    words = ["visits", "attach", visit, str(photo), "--json"]
    attached = 1
    total = run_until(profile_folder, words, kind=kind).moments
    assert total > 3

    for at in spread(total, MOMENTS):
        ended = run_until(profile_folder, words, kind=kind, at=at)
        told(ended)
        whole(profile_folder)
        with Milepost().open(profile_folder, PASSPHRASE) as services:
            found = services.visits.get(services.references.visit(visit)).attachments
            assert len(found) in (attached, attached + 1)
            for one in found:
                assert services.attachments.content(one.id)
        attached = len(found)


@pytest.mark.parametrize("kind", ["file", "statement"])
def test_a_backup_is_whole_or_not_listed(profile_folder: Path, visit: str, kind: str) -> None:
    total = run_until(profile_folder, ["backup"], kind=kind).moments
    for at in spread(total, MOMENTS):
        told(run_until(profile_folder, ["backup"], kind=kind, at=at))
        whole(profile_folder)

    with Milepost().open(profile_folder, PASSPHRASE) as services:
        for backup in services.upkeep.backups():
            services.upkeep.verify(backup.path)
        services.upkeep.back_up()
    assert not list((profile_folder / "backups").glob("*.part*"))


def test_a_restore_leaves_the_old_store_or_the_backup(profile_folder: Path, visit: str) -> None:
    with Milepost().open(profile_folder, PASSPHRASE) as services:
        (backup,) = services.upkeep.backups()
        services.accounts.add_person("Written after the backup")
    total = run_until(profile_folder, ["restore", str(backup.path)]).moments
    after = people(profile_folder)
    assert after == ["Aigul Example"]

    for at in range(1, total + 1):
        with Milepost().open(profile_folder, PASSPHRASE) as services:
            services.accounts.add_person("Written after the backup", email="late@example.org")
        before = people(profile_folder)
        told(run_until(profile_folder, ["restore", str(backup.path)], at=at))
        assert people(profile_folder) in (before, after), at
        whole(profile_folder)


def people(folder: Path) -> list[str]:
    with Milepost().open(folder, PASSPHRASE) as services:
        return sorted(person.name for person in services.accounts.people())


NEXT_RELEASE = """
from sqlalchemy import event, text
from desktop.storage import migrate
migrate.HEAD = {head!r}
migrate.__file__ = {file!r}
"""
NEXT_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("of_the_next_release", sa.Column("id", sa.Integer, primary_key=True))
    with op.batch_alter_table("local_settings") as batch:
        batch.add_column(sa.Column("note", sa.Text))
    op.execute("UPDATE local_settings SET note = 'migrated'")
"""


def test_a_migration_is_done_or_never_began(profile_folder: Path, visit: str, tmp_path: Path) -> None:
    following = f"{int(migrate.HEAD) + 1:04}"
    folder = Path(migrate.__file__).parent / "migrations"
    shutil.copytree(folder, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "migrations" / "versions" / f"{following}_next.py").write_text(
        NEXT_MIGRATION.format(next=following, head=migrate.HEAD)
    )
    prepare = NEXT_RELEASE.format(head=following, file=str(tmp_path / "migrate.py"))
    fresh = tmp_path / "as it was"
    shutil.copytree(profile_folder, fresh)

    def migrated(at: int, kind: str) -> Ended:
        shutil.rmtree(profile_folder)
        shutil.copytree(fresh, profile_folder)
        return run_until(profile_folder, ["visits", "list", "--json"], kind=kind, at=at, prepare=prepare)

    for kind in ("statement", "file"):
        complete = migrated(0, kind)
        assert complete.code == 0, complete.said
        assert json.loads(complete.out)["total"] == 1
        assert list((profile_folder / "backups").glob(f"*before-{following}*"))
        for at in spread(complete.moments, MOMENTS):
            told(migrated(at, kind))
            # The next start brings it to the new version, whatever was left.
            again = run_until(profile_folder, ["doctor", "--json"], prepare=prepare)
            assert again.code == 0, again.said
            assert {one["name"] for one in json.loads(again.out)["checks"] if not one["ok"]} <= {"disk"}
