"""A unit of work keeps all of what a person did, or nothing, and says what changed."""

from uuid import UUID

import pytest

from desktop.errors import BadInput, NotFound
from desktop.models import Person
from desktop.models.ids import REGION_SCOPE, new_id
from desktop.services.roster import Services
from desktop.storage.changed import Changed
from desktop.storage.database import Database
from desktop.storage.work import Work


def add_person(work: Work, name: str) -> UUID:
    person = Person(id=new_id(), scope_id=REGION_SCOPE, name=name, languages=[])
    work.add(person)
    return person.id


def write_then_fail(work: Work, person_id: UUID) -> None:
    work.add(Person(id=person_id, scope_id=REGION_SCOPE, name="Half done", languages=[]))
    work.flush()
    work.get(Person, new_id())


def journal_of(database: Database, record_id: UUID) -> list[tuple[object, ...]]:
    with database.reading() as work:
        rows = work.session.connection().exec_driver_sql(
            "SELECT kind, atom, actor, reason, seen FROM journal WHERE record_id = ? ORDER BY change",
            (str(record_id),),
        )
        return [tuple(row) for row in rows]


def test_what_was_written_is_there_and_stamped(services: Services) -> None:
    with services.database.writing("test.person") as work:
        person_id = add_person(work, "Nurlan")

    with services.database.reading() as work:
        person = work.get(Person, person_id)
    assert (person.name, person.office) == ("Nurlan", "KG")
    assert person.created_at == services.clock()


def test_an_error_in_the_middle_keeps_nothing(services: Services) -> None:
    person_id = new_id()

    with pytest.raises(NotFound), services.database.writing("test.person") as work:
        write_then_fail(work, person_id)

    with services.database.reading() as work, pytest.raises(NotFound):
        work.get(Person, person_id)


def test_each_change_is_journalled_with_its_author_reason_and_what_was_seen(services: Services) -> None:
    me = str(services.accounts.me().person.id)
    with services.database.writing("test.person") as work:
        person_id = add_person(work, "Nurlan")
    with services.database.writing("test.rename", reason="as in the passport", seen=1) as work:
        work.get(Person, person_id).name = "Nurlan B."

    assert journal_of(services.database, person_id) == [
        ("insert", "*", me, None, None),
        ("update", "name", me, "as in the passport", 1),
    ]


def test_saving_the_same_value_again_is_no_change(services: Services) -> None:
    with services.database.writing("test.person") as work:
        person_id = add_person(work, "Nurlan")
    with services.database.writing("test.rename") as work:
        work.get(Person, person_id).name = "Nurlan"

    assert len(journal_of(services.database, person_id)) == 1


def test_a_commit_ends_in_one_notice_of_what_changed(services: Services) -> None:
    heard: list[Changed] = []
    forget = services.database.subscribe(heard.append)

    with services.database.writing("test.person") as work:
        person_id = add_person(work, "Nurlan")
    forget()
    with services.database.writing("test.person") as work:
        add_person(work, "Not heard")

    assert [(notice.areas, notice.ids) for notice in heard] == [
        (frozenset({"people"}), frozenset({person_id}))
    ]


def test_reading_shows_one_moment_even_while_others_write(services: Services) -> None:
    with services.database.reading() as work:
        before = len(work.people.people())
        with services.database.writing("test.person") as other:
            add_person(other, "Later")
        assert len(work.people.people()) == before


def test_nothing_is_written_while_reading(services: Services) -> None:
    with services.database.reading() as work:
        person_id = add_person(work, "Never")

    with services.database.reading() as work:
        assert work.find(Person, person_id) is None


def test_a_deleted_record_counts_as_not_there_but_can_be_asked_for(services: Services) -> None:
    with services.database.writing("test.person") as work:
        person_id = add_person(work, "Nurlan")
    with services.database.writing("test.delete") as work:
        work.get(Person, person_id).deleted_at = services.clock()

    with services.database.reading() as work:
        assert work.find(Person, person_id) is None
        assert work.find(Person, person_id, deleted=True) is not None


def test_a_draft_writes_only_what_was_set_and_is_told_and_journalled_like_any_save(
    services: Services,
) -> None:
    with services.database.writing("test.person") as work:
        person_id = add_person(work, "Nurlan")
    heard: list[Changed] = []
    services.database.subscribe(heard.append)

    with services.database.writing("test.person", reason="married", seen=3) as work:
        person = work.draft(Person, person_id, "name", "languages")
        assert (person.name, person.languages) == ("Nurlan", [])
        person.name, person.languages = "Nurlan B.", ["ky"]
        work.write(person)

    with services.database.reading() as work:
        stored = work.get(Person, person_id)
        assert (stored.name, stored.languages, stored.office) == ("Nurlan B.", ["ky"], "KG")
    me = str(services.accounts.me().person.id)
    changed = [row for row in journal_of(services.database, person_id) if row[0] == "update"]
    assert sorted(changed, key=str) == [
        ("update", "languages", me, "married", 3),
        ("update", "name", me, "married", 3),
    ]
    assert (heard[0].areas, heard[0].ids) == (frozenset({"people"}), frozenset({person_id}))


def test_there_is_no_draft_of_what_is_not_there_or_was_deleted(services: Services) -> None:
    with services.database.writing("test.person") as work:
        person_id = add_person(work, "Nurlan")
        work.flush()
        work.get(Person, person_id).deleted_at = services.clock()

    for record_id in (person_id, new_id()):
        with pytest.raises(NotFound), services.database.writing("test.person") as work:
            work.draft(Person, record_id, "name")


def test_a_reason_with_half_a_letter_is_refused_for_what_it_is(services: Services) -> None:
    def write() -> None:
        with services.database.writing("test.person", reason="Pr\udcfcfung.csv") as work:
            add_person(work, "Nurlan")

    with pytest.raises(BadInput, match="half a letter"):
        write()
