"""What the server does not take: kept back whole, said on the laptop, and nothing else waits for it."""

import uuid
from typing import Any

import pytest

from sync.client.replica import announce_scope
from sync.client.standing import standing_of
from sync.client.transport import TransportError
from sync.merge.people import role_in_region
from sync.merge.rights import may_change
from sync.server.access.people import Access
from sync.server.rounds.push import judge_again
from sync.server.store.registry import Office, Registry
from tests.sync.conftest import PROJECTS

Two = tuple[Any, Any]
NOW = "2026-11-25T12:00:00.000Z"


def kept_back(laptop: Any) -> list[tuple[str, str | None]]:
    with laptop.engine.begin() as connection:
        return [(item.outcome, item.code) for item in standing_of(connection).kept_back]


def test_a_step_that_the_role_may_not_take_is_kept_back_and_the_rest_goes_on(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    one.set(record, state="submitted")
    one.set(record, state="approved")
    one.set(record, title="Wells")

    report = one.sync()
    other.sync()

    assert (report.pushed, report.quarantined) == (3, 1)
    assert kept_back(one) == [("quarantined", "no_such_step")]
    assert (other.project(record)["title"], other.project(record)["state"]) == ("Wells", "submitted")
    assert one.project(record)["state"] == "approved"


def test_what_builds_on_something_kept_back_waits(make_laptop: Any) -> None:
    reader = make_laptop("reader", "reader")
    record = reader.add_project("Water")
    reader.sync()
    assert kept_back(reader) == [("quarantined", "no_right")]

    reader.set(record, title="Wells")
    reader.sync()

    assert [outcome for outcome, _ in kept_back(reader)] == ["quarantined", "quarantined"]


def test_a_role_given_later_lets_through_what_was_kept_back(
    make_laptop: Any, office: Any, schema: Any
) -> None:
    one, other = make_laptop("one", "reader"), make_laptop("other")
    record = one.add_project("Water")
    one.set(record, title="Wells")
    one.sync()

    office.code_for(one.actor, "monitor")
    judge_again(office.database, schema, NOW)
    report = one.sync()
    other.sync()

    assert report.quarantined == 0
    assert kept_back(one) == []
    assert one.content() == other.content()


def test_an_unknown_office_keeps_its_projects_back_until_it_is_added(
    make_laptop: Any, office: Any, schema: Any
) -> None:
    one = make_laptop("one", "admin", "RO")
    scope = "0190a000-0000-7000-8000-0000000000cc"
    with one.working() as connection:
        connection.exec_driver_sql("INSERT INTO sync_scopes VALUES (?, 'project', 'UZ')", (scope,))
        connection.exec_driver_sql(
            "INSERT INTO projects (id, scope_id, title) VALUES (?, ?, 'x')", (scope, scope)
        )
    one.sync()
    assert kept_back(one) == [("quarantined", "unknown_office")]

    with office.database.writing() as connection:
        Registry(connection).put_office(Office(code="UZ", name="New", parent="RO"))
    judge_again(office.database, schema, NOW)

    assert one.sync().quarantined == 0


def test_a_record_whose_parent_is_kept_back_waits_for_it(make_laptop: Any, office: Any, schema: Any) -> None:
    one, other = make_laptop("one", "reader"), make_laptop("other")
    project = one.add_project("Water")
    one.sync()
    office.code_for(one.actor, "monitor")
    with one.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO visits (id, scope_id, project_id, place) VALUES (?, ?, ?, 'Osh')",
            ("0190a000-0000-7000-8000-0000000000dd", one.scope, project),
        )
    report = one.sync()
    assert (report.waiting, report.quarantined) == (1, 1)

    judge_again(office.database, schema, NOW)
    report = one.sync()
    assert (report.waiting, report.quarantined) == (0, 0)
    other.sync()

    assert one.content() == other.content()


def test_people_of_another_office_get_nothing(make_laptop: Any) -> None:
    one, stranger, region = (
        make_laptop("one"),
        make_laptop("am", "admin", "AM"),
        make_laptop("ro", "reader", "RO"),
    )
    one.add_project("Water")
    one.sync()

    assert stranger.sync().pulled == 0
    assert region.sync().pulled == 1


def test_a_revoked_laptop_gets_nothing_and_what_it_sends_is_kept(make_laptop: Any, office: Any) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    record = one.add_project("Water")
    other.sync()
    with office.database.writing() as connection:
        registry = Registry(connection)
        registry.revoke(registry.devices()[0].id, NOW)

    with pytest.raises(TransportError) as error:
        one.sync()
    other.sync()

    assert error.value.code == "revoked"
    assert kept_back(one) == [("quarantined", "revoked")]
    assert other.rows("SELECT * FROM projects") == []
    assert one.project(record)["title"] == "Water"


def test_a_revoked_laptop_that_is_let_in_again_delivers_what_was_kept_back(
    make_laptop: Any, office: Any
) -> None:
    one, other = make_laptop("one"), make_laptop("other")
    record = one.add_project("Water")
    with office.database.writing() as connection:
        registry = Registry(connection)
        registry.revoke(registry.devices()[0].id, NOW)
    with pytest.raises(TransportError):
        one.sync()

    one.client.enrol(office.code_for(one.actor))
    one.set(record, title="Wells")
    one.sync()
    other.sync()

    assert kept_back(one) == []
    assert one.content() == other.content()


