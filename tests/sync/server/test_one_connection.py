"""No call holds one connection while it waits for another: enough such calls at once would wait for each other."""

from typing import Any

from sqlalchemy import event


def test_a_call_never_holds_two_connections(office: Any, make_laptop: Any) -> None:
    lent = [0]
    most = [0]

    def take(*_: Any) -> None:
        lent[0] += 1
        most[0] = max(most[0], lent[0])

    def give_back(*_: Any) -> None:
        lent[0] -= 1

    event.listen(office.database._engine, "checkout", take)
    event.listen(office.database._engine, "checkin", give_back)
    one, other = make_laptop("one"), make_laptop("other")  # each takes its place with a code
    record = one.add_project("Water")
    photo = one.files.put(b"a photo")
    with one.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO photos (id, scope_id, sha256, size_bytes) VALUES (?, ?, ?, '7')",
            ("0190a000-0000-7000-8000-0000000000ee", one.scope, photo),
        )
    for laptop in (one, other, one, other):
        laptop.sync()
    other.set(record, title="Wells")
    for laptop in (other, one, other, one):
        laptop.sync()

    assert (most[0], lent[0]) == (1, 0)
