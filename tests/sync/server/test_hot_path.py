"""A cluster keeps each scope on one machine: what a laptop asks every time must never look into several at once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from sync.server.store import glances, tables
from sync.server.store.distribution import DISTRIBUTED, REFERENCE, statements

KEYS = {table.name: key for table, key in DISTRIBUTED.items()}


@contextmanager
def statements_of(office: Any) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(" ".join(statement.replace('"', "").split()))

    event.listen(office.database._engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(office.database._engine, "before_cursor_execute", note)


def touched(statement: str) -> set[str]:
    words = statement.replace("(", " ").replace(",", " ").replace(".", " ").split()
    return {name for name in KEYS if name in words}


def is_of_one_scope(statement: str) -> bool:
    if statement.startswith("INSERT INTO"):
        return True  # a row says its own scope
    return any(
        re.search(rf"\b{name}\.{KEYS[name]} = (\?|%\()", statement) for name in touched(statement)
    )  # a value that the call gives, not another table's column


def test_only_the_lookup_of_what_is_new_goes_across_scopes(make_laptop: Any, office: Any) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    record = one.add_project("Water")
    one.sync()
    with statements_of(office) as said:
        one.set(record, title="Wells")
        photo = one.files.put(b"a photo")
        with one.working() as connection:
            connection.exec_driver_sql(
                "INSERT INTO photos (id, scope_id, sha256, size_bytes) VALUES (?, ?, ?, '7')",
                ("0190a000-0000-7000-8000-0000000000ee", one.scope, photo),
            )
        one.sync()
        other.sync()
        other.sync()

    across = {line for line in said if touched(line) and not is_of_one_scope(line)}
    lookups = {line for line in across if touched(line) == {"scopes", "cursors"}}
    own_cursors = {line for line in across if touched(line) == {"cursors"}}

    assert len(said) > 20
    # What is new, and whether anything is: the same question with all of its answer and with the first line of it.
    assert len({re.split(" ORDER BY | LIMIT ", line)[0] for line in lookups}) == 1
    assert across - lookups - own_cursors == set()


def test_an_empty_sync_asks_for_itself_and_looks_once_across_scopes(two: Any, office: Any) -> None:
    one, other = two
    one.add_project("Water")
    for laptop in (one, other, one, other, other):
        laptop.sync()
    with statements_of(office) as said:
        assert other.sync().pulled == 0

    assert said == []  # all that it asked went past the toolkit, and stands here
    assert touched(glances.STANDING) == set()
    assert touched(glances.BEHIND) == {"scopes", "cursors"}


@pytest.mark.parametrize("table", list(DISTRIBUTED), ids=lambda table: table.name)
def test_every_unique_rule_of_a_distributed_table_holds_its_key(table: Any) -> None:
    key = DISTRIBUTED[table]
    unique = [index.columns.keys() for index in table.indexes if index.unique]

    assert key in table.primary_key.columns
    assert all(key in columns for columns in unique)


def test_every_table_has_its_place_on_a_cluster() -> None:
    placed = {*DISTRIBUTED, *REFERENCE}

    assert placed == set(tables.metadata.tables.values())
    assert len(statements()) == len(placed)