def test_a_store_that_moves_to_another_server_takes_all_its_work_along(
    two: Two, make_world: Any, laptop_at: Any, office: Any
) -> None:
    one, other = two
    record = one.add_project("Water")
    other.sync()
    other.set(one.add_project("Second"), title="x")
    one.sync()
    laptops, close = make_world()

    one.transport._app = laptops[0].transport._app
    one.client.enrol(laptops[0].centre.code_for(one.actor))
    one.sync()
    laptops[0].sync()

    assert laptops[0].project(record)["title"] == "Water"
    close()


def test_a_code_enrols_one_laptop_once(make_laptop: Any, office: Any) -> None:
    one, other = make_laptop("one", is_enrolled=False), make_laptop("other", is_enrolled=False)
    code = office.code_for("one@example.org")
    one.client.enrol(code.lower().replace("-", " "))
    one.client.enrol(code)  # the first answer may have been lost
    one.sync()

    for laptop, wrong in ((other, code), (one, code), (other, "AAAA-BBBB")):
        with pytest.raises(TransportError) as error:
            laptop.client.enrol(wrong)
        assert error.value.code in ("used_code", "unknown_code")


def test_a_forged_token_is_refused(two: Two) -> None:
    one, _ = two
    with one.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sync_replica SET token = 'guess'")

    with pytest.raises(TransportError) as error:
        one.sync()
    assert error.value.code == "refused"


@pytest.mark.parametrize(
    ("office_code", "role"), [("KG", "manager"), ("RO", "monitor"), ("AM", None), ("??", None), (None, None)]
)
def test_the_nearest_office_at_or_above_decides_the_role(office_code: str | None, role: str | None) -> None:
    offices = {
        "RO": Office(code="RO", name="", parent=None),
        "KG": Office(code="KG", name="", parent="RO"),
        "AM": Office(code="AM", name="", parent=None),
    }
    access = Access(email="a", roles={"RO": "monitor", "KG": "manager"}, offices=offices)

    assert access.role_in("project", office_code) == role
    assert access.role_in("region", office_code) == "manager"


@pytest.mark.parametrize(
    ("roles", "is_taken"),
    [
        ({"KG": "monitor"}, True),
        ({"KG": "monitor", "AM": "manager"}, True),
        ({"KG": "reader", "AM": "monitor"}, True),
        (
            {"KG": "monitor", "RO": "reviewer"},
            False,
        ),  # the most counts, and that alone: it may not write these
        ({"KG": "reader"}, False),
    ],
)
def test_what_all_offices_share_is_judged_by_the_most_that_a_person_holds(
    make_laptop: Any, office: Any, schema: Any, roles: dict[str, str], is_taken: bool
) -> None:
    one, shared = make_laptop("one"), str(uuid.uuid4())
    with office.database.writing() as connection:
        for code, role in roles.items():
            Registry(connection).put_role(one.actor, code, role)
    with one.engine.begin() as connection:
        announce_scope(connection, shared, "region", "KG")
    with one.working() as connection:
        connection.execute(PROJECTS.insert().values(id=str(uuid.uuid4()), scope_id=shared, state="draft"))
    one.sync()

    assert kept_back(one) == ([] if is_taken else [("quarantined", "no_right")])
    role = role_in_region(roles.values())
    assert may_change(schema, "projects", "*", role) is is_taken  # what a laptop asks itself


def test_a_value_of_another_kind_stops_at_the_server(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    with one.working() as connection:  # as a program without our models would
        connection.exec_driver_sql("UPDATE projects SET lat = 'north' WHERE id = ?", (record,))
    one.sync()
    assert kept_back(one) == [("quarantined", "bad_value")]

    one.set(record, summary="Wells")
    one.sync()
    other.sync()

    assert (other.project(record)["lat"], other.project(record)["summary"]) == (None, "Wells")


def test_the_schema_says_what_a_column_may_hold(schema: Any) -> None:
    shape = schema.tables["visits"]

    assert not shape.may_hold("project_id", None)
    assert shape.may_hold("place", None)
    assert shape.may_hold("unknown to this release", 7)


@pytest.mark.parametrize("is_backwards", [False, True])
def test_the_servers_clock_has_no_part_in_which_of_two_kept_back_comes_first(
    office: Any, make_laptop: Any, schema: Any, is_backwards: bool
) -> None:
    laptops = [make_laptop("one"), make_laptop("other")]
    record = laptops[0].add_project("Water")
    for laptop in (*laptops, *laptops):
        laptop.sync()
    for laptop in laptops:
        office.code_for(laptop.actor, "reader")
        laptop.set(record, title=laptop.actor)
        laptop.sync()
    laptops.sort(key=lambda laptop: laptop.rows("SELECT replica_id FROM sync_replica"), reverse=is_backwards)
    with office.database.writing() as connection:
        for day, laptop in enumerate(laptops):
            (replica,) = laptop.rows("SELECT replica_id FROM sync_replica")[0]
            connection.exec_driver_sql(
                f"UPDATE transactions SET received_at = '2026-01-0{day + 1}' WHERE replica = '{replica}.1'"
            )
    for laptop in laptops:
        office.code_for(laptop.actor, "monitor")
    judge_again(office.database, schema, NOW)
    for laptop in (*laptops, *laptops):
        laptop.sync()

    first = min(laptops, key=lambda laptop: laptop.rows("SELECT replica_id FROM sync_replica"))
    assert {laptop.project(record)["title"] for laptop in laptops} == {first.actor}
