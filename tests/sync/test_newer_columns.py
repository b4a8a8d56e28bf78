"""I14: what a newer release wrote into columns that this one lacks is kept, sent on, and shown after the update."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, ForeignKey, MetaData, Table

from sync.client import capture
from sync.client.held import show_columns
from sync.client.rounds import Client
from tests.sync.conftest import METADATA, PROJECTS, SCHEMA, SCOPE, VISITS, Centre, Laptop, new_id

Make = Callable[..., Laptop]

OLD = MetaData()


def _column_again(column: Column[Any]) -> Column[Any]:
    keys = [ForeignKey(key.target_fullname) for key in column.foreign_keys]
    is_key = column.primary_key
    return Column(
        column.name, column.type, *keys, primary_key=is_key, nullable=column.nullable, info=column.info
    )


for table in METADATA.sorted_tables:
    lacking = {"place"} if table.name == "visits" else set()
    kept = [_column_again(column) for column in table.columns if column.name not in lacking]
    Table(table.name, OLD, *kept, info=table.info)


def of_the_old_release(laptop: Laptop) -> None:
    """As if the laptop's program had never known the place of a visit."""
    with laptop.engine.begin() as connection:
        capture.drop(connection)
        connection.exec_driver_sql("ALTER TABLE visits DROP COLUMN place")
        capture.install(connection, OLD)
    laptop.client = Client(laptop.engine.begin, OLD, SCHEMA, laptop.transport, laptop.files)


def update(laptop: Laptop) -> None:
    """As the migration of a new release does it."""
    with laptop.engine.begin() as connection:
        capture.drop(connection)
        connection.exec_driver_sql("ALTER TABLE visits ADD COLUMN place TEXT")
        capture.install(connection, METADATA)
        show_columns(connection, METADATA, ["visits"])
    laptop.client = Client(laptop.engine.begin, METADATA, SCHEMA, laptop.transport, laptop.files)


def places(laptop: Laptop) -> dict[str, str | None]:
    return dict(laptop.rows("SELECT id, place FROM visits"))


def test_columns_that_came_before_the_update_are_filled_by_it(make_laptop: Make, office: Centre) -> None:
    newer, older = make_laptop("newer"), make_laptop("older", is_enrolled=False)
    of_the_old_release(older)
    older.client.enrol(office.code_for(older.actor))
    project = newer.add_project("Water")
    made, moved, plain = new_id(), new_id(), new_id()
    with newer.working() as connection:
        for visit, place in ((made, "Osh"), (moved, "Batken"), (plain, None)):
            connection.execute(
                VISITS.insert().values(id=visit, scope_id=SCOPE, project_id=project, place=place)
            )
    newer.sync()
    older.sync()
    with newer.working() as connection:
        connection.execute(VISITS.update().where(VISITS.c.id == moved).values(place="Naryn"))
    newer.sync()
    older.sync()
    assert sorted(row[0] for row in older.rows("SELECT id FROM visits")) == sorted([made, moved, plain])
    with older.working() as connection:  # typed before the update, not sealed yet
        connection.execute(PROJECTS.update().where(PROJECTS.c.id == project).values(title="Water users"))

    update(older)

    assert places(older) == {made: "Osh", moved: "Naryn", plain: None}
    assert older.project(project)["title"] == "Water users"
    older.sync()
    newer.sync()
    assert places(newer) == places(older)
    assert newer.project(project) == older.project(project)
    assert newer.rows("SELECT count(*) FROM sync_conflicts") == [(0,)]


def test_what_an_update_filled_is_not_sent_again(make_laptop: Make, office: Centre) -> None:
    newer, older = make_laptop("newer"), make_laptop("older", is_enrolled=False)
    of_the_old_release(older)
    older.client.enrol(office.code_for(older.actor))
    project = newer.add_project("Water")
    with newer.working() as connection:
        connection.execute(
            VISITS.insert().values(id=new_id(), scope_id=SCOPE, project_id=project, place="Osh")
        )
    newer.sync()
    older.sync()

    update(older)

    assert older.sync().pushed == 0
