"""Draws the sync screen of two laptops that disagree: `python -m tools.screenshots conflicts`.

A demo store and a colleague's, with a server between them, are made once beside the pictures.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QWidget

from desktop.app.wiring import Milepost
from desktop.clock import today_of
from desktop.services.accounts.service import create_store
from desktop.services.demo.people import COLLEAGUE, HOME, ME, home_people
from desktop.services.demo.server import DemoServer
from desktop.services.demo.service import make_demo_store, open_demo
from desktop.services.projects.records import ProjectFilter
from desktop.services.roster import Services
from desktop.services.syncing.troubles import note_trouble
from desktop.services.visits.records import VisitFilter
from desktop.settings.sync_settings import SyncSettings
from desktop.ui.session import Session
from tools.screenshots_render import OUT

SYNC = OUT / "demo-sync"
STICK = SYNC / "from-a-colleague.milepost"
PASSPHRASE = "pictures of the demo"
Steps = Callable[[Session], None]


def sync_store() -> Services:
    """The store of the first laptop, with conflicts to decide; made now if it is not there."""
    program = Milepost()
    if not SYNC.exists():
        print("Making two laptops that disagree ...", file=sys.stderr)
        make_demo_store(
            SYNC / "home", program.clock, passphrase=PASSPHRASE, projects=4, visits=24, with_photos=False
        )
        _disagree(SYNC, program)
    return program.open_services(SYNC / "home", PASSPHRASE)


def sync_pictures() -> dict[str, Steps]:
    """How to get to each picture in an open window."""
    return {
        "conflicts-figure": lambda session: _at(session, "budget"),
        "conflicts-text": lambda session: _at(session, "description"),
        "conflicts-merging": _merging,
        "conflicts-many": _many,
        "conflicts-where": lambda session: session.shell.go_to("sync", part="where"),
        "bundles": lambda session: session.shell.go_to("sync", part="bundles"),
        "bundles-write": lambda session: _bundles(session).open_writing(),  # type: ignore[attr-defined]
        "bundles-take": lambda session: _bundles(session).open_taking(STICK),  # type: ignore[attr-defined]
        "conflicts-scopes": lambda session: session.shell.go_to("sync", part="scopes"),
        "conflicts-connection": _connection,
    }


def _desk(session: Session) -> QWidget:
    session.shell.go_to("sync", part="conflicts")
    session.jobs.wait()
    _turn()
    found = session.window.findChild(QWidget, "conflict_desk")
    assert found is not None
    return found


def _turn() -> None:
    from PySide6.QtWidgets import QApplication

    for _round in range(10):
        QApplication.processEvents()


def _at(session: Session, field: str) -> None:
    desk = _desk(session).presenter  # type: ignore[attr-defined]
    for _step in range(20):
        if desk.current is not None and desk.current.field == field:
            return
        desk.walk(1)


def _bundles(session: Session) -> QWidget:
    session.shell.go_to("sync", part="bundles")
    session.jobs.wait()
    _turn()
    found = session.window.findChild(QWidget, "bundles_pane")
    assert found is not None
    return found


def _connection(session: Session) -> None:
    """With a proxy, a schedule, and what went wrong."""
    _desk(session)
    syncing = session.services.syncing
    syncing.set_settings(
        SyncSettings(
            schedule="at",
            limit_kbps=256,
            proxy="manual",
            proxy_address="proxy.example.org:3128",
            proxy_user="aigul",
        )
    )
    with session.services.database.local() as work:
        note_trouble(work, session.services.clock(), "clock", "2027-05-03T10:12:00+00:00")
        note_trouble(work, session.services.clock(), "not_milepost", "Welcome to Hotel Ala-Too")
    session.shell.go_to("sync", part="connection")


def _merging(session: Session) -> None:
    _at(session, "description")
    _turn()
    _desk(session).presenter.write()  # type: ignore[attr-defined]


def _many(session: Session) -> None:
    conflicts = _desk(session).list_pane.list  # type: ignore[attr-defined]
    conflicts.setFocus()
    model, chosen = conflicts.model(), conflicts.selectionModel()
    for at in range(model.rowCount()):
        chosen.select(model.index(at), QItemSelectionModel.SelectionFlag.Select)


def _disagree(folder: Path, program: Milepost) -> None:
    server = DemoServer(folder / "server")
    (folder / "server").mkdir(parents=True)
    server.add_offices(("RO", "Regional Office", None), (HOME, "Country Office Kyrgyzstan", "RO"))
    name, email = home_people()[COLLEAGUE]
    create_store(
        folder / "away",
        passphrase=PASSPHRASE,
        name=name,
        email=email,
        office_code=HOME,
        clock=program.clock,
    )
    both = [open_demo(folder / one, PASSPHRASE, program.clock) for one in ("home", "away")]
    try:
        with server.running() as address:
            for services, who in zip(both, (ME, COLLEAGUE), strict=True):
                services.syncing.enrol(address, server.code_for(home_people()[who][1], "RO", "manager"))
            _meet(both)
            _write(both)
            _meet(both[::-1])
            _leave(both[0])
            _travel(*both)
    finally:
        for services in both:
            services.close()


def _meet(both: list[Services]) -> None:
    for services in (*both, *both):
        services.syncing.sync()


def _write(both: list[Services]) -> None:
    """Each in its own way, without knowing of the other."""
    project = both[0].projects.page(ProjectFilter(), limit=1)[0].id
    base = (
        "Six skills centres in Osh and Batken run certified courses for young people who want to work abroad. "
        "Employers take part in course design and meet the graduates at two job fairs a year."
    )
    both[0].projects.set_fields(project, {"description": base, "budget": "2400000"})
    _meet(both)
    texts = (
        base.replace("Six", "Seven").replace("two job fairs", "three job fairs"),
        base.replace("Six", "Eight").replace("who want to work abroad", "aged 18 to 30"),
    )
    notes = ("Counted on the visit of Monday", "The partner’s corrected list")
    visits = both[0].visits.page(VisitFilter(), limit=3)
    today = today_of(both[0].clock)
    for at, services in enumerate(both):
        services.projects.set_fields(project, {"description": texts[at]})
        services.projects.set_fields(project, {"budget": ("2450000", "2520500")[at]})
        for row in visits:
            services.visits.set_fields(
                row.id, {"title": (f"{row.places[0]}, first trip", f"{row.places[0]} and back")[at]}
            )
        services.visits.set_fields(
            visits[0].id,
            {"purpose": notes[at]} if at == 0 else {"logistics": f"Car of the sub-office on {today:%d %b}"},
        )
        services.visits.set_fields(visits[1].id, {"purpose": f"{notes[at]}: see whether the workshops run."})
    both[1].visits.set_fields(visits[2].id, {"logistics": "Two nights in Osh; the car is booked."})
    both[0].visits.set_fields(visits[2].id, {"purpose": "Recount the registers of the last quarter."})


def _leave(home: Services) -> None:
    """One is handed on, and something is unsent."""
    conflicts = home.syncing.conflicts()
    colleague = next(one for one in home.accounts.people() if one.name == home_people()[COLLEAGUE][0])
    home.syncing.ask_to_decide([conflicts[-1].id], colleague.id, "You were there")
    for row in home.visits.page(VisitFilter(), limit=8)[4:]:
        home.visits.set_fields(row.id, {"logistics": "Car of the sub-office; two nights in Osh."})


def _travel(home: Services, away: Services) -> None:
    """Bundles went and came, and one lies on the stick."""
    tags = [services.accounts.me().device_tag for services in (home, away)]
    away.visits.set_fields(
        away.visits.page(VisitFilter(), limit=1)[0].id, {"purpose": "See the new workshop."}
    )
    first, second = SYNC / "first.milepost", SYNC / "second.milepost"
    away.bundles.export([tags[0]], first)
    home.bundles.take(first)
    home.bundles.export(["server", tags[1]], second)
    for row in away.visits.page(VisitFilter(), limit=4):
        away.visits.set_fields(row.id, {"logistics": "The road over the pass is closed; by train to Osh."})
    away.bundles.export([tags[0]], STICK)
    away.bundles.export(["server"], SYNC / "for-the-office.milepost")
    home.bundles.carry(SYNC / "for-the-office.milepost")
