"""What the person who runs the server sees of what it keeps back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sync.server.app.commands import app
from sync.server.store import tables

Tell = Callable[..., Any]


@pytest.fixture
def tell(office: Any, tmp_path: Path) -> Tell:
    url = str(office.database._engine.url.render_as_string(hide_password=False))
    where = ["--database", url] if url.startswith("postgresql") else []

    def run(*arguments: str, code: int = 0) -> Any:
        command = [*arguments, "--data", str(tmp_path / "server"), *where, "--json"]
        done = CliRunner().invoke(app, command)
        assert done.exit_code == code, done.output
        return json.loads(done.stdout) if code == 0 else str(done.exception)

    return run


def test_it_is_named_with_what_would_help_and_shown_on_request(make_laptop: Any, tell: Tell) -> None:
    reader = make_laptop("reader", "reader")
    record = reader.add_project("A bridge")
    reader.sync()

    [one] = tell("quarantine", "list")["items"]
    assert (one["code"], one["email"], one["changes"]) == ("no_right", reader.actor, {"projects": 1})
    assert "user add" in one["why"]
    assert "bridge" not in json.dumps(one)

    shown = tell("quarantine", "show", one["name"])
    assert shown["changes"][0]["record"] == record
    assert shown["changes"][0]["value"]["title"] == "A bridge"
    assert "kept back" in tell("quarantine", "show", "nothing", code=1)


def test_nothing_kept_back_is_an_empty_list(tell: Tell) -> None:
    assert tell("quarantine", "list") == {"items": [], "total": 0}
    assert tell("quarantine", "retry") == {"taken": 0, "left": 0}


def test_after_a_dump_was_put_back_laptops_send_again_what_it_lacks(
    make_laptop: Any, office: Any, tell: Tell
) -> None:
    laptop = make_laptop("one")
    laptop.add_project("Before the dump")
    laptop.sync()
    with office.database.reading() as connection:
        names = ("transactions", "operations", "chains", "scopes", "cursors", "devices")
        dump = {
            name: connection.execute(tables.metadata.tables[name].select()).mappings().all() for name in names
        }
    laptop.add_project("After the dump")
    laptop.sync()

    with office.database.writing() as connection:
        for name, rows in dump.items():
            table = tables.metadata.tables[name]
            connection.execute(table.delete())
            for row in rows:
                connection.execute(table.insert().values(dict(row)))
    told = tell("restored")
    laptop.sync()

    assert told["epoch"] == office.database.epoch()
    assert tell("status")["operations"] == 2
    assert tell("verify")["ok"]
