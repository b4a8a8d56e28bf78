"""A real server process, and laptops driven by the command line, as people at two desks would."""

import gc
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from typer.testing import CliRunner

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.credentials import keys
from desktop.i18n import use_language
from desktop.services.accounts.service import create_store
from desktop.services.roster import Services
from desktop.storage.schema_file import present_schema
from desktop.ui.collecting import collect_what_is_due
from desktop.ui.theme import Appearance
from sync.messages.schema import write_schema
from sync.server.app.commands import app as server_commands
from tests.conftest import PASSPHRASE, StandingClock
from tests.journeys.sync_screen import Desk

PEOPLE = ("aigul", "beka")
SERVER = [sys.executable, "-c", "from sync.server.app import main; main()"]


class Office:
    """The server as the person who runs it sees it: a process, and commands typed beside it."""

    def __init__(self, data: Path, schema: Path, port: int = 0) -> None:
        self.data, self._schema, self._port = data, schema, port
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def found(self) -> None:
        """The region and two of its country offices."""
        self.type("office", "add", "RO", "Region")
        for code in ("KG", "AM"):
            self.type("office", "add", code, code, "--parent", "RO")

    def start(self) -> None:
        """Serve on a free port at first, on the same one after a stop."""
        where = ["--data", str(self.data), "--port", str(self._port), "--schema", str(self._schema)]
        self._process = subprocess.Popen(
            [*SERVER, "run", *where], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().split()[-1]
        self._port = int(self.url.rpartition(":")[2])

    @property
    def port(self) -> int:
        return self._port

    def move(self) -> None:
        """The next start takes another free port, so that something else can stand at the old one."""
        self._port = 0

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)
            self._process.communicate(timeout=20)

    def type(self, *words: str) -> Any:
        """One administrator's command; answers its JSON."""
        done = CliRunner().invoke(server_commands, [*words, "--data", str(self.data), "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def code_for(self, email: str, role: str = "manager", office: str = "KG") -> str:
        self.type("user", "add", email, "--office", office, "--role", role)
        return str(self.type("device", "code", email)["code"])


class Laptop:
    """One person's store. `type` runs a command; `open` gives the services a window would have."""

    def __init__(
        self,
        folder: Path,
        email: str,
        clock: StandingClock,
        read: Callable[[], tuple[str, str]],
    ) -> None:
        self.folder, self.email = folder, email
        self._clock, self._read = clock, read
        self.said = ""

    def type(self, *words: str, code: int = 0) -> Any:
        """One command; answers its JSON, keeps what it said beside it in `said`."""
        found = run(["--store", str(self.folder), "--json", *words], Milepost(self._clock))
        out, self.said = self._read()
        assert found == code, (found, self.said or out)
        return json.loads(out) if out else None

    def tell(self, *words: str) -> str:
        """One command as a person reads its answer."""
        assert run(["--store", str(self.folder), *words], Milepost(self._clock)) == 0
        return self._read()[0]

    def sync(self, code: int = 0) -> Any:
        return self.type("sync", code=code)

    def services(self) -> Services:
        return Milepost(self._clock).open_services(self.folder, PASSPHRASE)

    def content(self) -> tuple[Any, ...]:
        """What two laptops must have alike once both are at rest."""
        lists = ("projects", "visits", "actions", "conflicts")
        return tuple(self.type(name, "list") for name in lists)


def meet(*laptops: Laptop) -> None:
    """Each hears of what the others did."""
    for laptop in (*laptops, *laptops):
        laptop.sync()


def _new_stores(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keys, "MEMORY_KIB", 64)
        cheap.setattr(keys, "TIME_COST", 1)
        for name in PEOPLE:
            create_store(
                folder / name,
                passphrase=PASSPHRASE,
                name=name.title(),
                email=f"{name}@example.org",
                office_code="KG",
                clock=StandingClock(),
            )


@pytest.fixture(scope="session")
def _schema_of_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "schema.json"
    path.write_bytes(write_schema(present_schema()))
    return path


@pytest.fixture(scope="session")
def _apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stores that never met a server."""
    folder = tmp_path_factory.mktemp("apart")
    _new_stores(folder)
    return folder


@pytest.fixture(scope="session")
def _together(
    tmp_path_factory: pytest.TempPathFactory, _apart: Path, _schema_of_today: Path
) -> tuple[Path, int]:
    """Both enrolled, with one project: made once, because enrolling for each test would take most of the time."""
    folder = tmp_path_factory.mktemp("together")
    for name in PEOPLE:
        shutil.copytree(_apart / name, folder / name)
    office = Office(folder / "server", _schema_of_today)
    office.start()
    office.found()
    with ExitStack() as open_stores:
        opened = []
        for name in PEOPLE:
            services = open_stores.enter_context(Milepost(StandingClock()).open(folder / name, PASSPHRASE))
            services.syncing.enrol(office.url, office.code_for(f"{name}@example.org"))
            opened.append(services)
        opened[0].projects.create({"title": "Skills in Osh", "code": "LM.0465", "countries": "KG"})
        for services in (*opened, *opened):
            services.syncing.sync()
    office.stop()
    return folder, office.port


@pytest.fixture
def make_laptop(
    tmp_path: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[Path], Laptop]:
    """A copy of a store for this test alone."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    def make(store: Path) -> Laptop:
        folder = shutil.copytree(store, tmp_path / store.name)
        return Laptop(folder, f"{store.name}@example.org", clock, lambda: tuple(capsys.readouterr()))

    return make


@pytest.fixture
def newcomer(make_laptop: Callable[[Path], Laptop], _apart: Path) -> Laptop:
    """Aigul's store, not enrolled yet."""
    return make_laptop(_apart / "aigul")


@pytest.fixture
def another(make_laptop: Callable[[Path], Laptop], _apart: Path) -> Laptop:
    """Beka's store, not enrolled yet."""
    return make_laptop(_apart / "beka")


@pytest.fixture
def new_office(tmp_path: Path, _schema_of_today: Path) -> Iterator[Office]:
    """A server without people."""
    made = Office(tmp_path / "server", _schema_of_today)
    made.start()
    made.found()
    yield made
    made.stop(signal.SIGKILL)


@pytest.fixture
def office(tmp_path: Path, _together: tuple[Path, int], _schema_of_today: Path) -> Iterator[Office]:
    """The server at which both laptops are enrolled."""
    folder, port = _together
    made = Office(shutil.copytree(folder / "server", tmp_path / "server"), _schema_of_today, port)
    made.start()
    yield made
    made.stop(signal.SIGKILL)


@pytest.fixture
def two(
    office: Office, make_laptop: Callable[[Path], Laptop], _together: tuple[Path, int]
) -> tuple[Laptop, Laptop]:
    """Two managers of one office, enrolled and up to date; both have the project LM.0465."""
    return make_laptop(_together[0] / "aigul"), make_laptop(_together[0] / "beka")


@pytest.fixture
def pair(two: tuple[Laptop, Laptop]) -> Iterator[tuple[Services, Services]]:
    """Both stores open, as two windows would have them."""
    with ExitStack() as opened:
        made = [laptop.services() for laptop in two]
        for services in made:
            opened.callback(services.close)
        yield made[0], made[1]


@pytest.fixture(autouse=True, scope="module")
def _leave_no_widget_to_other_threads() -> Iterator[None]:
    """What a file's tests left is freed here, before a server's thread in another file's tests could."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _collect_on_this_thread() -> Iterator[None]:
    """As the program has it: no sync in the background frees a widget of an earlier test."""
    gc.disable()
    yield
    collect_what_is_due()
    gc.enable()


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Appearance:
    return Appearance(qapp)


@pytest.fixture
def open_desk(qtbot: Any, look: Appearance) -> Callable[[Services], Desk]:
    """The sync screen over a store, in the plain light look."""
    use_language("en")
    look.apply("light", 1.0)
    return lambda services: Desk(qtbot, services)
