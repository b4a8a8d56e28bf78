"""A real, open, encrypted store for every test that asks for one; the clock stands still unless moved."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from desktop.app.wiring import Milepost
from desktop.credentials import keys
from desktop.i18n import use_language
from desktop.services.accounts.service import create_store
from desktop.services.roster import Services

PASSPHRASE = "four words for tests"

# No example has a time limit of its own: the first also pays for lists that are read when first asked for.
# The same examples in every CI run: a verdict there can be had again; at home the search goes on.
settings.register_profile("home", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "home")

_verdict = pytest.StashKey[int]()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_verdict] = int(session.exitstatus if session.exitstatus else exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    # After some 2,000 tests in one process Qt's own teardown of what Python still holds has crashed
    # behind the printed verdict; the exit code is to be that verdict.
    if "PySide6.QtWidgets" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash.get(_verdict, 1))


class StandingClock:
    """Tells the time it was set to; a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A command tried in another language would speak on in every test after it in the same process."""
    use_language("en")


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    # argon2id at full cost would take most of the suite's time; one test uses the real cost
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "TIME_COST", 1)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="session")
def _new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: a migration for every test would take most of the suite's time."""
    folder = tmp_path_factory.mktemp("store") / "profile"
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keys, "MEMORY_KIB", 64)
        cheap.setattr(keys, "TIME_COST", 1)
        create_store(
            folder,
            passphrase=PASSPHRASE,
            name="Aigul Example",
            email="aigul@example.org",
            office_code="KG",
            clock=StandingClock(),
        )
    return folder


@pytest.fixture
def profile_folder(tmp_path: Path, _new_store: Path) -> Path:
    """A new store of Aigul, office KG, for this test alone."""
    return shutil.copytree(_new_store, tmp_path / "profile")


@pytest.fixture
def services(profile_folder: Path, clock: StandingClock) -> Iterator[Services]:
    opened = Milepost(clock).open_services(profile_folder, PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def real_form_file() -> Callable[[str], bytes]:
    """The bytes of a real form; the test is left out where the shared data is not there."""

    def read(name: str) -> bytes:
        path = Path(__file__).parents[2] / "shared" / "data" / "forms" / name
        if not path.exists():
            pytest.skip("the real forms of ../shared/data are not here")
        return path.read_bytes()

    return read
