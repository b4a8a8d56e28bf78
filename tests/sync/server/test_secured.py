"""What a checked backup of the server holds: noted with the scopes, told to each laptop once, forgotten after a restore."""

import errno
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sync.server.app.commands import app
from sync.server.store.secured import counters_in, note_secured
from tests.sync.conftest import SCOPE


def back_up(office: Any) -> None:
    with office.database.writing() as connection:
        note_secured(connection, counters_in(connection))


def reaches(laptop: Any) -> list[tuple[Any, ...]]:
    return list(laptop.rows("SELECT scope_id, seq FROM sync_secured"))


def at_rest(*laptops: Any) -> None:
    for laptop in (*laptops, *laptops):
        laptop.sync()


def test_each_laptop_hears_of_a_backup_once(office: Any, two: Any) -> None:
    one, other = two
    one.add_project("Wells"), one.add_project("Bridge")
    at_rest(one, other)
    assert reaches(one) == []

    back_up(office)
    one.add_project("Taps")
    at_rest(one, other)

    assert reaches(one) == reaches(other) == [(SCOPE, 2)]
    before = one.sync().bytes_received
    back_up(office)
    heard = one.sync().bytes_received
    assert reaches(one) == [(SCOPE, 3)]
    assert one.sync().bytes_received == before < heard


def test_an_older_backup_takes_nothing_back(office: Any, two: Any) -> None:
    one, _other = two
    one.add_project("Wells")
    at_rest(one)
    with office.database.reading() as connection:
        older = counters_in(connection)
    one.add_project("Bridge")
    at_rest(one)
    back_up(office)
    with office.database.writing() as connection:
        note_secured(connection, older)
        note_secured(connection, {SCOPE: 99})  # of another server: nothing here has come so far

    at_rest(one)

    assert reaches(one) == [(SCOPE, 2)]


def test_after_a_restore_nothing_is_known_of_backups(office: Any, two: Any) -> None:
    one, _other = two
    one.add_project("Wells")
    at_rest(one)
    back_up(office)
    at_rest(one)
    with office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE scopes SET secured = 0")

    office.database.begin_new_epoch()
    at_rest(one)

    assert reaches(one) == []


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
class TestCommands:
    def test_backup_reads_again_what_it_wrote(self, office: Any, two: Any, tmp_path: Path) -> None:
        one, _other = two
        one.add_project("Wells")
        at_rest(one)

        done = CliRunner().invoke(
            app, ["backup", str(tmp_path / "b.tar"), "--data", str(tmp_path / "server")]
        )

        assert done.exit_code == 0, done.output
        at_rest(one)
        assert reaches(one) == [(SCOPE, 1)]

    def test_one_made_by_other_means_reaches_to_where_it_was_begun(
        self, office: Any, two: Any, tmp_path: Path
    ) -> None:
        one, _other = two
        data = ["--data", str(tmp_path / "server")]
        too_soon = CliRunner().invoke(app, ["dumped", *data])
        assert too_soon.exit_code != 0
        one.add_project("Wells")
        at_rest(one)

        assert CliRunner().invoke(app, ["dumping", *data]).exit_code == 0
        one.add_project("Bridge")
        at_rest(one)
        assert CliRunner().invoke(app, ["dumped", *data]).exit_code == 0

        at_rest(one)
        assert reaches(one) == [(SCOPE, 1)]

    def test_a_disk_that_cannot_keep_it_is_told_of_and_no_laptop_hears_of_a_backup(
        self, office: Any, two: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, _other = two
        one.add_project("Wells")
        at_rest(one)

        def fails(_handle: int) -> None:
            raise OSError(errno.EIO, "Input/output error")

        with monkeypatch.context() as broken:
            broken.setattr("os.fsync", fails)
            done = CliRunner().invoke(
                app, ["backup", str(tmp_path / "b.tar"), "--data", str(tmp_path / "server")]
            )

        assert done.exit_code != 0
        assert "another disk" in str(done.exception)
        assert list(tmp_path.glob("b.tar*")) == []
        at_rest(one)
        assert reaches(one) == []
