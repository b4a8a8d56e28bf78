"""A search finds every kind of record by the beginnings of its words, in every script, as soon as it is saved."""

from uuid import UUID

import pytest

from desktop.models import Place, Project, Result, Visit, VisitSite
from desktop.models.ids import country_scope, new_id
from desktop.progress import Cancelled, Progress
from desktop.services.roster import Services
from desktop.services.search.records import HitKind


@pytest.fixture
def project_id(services: Services) -> UUID:
    made = new_id()
    with services.database.writing("test.project") as work:
        work.add(
            Project(
                id=made,
                scope_id=made,
                code="LM.0465",
                title="Навыки для Ёлок",
                kind="own",
                donors=["Łódź fund"],
            )
        )
        work.flush()
        work.add(
            Result(
                id=new_id(),
                scope_id=made,
                project_id=made,
                level="output",
                statement="Trained people",
                position=1,
            )
        )
    return made


def titles(services: Services, words: str, **more: object) -> list[str]:
    return [hit.title for hit in services.search.find(words, **more).items]


@pytest.mark.parametrize("words", ["навы", "ЕЛОК", "lm.0465", "LM 0465", "lodz", "навыки елок"])
def test_a_project_is_found_by_title_code_and_donor(services, project_id, words):
    assert titles(services, words) == ["Навыки для Ёлок"]


@pytest.mark.parametrize("words", ["", "   ", '"', "*", "AND OR (", "nothing such"])
def test_what_matches_nothing_finds_nothing_and_breaks_nothing(services, project_id, words):
    assert services.search.find(words).total == 0


def test_a_result_opens_its_project_and_names_it(services, project_id):
    hit = services.search.find("train").items[0]

    assert (hit.kind, hit.opens_id, hit.project) == (HitKind.RESULT, project_id, "Навыки для Ёлок")


def test_a_changed_title_is_found_and_the_old_one_no_longer(services, project_id):
    services.search.catch_up()
    with services.database.writing("test.rename") as work:
        work.get(Project, project_id).title = "Water users"

    assert titles(services, "water") == ["Water users"]
    assert titles(services, "навыки") == []


def test_a_deleted_record_is_not_found_and_found_again_when_restored(services, project_id, clock):
    with services.database.writing("test.delete") as work:
        work.get(Project, project_id).deleted_at = clock()
    assert titles(services, "lm.0465") == []

    with services.database.writing("test.restore") as work:
        work.find(Project, project_id, deleted=True).deleted_at = None

    assert titles(services, "lm.0465") == ["Навыки для Ёлок"]


def test_a_visit_is_found_by_a_site_added_later(services, project_id):
    visit = new_id()
    with services.database.writing("test.visit") as work:
        work.add(Visit(id=visit, scope_id=project_id, project_id=project_id, code="KG/1", title="Spot check"))
    services.search.catch_up()
    with services.database.writing("test.site") as work:
        work.add(VisitSite(id=new_id(), scope_id=project_id, visit_id=visit, name="Баткен"))

    assert titles(services, "батк") == ["Spot check"]


def test_kinds_limit_and_offset_narrow_the_answer(services):
    scope = country_scope("KG")
    with services.database.writing("test.places") as work:
        for at in range(7):
            work.add(Place(id=new_id(), scope_id=scope, country="KG", name=f"Osh {at}", code=f"KG0{at}"))

    page = services.search.find("osh", kinds=(HitKind.PLACE,), limit=3, offset=3)

    assert (len(page.items), page.total) == (3, 7)
    assert services.search.find("osh", kinds=(HitKind.PERSON,)).total == 0


def test_a_stopped_index_is_finished_the_next_time(services, project_id):
    stopping = Progress()
    stopping.stop()

    with pytest.raises(Cancelled):
        services.search.rebuild(stopping)

    assert titles(services, "навыки") == ["Навыки для Ёлок"]


def test_the_person_of_the_store_is_found(services):
    assert [hit.kind for hit in services.search.find("aigul").items] == [HitKind.PERSON]


def test_catching_up_reads_only_what_changed(services, project_id):
    services.search.catch_up()
    with services.database.writing("test.rename") as work:
        work.get(Project, project_id).title = "Water users"

    assert services.search.catch_up() == 1
    assert services.search.catch_up() == 0


def test_a_search_reads_the_index_and_no_table_from_end_to_end(services, project_id):
    services.search.catch_up()
    with services.database.reading() as work:
        plan = work.session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT e.title, p.title FROM search_words"
            " JOIN search_entries AS e ON e.row = search_words.rowid"
            " LEFT JOIN search_entries AS p ON p.record_id = e.scope_id AND p.row <> e.row"
            " WHERE search_words MATCH '\"train\"*' ORDER BY bm25(search_words, 8.0, 10.0, 1.0), e.row LIMIT 50"
        )
        steps = [row[3] for row in plan]

    assert not any(step.startswith("SCAN") and "VIRTUAL TABLE" not in step for step in steps), steps


def test_no_word_of_what_was_changed_or_deleted_stays_in_the_index_or_a_backup(services, project_id, clock):
    def indexed() -> bytes:
        with services.database.reading() as work:
            blocks = work.session.connection().exec_driver_sql("SELECT block FROM search_words_data")
            return b"".join(block for (block,) in blocks)

    def rename(title: str) -> None:
        with services.database.writing("test.rename") as work:
            work.get(Project, project_id).title = title
        services.search.catch_up()

    rename("Secretname of a witness")
    assert b"ecretname" in indexed()
    rename("Water users")
    assert b"ecretname" in indexed()

    services.upkeep.back_up()

    assert b"ecretname" not in indexed()
    assert titles(services, "water") == ["Water users"]
    assert titles(services, "secretname") == []
