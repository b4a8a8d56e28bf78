"""Checked while a history goes on, and when all faults are over and nothing moves any more."""

from typing import Any

from sync.client.book import Book
from sync.client.schema import shapes_of
from tools.simulate.invariants.counted import promise
from tools.simulate.laptop import Laptop
from tools.simulate.office import Office
from tools.simulate.violation import Violation

TABLES = ("projects", "visits", "photos")


def while_it_happens(laptop: Laptop) -> None:
    i08_whole_on_the_laptop(laptop)
    i19_foreign_keys_hold(laptop)


@promise
def i08_whole_on_the_laptop(laptop: Laptop) -> None:
    """A transaction is here with all its operations, or not at all."""
    half = laptop.rows(
        "SELECT id FROM sync_transactions AS t WHERE NOT EXISTS"
        " (SELECT 1 FROM sync_operations AS o WHERE o.transaction_id = t.id AND o.position = 0)"
    )
    if half:
        raise Violation("i08_transactions_are_whole", f"{laptop.name} has half of {half}")


@promise
def i19_foreign_keys_hold(laptop: Laptop) -> None:
    """In every committed state."""
    broken = laptop.rows("PRAGMA foreign_key_check")
    if broken:
        raise Violation("i19_foreign_keys_hold", f"{laptop.name}: {broken}")


@promise
def i01_no_lost_write(laptop: Laptop, office: Office) -> None:
    """Every word is in an operation that the server has, in its order or kept back."""
    there = " ".join(str(op.value) for _, _, said in office.transactions() for op in said.operations)
    for word in laptop.deeds:
        if word not in there:
            raise Violation("i01_no_lost_write", f"{laptop.name} wrote {word}, and the server lacks it")


@promise
def i02_laptops_converge(one: Laptop, other: Laptop, scopes: list[str]) -> None:
    """The same rows and open conflicts in every scope that both read, as far as both releases know them."""
    columns = {name: sorted(_columns(one, name) & _columns(other, name)) for name in TABLES}
    columns["sync_conflicts"] = ["record_id", "atom", "id", "table_name"]
    for scope in scopes:
        for table, names in columns.items():
            sql = f"SELECT {', '.join(names)} FROM {table} WHERE scope_id = ?"
            mine, theirs = set(one.rows(sql, scope)), set(other.rows(sql, scope))
            if mine != theirs:
                differing = sorted(mine ^ theirs, key=repr)
                raise Violation("i02_laptops_converge", f"{one.name} and {other.name}: {table} {differing}")


@promise
def i03_any_paging(laptop: Laptop, witness: Laptop, scopes: list[str]) -> None:
    """Who comes last and gets every transaction as a page of its own sees what the others see."""
    i02_laptops_converge(laptop, witness, scopes)


def _columns(laptop: Laptop, table: str) -> set[str]:
    return set(laptop.metadata.tables[table].columns.keys())


@promise
def i20_history_gives_the_rows(laptop: Laptop) -> None:
    """What the operations amount to is what the rows show."""
    with laptop.disk.begin() as connection:
        book = Book(connection, shapes_of(laptop.metadata))
        for table in TABLES:
            names = [c.name for c in laptop.metadata.tables[table].columns if c.name != "scope_id"]
            rows = laptop.rows(f"SELECT {', '.join(names)} FROM {table}")
            book.load(row[0] for row in rows)
            for row in rows:
                _compare(laptop, book.record(row[0], table), table, dict(zip(names, row, strict=True)))


def _compare(laptop: Laptop, record: Any, table: str, row: dict[str, Any]) -> None:
    for atom in record.shape.atoms:
        shown = {name: value for name, value in record.state(atom).shown.items() if name in row}
        if any(row[name] != value for name, value in shown.items()):
            raise Violation(
                "i20_history_gives_the_rows", f"{laptop.name}: {table}.{atom} {row} is not {shown}"
            )
