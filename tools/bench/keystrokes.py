"""A keystroke in a field, saved and painted, while other people's changes arrive, beside the same with nothing arriving.

Runs the window offscreen: `./run bench typing`.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.clock import system_clock
from desktop.services.demo.people import COLLEAGUE, HOME, home_people
from desktop.services.demo.server import DemoServer
from desktop.services.demo.service import open_demo
from desktop.services.roster import Services
from desktop.settings.preferences import Preferences
from desktop.ui.screens.visits.view import VisitsView
from desktop.ui.session import Session
from desktop.ui.theme import Appearance
from desktop.ui.widgets import TextArea
from tools.bench.measuring import Outcome
from tools.bench.stores import PASSPHRASE, add_visits, make_empty, make_store

BETWEEN_MS = 90
"""A quick typist; in between the window does what it always does."""
FEWEST, MOST = 150, 3000


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    app = QApplication.instance() or QApplication(["milepost-bench"])
    assert isinstance(app, QApplication)
    Appearance(app).apply("light", 1.0)
    home = make_store(folder / "home", projects=3, visits=6, with_photos=False)
    (folder / "server").mkdir()
    server = DemoServer(folder / "server")
    server.add_offices(("RO", "Regional Office", None), (HOME, "Country Office", "RO"))
    quiet: list[tuple[float, ...]] = []
    busy: list[tuple[float, ...]] = []
    arrived = 0
    try:
        with server.running() as address:
            home.syncing.enrol(address, server.code_for(home_people()[0][1], "RO", "manager"))
            home.syncing.sync()
            for number in range(rounds):
                _prepare(folder / f"away-{number}", address, server)
            # A visit and its site are two changes; fifty are one deed.
            add_visits(home, 500 if quick else 25_000, at_once=25)
            home.syncing.sync()
            for number in range(rounds):
                away = open_demo(folder / f"away-{number}", PASSPHRASE, system_clock)
                typist = Typist(app, away, folder / f"away-{number}")
                try:
                    typist.type_for(20)  # the first ones load what the later ones have
                    quiet.append(typist.type_for(FEWEST))
                    during, arrived = typist.type_while_syncing()
                    busy.append(during)
                finally:
                    typist.leave()
                    away.close()
    finally:
        home.close()
    return [_row(word, of, quiet, busy, arrived) for word, of in _MEASURES]


def _prepare(folder: Path, address: str, server: DemoServer) -> None:
    """A colleague's laptop that has all there is so far."""
    away = make_empty(folder, COLLEAGUE)
    try:
        away.syncing.enrol(address, server.code_for(home_people()[COLLEAGUE][1], "RO", "manager"))
        away.syncing.sync()
    finally:
        away.close()


class Typist:
    """Types into the purpose of a visit, in the window of one store."""

    def __init__(self, app: QApplication, services: Services, folder: Path) -> None:
        self._app, self._services = app, services
        project = services.projects.create({"title": "Wells", "code": "WA.0101", "countries": "KG"})
        visit = services.visits.create(project_id=project.id, purpose="Recount")
        self._session = Session(app, services, folder, Preferences())
        self._session.begin()
        self._session.shell.go_to("visits", visit.row.id, part="plan")
        self._settle(1500)
        screen = self._session.window.findChild(VisitsView)
        assert screen is not None
        self._field = next(one for one in screen.findChildren(TextArea) if one.isVisible())
        self._editor = self._field.area
        self._editor.setFocus()

    def type_for(self, times: int) -> tuple[float, ...]:
        return tuple(self._one() for _stroke in range(times))

    def type_while_syncing(self) -> tuple[tuple[float, ...], int]:
        """Until the run ends, and how many changes came."""
        run, taken = self._session.shell.sync_run, _End()
        unwatch = run.watch(taken)
        run.start()
        strokes: list[float] = []
        while run.is_under_way and len(strokes) < MOST:
            strokes.append(self._one())
        unwatch()
        assert taken.report is not None, taken.problem
        return tuple(strokes), taken.report.pulled

    def _one(self) -> float:
        """Seconds from the key to the text saved in the store and the field painted with it."""
        before = len(self._field.value())
        begun = time.perf_counter()
        QTest.keyClick(self._editor, "a")
        self._field.flush()
        self._app.processEvents()
        self._editor.repaint()
        spent = time.perf_counter() - begun
        assert len(self._field.value()) == before + 1, "the field was taken away under the typist's hands"
        self._settle(BETWEEN_MS)
        return spent

    def _settle(self, milliseconds: int) -> None:
        until = QDeadlineTimer(milliseconds)
        while not until.hasExpired():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            time.sleep(0.001)

    def leave(self) -> None:
        self._session.jobs.wait()
        self._session.shell.let_go()
        self._session.window.close()
        self._session.window.deleteLater()
        self._settle(50)


class _End:
    """A RunListener that keeps how it ended."""

    def __init__(self) -> None:
        self.report: Any = None
        self.problem: Any = None

    def run_moved(self) -> None:
        """Only the end matters."""

    def run_ended(self, report: Any, problem: Any, *, was_asked: bool) -> None:
        self.report, self.problem = report, problem


def _part(share: float) -> Callable[[tuple[float, ...]], float]:
    return lambda values: sorted(values)[min(int(len(values) * share), len(values) - 1)]


_MEASURES: tuple[tuple[str, Callable[[tuple[float, ...]], float]], ...] = (
    ("median", statistics.median),
    ("95 %", _part(0.95)),
    ("worst", max),
)


def _row(
    word: str,
    of: Callable[[tuple[float, ...]], float],
    quiet: list[tuple[float, ...]],
    busy: list[tuple[float, ...]],
    arrived: int,
) -> Outcome:
    strokes = sum(len(one) for one in busy)
    return Outcome(
        name=f"a keystroke saved and painted while {arrived:,} changes arrive, {word}",
        unit="s",
        product=tuple(of(one) for one in busy),
        limit=tuple(of(one) for one in quiet),
        note=f"beside the same with nothing arriving; {strokes} keystrokes, {BETWEEN_MS} ms apart",
        facts={"strokes": strokes, "arrived": arrived},
    )
