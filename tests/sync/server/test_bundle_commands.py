"""milepost-server bundle: what the person who runs the server types, sees, and gets as an exit code."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sync.client.acquaintances import acquaintances
from sync.client.bundle_in import open_for, take_bundle
from sync.client.bundle_out import write_bundle
from sync.messages.schema import write_schema
from sync.server.api.http import Served, make_app
from sync.server.app.commands import app, main
from sync.server.store.blob_files import BlobStore
from sync.server.store.database import Database

AT = "2026-01-01T00:00:00.000Z"


class Admin:
    """Runs the command on one data folder."""

    def __init__(self, data: Path, schema_file: Path) -> None:
        self.data, self.schema_file = data, schema_file

    def run(self, *arguments: str, code: int = 0) -> Any:
        done = CliRunner().invoke(app, [*arguments, "--data", str(self.data), "--json"])
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)

    def take(self, file: Path, code: int = 0) -> Any:
        return self.run("bundle", "import", str(file), "--schema", str(self.schema_file), code=code)


@pytest.fixture
def admin(tmp_path: Path, schema: Any) -> Admin:
    file = tmp_path / "schema.json"
    file.write_bytes(write_schema(schema))
    made = Admin(tmp_path / "server", file)
    made.run("office", "add", "KG", "Country")
    made.run("user", "add", "aigul@example.org", "--office", "KG", "--role", "monitor")
    return made


@pytest.fixture
def laptop(admin: Admin, laptop_at: Any, wire_to: Any, schema: Any) -> Any:
    database = Database.open(admin.data, None)
    served = Served(database=database, blobs=BlobStore(admin.data / "blobs"), schema=schema)
    made = laptop_at("aigul", wire_to(make_app(served)))
    made.client.enrol(admin.run("device", "code", "aigul@example.org")["code"])
    yield made
    database.close()


def export(laptop: Any, metadata: Any, target: Path) -> Path:
    with laptop.engine.begin() as connection:
        server = [one for one in acquaintances(connection) if one.is_server]
    write_bundle(laptop.engine.begin, metadata, laptop.files, target, server, made_at=AT)
    return target


def test_a_laptop_s_bundle_comes_in_and_the_answer_goes_out(
    admin: Admin, laptop: Any, metadata: Any, schema: Any, tmp_path: Path
) -> None:
    laptop.add_project("Bridge")
    file = export(laptop, metadata, tmp_path / "week.milepost")

    taken = admin.take(file)
    assert (taken["from"]["tag"], taken["changes"], taken["complete"]) == ("A1", 1, True)
    assert admin.take(file)["again"] == 1

    out = tmp_path / "answer.milepost"
    made = admin.run("bundle", "export", "--to", "A1", "--out", str(out))
    assert (made["to"], made["changes"], made["receipts"]) == (["A1"], 1, 1)
    opened = open_for(laptop.engine.begin, out)
    back = take_bundle(laptop.engine.begin, metadata, schema, laptop.files, opened, at=AT)
    assert back.receipts == 1
    assert laptop.rows("SELECT outcome FROM sync_transactions") == [("applied",)]


def test_what_is_left_over_is_said_and_shows_in_the_exit_code(
    admin: Admin, laptop: Any, metadata: Any, tmp_path: Path
) -> None:
    record = laptop.add_project("Bridge")
    laptop.set(record, state="submitted")
    laptop.set(record, state="approved")
    laptop.add_project("Last", summary="x" * 3000)
    file = export(laptop, metadata, tmp_path / "week.milepost")

    assert admin.take(file, code=1)["quarantined"] == 1
    file.write_bytes(file.read_bytes()[:-1])
    cut = admin.take(file, code=1)
    assert (cut["complete"], cut["missing"]["changes"]) == (False, 4)


def test_the_server_s_key_stays_the_same(admin: Admin) -> None:
    first = admin.run("bundle", "key")

    assert first["key"].startswith("milepost-server-key ")
    assert admin.run("bundle", "key") == first


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is no bundle"), (b"MPBUNDLE", "breaks off"), (b"MPBUNDLE\xff\xff\xff\xff", "damaged")],
)
def test_what_is_no_bundle_is_answered_with_a_sentence(
    admin: Admin,
    tmp_path: Path,
    content: bytes,
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "found.milepost"
    file.write_bytes(content)
    words = ["milepost-server", "bundle", "import", str(file), "--data", str(admin.data)]
    monkeypatch.setattr("sys.argv", [*words, "--schema", str(admin.schema_file)])

    with pytest.raises(SystemExit) as left:
        main()

    said = capsys.readouterr().err
    assert left.value.code == 2
    assert sentence in said
    assert said.endswith("Nothing was changed.\n")


def test_nobody_called_so_and_a_file_that_is_there_are_refused(
    admin: Admin,
    laptop: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    for to, out, sentence in (
        ("Z9", tmp_path / "new", "No enrolled laptop"),
        ("A1", there, "exists already"),
    ):
        words = ["bundle", "export", "--to", to, "--out", str(out), "--data", str(admin.data)]
        monkeypatch.setattr("sys.argv", ["milepost-server", *words])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 2
        assert sentence in capsys.readouterr().err
    assert there.read_text() == "mine"
