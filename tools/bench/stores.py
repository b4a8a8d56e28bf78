"""Stores for measuring: filled from the seeded demo, opened, and bare connections to the same bytes."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from desktop.clock import system_clock, today_of
from desktop.models import Visit, VisitSite
from desktop.services.accounts import service as accounts
from desktop.services.demo.people import HOME, home_people
from desktop.services.demo.service import make_demo_store, open_demo
from desktop.services.roster import Services

PASSPHRASE = "bench of milepost"


def make_store(folder: Path, *, projects: int, visits: int, with_photos: bool = True) -> Services:
    """A new store with the demo's region in it, open."""
    make_demo_store(
        folder,
        system_clock,
        passphrase=PASSPHRASE,
        projects=projects,
        visits=visits,
        with_photos=with_photos,
    )
    return open_demo(folder, PASSPHRASE, system_clock)


def make_empty(folder: Path, who: int) -> Services:
    """A new store of one of the people at home, open."""
    name, email = home_people()[who]
    accounts.create_store(
        folder, passphrase=PASSPHRASE, name=name, email=email, office_code=HOME, clock=system_clock
    )
    return open_demo(folder, PASSPHRASE, system_clock)


def add_visits(services: Services, count: int, *, at_once: int = 20_000) -> None:
    """Many plain visits with a site each, so that a list is long; nothing else hangs on them."""
    today = today_of(services.clock)
    project_id = _first_project(services)
    states = ("approved", "approved", "approved", "submitted", "planned")
    for start in range(0, count, at_once):
        numbers = range(start, min(start + at_once, count))
        with services.database.writing("demo.visits") as work:
            ids = {number: UUID(int=(0x0190 << 112) + (7 << 76) + (2 << 62) + number) for number in numbers}
            work.add_many(
                Visit,
                (
                    {
                        "id": ids[number],
                        "scope_id": project_id,
                        "project_id": project_id,
                        "code": f"KG/LM.0411/2026/{number:06d}",
                        "title": f"Monitoring of the skills centres, round {number}",
                        "type": "monitoring",
                        "start": today - timedelta(days=number % 1500),
                        "end": today - timedelta(days=number % 1500 - 2),
                        "lead_id": services.access.person_id,
                        "state": states[number % len(states)],
                    }
                    for number in numbers
                ),
            )
            work.add_many(
                VisitSite,
                (
                    {
                        "id": UUID(int=(0x0191 << 112) + (7 << 76) + (2 << 62) + number),
                        "scope_id": project_id,
                        "visit_id": ids[number],
                        "name": ("Osh", "Batken", "Naryn")[number % 3],
                        "position": 0,
                        "state": "visited",
                    }
                    for number in numbers
                ),
            )


def _first_project(services: Services) -> UUID:
    from desktop.services.projects.records import ProjectFilter

    return services.projects.page(ProjectFilter(text="LM.0411"), limit=1)[0].id


@contextmanager
def bare_copy(services: Services, folder: Path) -> Iterator[Any]:
    """A connection without the product to a copy of an open store, with its pragmas and without its triggers."""
    folder.mkdir(parents=True, exist_ok=True)
    with services.database.transaction() as connection:
        connection.exec_driver_sql("SELECT 1")
    target = folder / "copy.db"
    for ending in ("", "-wal", "-shm"):
        source = services.store.database.profile.store
        part = source.with_name(source.name + ending)
        if part.exists():
            shutil.copyfile(part, target.with_name(target.name + ending))
    bare = sqlcipher.connect(str(target), isolation_level=None, timeout=5)
    bare.execute("PRAGMA cipher_log_level = NONE")
    bare.execute(f"PRAGMA key = \"x'{services.store.key.hex()}'\"")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536", "foreign_keys = ON"):
        bare.execute(f"PRAGMA {pragma}")
    for (name,) in bare.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        bare.execute(f'DROP TRIGGER "{name}"')
    try:
        yield bare
    finally:
        bare.close()


def write_json(path: Path, document: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
