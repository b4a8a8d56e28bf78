"""A store made without an e-mail, and the account its person is given when it joins an office."""

from collections.abc import Callable
from pathlib import Path

from desktop.services.accounts.service import create_store
from tests.conftest import PASSPHRASE, StandingClock
from tests.journeys.conftest import Laptop, Office


def test_work_done_before_the_account_stays_the_same_persons(
    new_office: Office, make_laptop: Callable[[Path], Laptop], tmp_path: Path
) -> None:
    create_store(
        tmp_path / "first" / "aida",
        passphrase=PASSPHRASE,
        name="Aida Osmonova",
        email=None,
        office_code="KG",
        clock=StandingClock(),
    )
    aida = make_laptop(tmp_path / "first" / "aida")
    aida.type("projects", "new", "title=Skills in Osh", "code=LM.0465", "countries=KG")
    days = ("--start", "2026-11-24", "--end", "2026-11-25")
    visit = aida.type("visits", "new", "--project", "LM.0465", *days)["id"]
    action = aida.type(
        *("actions", "new", "--visit", visit, "--title", "Mend", "--due", "2026-12-01"),
        "--owner",
        "Aida Osmonova",
    )["id"]
    aida.type("actions", "move", action, "in_progress")
    aida.type("actions", "move", action, "completed", "--done", "Mended")

    aida.type("enrol", new_office.url, new_office.code_for("aida@example.org"))
    aida.sync()

    services = aida.services()
    me = services.accounts.me()
    shown = services.visits.get(services.references.visit(visit))
    people = services.accounts.people()
    services.close()
    assert (me.person.name, me.person.email) == ("Aida Osmonova", "aida@example.org")
    assert (shown.row.lead_id, shown.row.lead) == (me.person.id, "Aida Osmonova")
    assert [person.id for person in people] == [me.person.id]
    aida.type("actions", "move", action, "verified", code=5)
    assert {line["who"] for line in aida.type("history", visit)["items"]} == {"Aida Osmonova"}


def test_a_reader_who_changed_nothing_is_told_of_nothing_set_aside(
    new_office: Office, make_laptop: Callable[[Path], Laptop], tmp_path: Path
) -> None:
    create_store(
        tmp_path / "first" / "cora",
        passphrase=PASSPHRASE,
        name="Cora Example",
        email="cora@example.org",
        office_code="KG",
        clock=StandingClock(),
    )
    cora = make_laptop(tmp_path / "first" / "cora")
    cora.type("enrol", new_office.url, new_office.code_for("cora@example.org", "reader"))

    assert cora.sync()["quarantined"] == 0
    assert cora.type("quarantine", "list")["items"] == []
    cora.type("projects", "new", "title=Skills in Osh", "countries=KG", code=5)
