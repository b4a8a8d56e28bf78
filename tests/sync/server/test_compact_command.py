"""milepost-server compact and archive: what the person who runs the server types and sees, also when the power goes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sync.client.replica import announce_scope
from sync.messages.schema import write_schema
from sync.server.app.commands import app
from sync.server.rounds.verifying import faults_in
from tests.sync.conftest import PROJECTS, SCHEMA, SCOPE, new_id

pytestmark = pytest.mark.parametrize("office", ["sqlite"], indirect=True)


class Admin:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.schema = data.with_name("schema.json")
        self.schema.write_bytes(write_schema(SCHEMA))

    def types(self, *words: str) -> Any:
        return CliRunner().invoke(app, [*words, "--data", str(self.data)])

    def told(self, *words: str) -> Any:
        done = self.types(*words, "--json")
        assert done.exit_code == 0, done.output
        return json.loads(done.output)

    def compacts(self, *words: str) -> Any:
        return self.told("compact", "--schema", str(self.schema), "--keep-days", "0", *words)


@pytest.fixture
def admin(office: Any, tmp_path: Path) -> Admin:
    return Admin(tmp_path / "server")


@pytest.fixture
def record(make_laptop: Any) -> str:
    laptop = make_laptop("one")
    made = str(laptop.add_project("Water"))
    laptop.sync()
    for title in ("Wells", "Pumps", "Taps"):
        laptop.set(made, title=title)
        laptop.sync()
    laptop.sync()  # tells how far it has come
    return made


def test_it_says_what_it_would_do_and_does_it(admin: Admin, record: str) -> None:
    rehearsal = admin.compacts("--dry-run")
    assert [(one["scope"], one["changes"], one["archive"]) for one in rehearsal["scopes"]] == [(SCOPE, 4, "")]
    assert admin.told("archive", "list")["total"] == 0

    done = admin.compacts()
    assert [(one["changes"], one["thinned"]) for one in done["scopes"]] == [(4, 2)]
    status = admin.told("status")
    (listed,) = admin.told("archive", "list")["items"]

    assert (status["operations"], status["archived"]) == (4, 4)
    assert status["archive_bytes"] == listed["size_bytes"] == Path(listed["file"]).stat().st_size
    assert status["database_bytes"] == done["database_bytes"] > 0
    assert (listed["first"], listed["last"]) == (1, 4)


def test_each_scope_is_called_as_people_call_it(admin: Admin, make_laptop: Any) -> None:
    laptop, shared = make_laptop("one"), new_id()
    laptop.add_project("Water", id=SCOPE)
    laptop.sync()
    laptop.set(SCOPE, title="Taps")
    with laptop.engine.begin() as connection:
        announce_scope(connection, shared, "country", "KG")
    with laptop.working() as connection:
        connection.execute(PROJECTS.insert().values(id=new_id(), scope_id=shared, title="Partners"))
    laptop.sync()
    laptop.sync()

    told = admin.types("compact", "--schema", str(admin.schema), "--keep-days", "0", "--dry-run").output
    assert "Taps: 2 changes would be archived" in told
    assert "what KG shares: 1 changes would be archived" in told
    admin.compacts()
    assert {one["name"] for one in admin.compacts("--dry-run")["scopes"]} == {"Taps", "what KG shares"}


def test_young_history_stays(admin: Admin, record: str) -> None:
    done = admin.types("compact", "--schema", str(admin.schema))

    assert done.output == "No history is old enough to be archived.\n"


def test_a_laptop_that_is_behind_is_named(admin: Admin, record: str, make_laptop: Any) -> None:
    slow, other = make_laptop("slow"), make_laptop("other")
    slow.sync()
    slow.sync()
    other.sync()
    other.set(record, title="More")
    other.sync()
    other.sync()

    done = admin.types("compact", "--schema", str(admin.schema), "--keep-days", "0")

    assert f"{SCOPE}: laptop A1 has not taken more than 4 yet; revoke it if it is gone." in done.output


def test_every_value_can_be_read_again(admin: Admin, record: str) -> None:
    admin.compacts()

    told = admin.told("archive", "show", record)

    assert [item["value"]["title"] for item in told["items"]] == ["Water", "Wells", "Pumps", "Taps"]
    assert "projects title: title 'Wells'" in admin.types("archive", "show", record).output


def test_a_backup_takes_the_archives_along(admin: Admin, record: str, tmp_path: Path) -> None:
    admin.compacts()
    file, before = tmp_path / "backup.tar", admin.told("archive", "show", record)
    admin.told("backup", str(file))
    shutil.rmtree(admin.data / "archive")
    assert not json.loads(admin.types("verify", "--json").output)["ok"]

    admin.told("restore", str(file))

    assert admin.told("verify")["ok"]
    assert admin.told("archive", "show", record) == before


def test_what_is_not_there_is_said(
    admin: Admin, record: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from sync.server.app.commands import main

    for words, sentence in (
        (
            ["compact", "--scope", "nowhere"],
            "Nothing was ever sent in scope nowhere. The Sync screen shows its id.",
        ),
        (
            ["archive", "show", "nothing"],
            "Nothing was ever sent about nothing. Its id stands in its history.",
        ),
    ):
        monkeypatch.setattr("sys.argv", ["milepost-server", *words, "--data", str(admin.data)])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 2
        assert capsys.readouterr().err == f"{sentence}\n"


@pytest.mark.slow
def test_killed_at_any_commit_it_is_done_or_not(
    admin: Admin, record: str, office: Any, make_laptop: Any
) -> None:
    dying = str(Path(__file__).with_name("dying.py"))
    words = ["compact", "--schema", str(admin.schema), "--keep-days", "0", "--data", str(admin.data)]
    codes = []
    for commit in range(1, 20):
        codes.append(subprocess.run([sys.executable, dying, str(commit), *words], check=False).returncode)
        assert faults_in(office.database, admin.data / "archive") == []
        if codes[-1] == 0:
            break
    late = make_laptop("late")
    late.sync()

    assert codes[0] == -9
    assert codes[-1] == 0
    assert admin.told("status")["archived"] == 4
    assert late.project(record)["title"] == "Taps"
