"""Draws every screen of the demo store, and the pages before a store is open: `python -m tools.screenshots [NAME ...]`.

Light, dark, from right to left, 200 % and 1024 px wide; `kit` draws the gallery of widgets, `questions` every type of question. Pictures land in
screenshots-out/, beside the demo store they were taken of (made again when it is deleted).
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ.setdefault("MILEPOST_STATE", str(Path("screenshots-out") / "state"))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.wiring import Milepost
from desktop.i18n import use_language
from desktop.services.accounts.service import unlock_again
from desktop.services.roster import Services
from desktop.settings.preferences import Preferences
from desktop.ui.session import Session
from desktop.ui.sync_schedule import SyncSchedule
from desktop.ui.widgets import SegmentedChoice
from tools.screenshots_render import OUT, application, render

DEMO = OUT / "demo"
PASSPHRASE = "pictures of the demo"
LONGEST_WAIT_S = 20.0
OF_SYNC = ("conflicts", "bundles")
"""How the names of pictures begin that take two laptops and a server."""
QUIET = 50
"""Turns of a fiftieth of a second: longer than the preview of a report waits."""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"theme": "dark"},
    "arabic": {"lang": "ar"},
    "russian": {"lang": "ru"},
    "200": {"scale": 2.0},
    "1024": {"size": (1024, 768)},
}


def main(names: list[str]) -> int:
    """Draw the named screens in every look, or all of them."""
    if names[:1] == ["kit"]:
        from tools.screenshots_kit import draw_kit

        return draw_kit(names[1:])
    application()
    if names and all(name.startswith(OF_SYNC) for name in names):
        draw_sync(names)
        return 0
    services = demo_services()
    try:
        for name, steps in pictures(services).items():
            if not names or any(name.startswith(wanted) for wanted in names):
                draw(services, name, steps)
    finally:
        services.close()
    if not names or any(name.startswith(OF_SYNC) for name in names):
        draw_sync(names)
    if not names or "questions" in names:
        from tools.screenshots_questions import main as draw_questions

        draw_questions()
    if not names or "start" in names:
        from tools.screenshots_start import draw_start

        draw_start()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    return 0


def draw_sync(names: list[str]) -> None:
    """The conflict desk of two laptops that disagree, and their bundles."""
    from tools.screenshots_sync import sync_pictures, sync_store

    services = sync_store()
    try:
        for name, steps in sync_pictures().items():
            if not names or any(name.startswith(wanted) for wanted in names):
                draw(services, name, steps)
    finally:
        services.close()


def demo_services() -> Services:
    """The demo store, made now if it is not there."""
    program = Milepost()
    if not DEMO.exists():
        from desktop.services.demo.service import make_demo_store

        print("Making the demo store ...", file=sys.stderr)
        make_demo_store(DEMO, program.clock, passphrase=PASSPHRASE)
    return program.open_services(DEMO, PASSPHRASE)


Steps = Callable[[Session], None]


def pictures(services: Services) -> dict[str, Steps]:
    """What is drawn, by file name: how to get there in an open window."""
    from desktop.rules.vocabulary import VisitState
    from desktop.services.visits.records import VisitFilter

    reporting = VisitFilter(mine=True, states=frozenset({VisitState.REPORTING, VisitState.RETURNED}))
    rated = [row for row in services.visits.page(reporting, limit=50) if not row.unrated]
    visit = rated[0] if rated else next(iter(services.visits.page(VisitFilter(), limit=1)), None)
    visit_id = visit.id if visit is not None else None
    project_id = visit.project_id if visit is not None else None
    drawn: dict[str, Steps] = {
        key: _going(key) for key in ("today", "projects", "visits", "actions", "library", "sync", "settings")
    }
    for part in ("details", "results", "budget", "visits", "actions", "history"):
        drawn[f"project-{part}"] = _going("projects", project_id, part)
    for part in ("brief", "plan", "forms", "findings", "verification", "photos", "actions", "report"):
        drawn[f"visit-{part}"] = _going("visits", visit_id, part)
    draft = next(iter(services.submissions.unfinished()), None)
    if draft is not None:
        drawn["form"] = _going("form", draft.id)
    drawn["library-entities"] = _show_entities
    drawn["palette"] = _open_palette
    drawn["locked"] = lambda session: session.lock()  # the last: the store has to be opened again after it
    return drawn


def _going(key: str, record_id: UUID | None = None, part: str = "") -> Steps:
    return lambda session: session.shell.go_to(key, record_id, part=part)


def _show_entities(session: Session) -> None:
    session.shell.go_to("library")
    kind = session.window.findChild(SegmentedChoice, "library_kind")
    if kind is not None:
        kind.set_value("entities")
        kind.chosen.emit("entities")


def _open_palette(session: Session) -> None:
    session.services.search.catch_up()
    session.window.open_palette()
    field = session.window.findChild(QWidget, "palette_field")
    if field is not None:
        QTest.keyClicks(field, "training")


def draw(services: Services, name: str, steps: Steps) -> None:
    for look, how in LOOKS.items():
        use_language(how.get("lang", "en"))
        one = _OnePicture(services, steps)
        render(one.make, f"{name}-{look}", prepare=one.prepare, **how)
        one.let_go()
        if name == "locked":
            unlock_again(services.store, passphrase=PASSPHRASE)


class _OnePicture:
    """A window of its own for each look, so that nothing of the last one shows."""

    def __init__(self, services: Services, steps: Steps) -> None:
        self._services, self._steps = services, steps
        self._session: Session | None = None

    def make(self) -> QWidget:
        self._session = Session(application(), self._services, DEMO, Preferences())
        return self._session.window

    def prepare(self, _window: QWidget) -> None:
        if self._session is not None:
            self._session.begin()
            self._steps(self._session)
            settle(self._session)

    def let_go(self) -> None:
        if self._session is not None:
            for schedule in self._session.findChildren(SyncSchedule):
                schedule.end()  # it would look into a store that another picture locks
            self._session.jobs.wait()
            self._session.shell.let_go()


def settle(session: Session) -> None:
    """Until nothing runs in the background and nothing waits to be drawn; what waits for a pause in typing included."""
    app = QApplication.instance()
    until = time.monotonic() + LONGEST_WAIT_S
    quiet = 0
    while app is not None and quiet < QUIET and time.monotonic() < until:
        app.processEvents()
        quiet = 0 if session.jobs.running_titles else quiet + 1
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
