"""What sync says and counts without a server; with one: tests/journeys."""

from datetime import date

import pytest

from desktop.errors import BadInput, NetworkProblem, NotFound, Refused, StoreProblem
from desktop.models import Base
from desktop.models.ids import new_id
from desktop.services.field_words import field_word, kind_word
from desktop.services.readable import Reader, choices_of, kind_of
from desktop.services.roster import Services
from desktop.services.syncing.checking import note_checked, scopes_due
from desktop.services.syncing.sentences import problem_of, why_aside
from tests.makers import make_place, make_project, make_visit

SYNCED = [table for table in Base.metadata.sorted_tables if table.info.get("synced")]


def test_a_new_store_knows_no_server_and_counts_what_is_here_alone(services: Services) -> None:
    make_project(services)

    state, ladder = services.syncing.state(), services.syncing.ladder()

    assert (state.enrolled, state.server, state.last_run) == (False, "", None)
    assert ladder.here == state.unsent > 0
    assert (ladder.stored, ladder.waiting) == (0, 0)
    assert ladder.oldest is not None


def test_a_record_changed_twice_counts_once(services: Services) -> None:
    project = make_project(services)
    before = services.syncing.ladder().here

    services.projects.set_fields(project.id, {"title": "Skills"})
    services.projects.set_fields(project.id, {"donors": "EU"})

    assert services.syncing.ladder().here == before == services.syncing.state().unsent


def test_unsent_records_come_in_pages_and_none_twice(services: Services) -> None:
    make_visit(services, make_project(services))
    whole = services.syncing.whereabouts("here", limit=1000)

    paged, after = [], None
    while page := services.syncing.whereabouts("here", after=after, limit=3):
        paged += page
        after = page[-1].key

    assert [one.record_id for one in paged] == [one.record_id for one in whole]


def test_sync_before_enrolment_says_where_to_begin(services: Services) -> None:
    with pytest.raises(Refused, match="not enrolled"):
        services.syncing.sync()


def test_there_is_no_conflict_to_show_or_decide(services: Services) -> None:
    assert services.syncing.conflicts() == ()
    with pytest.raises(NotFound):
        services.syncing.resolve("0192", keep=1)


def test_each_project_is_looked_at_once_a_day_and_what_just_came_from_the_next_day_on(
    services: Services,
) -> None:
    scope, today, tomorrow = str(make_project(services).id), date(2026, 5, 1), date(2026, 5, 2)
    with services.store.database.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO sync_cursors (scope_id, seq) VALUES (?, 3)", (scope,))
    with services.store.database.local() as work:
        assert scopes_due(work, today, is_asked=False) == []
        note_checked(work, [], today)
        assert scopes_due(work, today, is_asked=False) == []
        assert scopes_due(work, today, is_asked=True) == [scope]
        assert scopes_due(work, tomorrow, is_asked=False) == [scope]
        note_checked(work, [scope], tomorrow)
        assert scopes_due(work, tomorrow, is_asked=False) == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("unreachable", NetworkProblem),
        ("timeout", NetworkProblem),
        ("clock", NetworkProblem),
        ("tls", NetworkProblem),
        ("not_milepost", NetworkProblem),
        ("broken", NetworkProblem),
        ("busy", NetworkProblem),
        ("too_large", NetworkProblem),
        ("revoked", Refused),
        ("too_old", Refused),
        ("refused", Refused),
        ("insecure", BadInput),
        ("unknown_code", BadInput),
        ("used_code", BadInput),
        ("known_replica", Refused),
        ("mended_operations", StoreProblem),
        ("mended_rows", StoreProblem),
        ("unlike_operations", StoreProblem),
        ("unlike_rows", StoreProblem),
        ("something_new", NetworkProblem),
    ],
)
def test_each_code_of_the_way_to_the_server_is_a_sentence_and_a_remedy(code: str, kind: type) -> None:
    problem = problem_of(code, "")

    assert isinstance(problem, kind)
    assert problem.what()
    assert problem.what_now()


@pytest.mark.parametrize(
    "code", ["no_right", "no_such_step", "revoked", "unknown_office", "unknown_table", "unknown_atom", "malformed", "base", "parent"]
)  # fmt: skip
def test_each_reason_for_setting_aside_is_a_sentence(code: str) -> None:
    assert code not in why_aside(code)
    assert "something_new" in why_aside("something_new")


def test_every_field_of_every_kind_of_record_has_a_name_that_is_translated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.services.field_words._", lambda text: f"[{text}]")
    monkeypatch.setattr("desktop.services.field_words.pgettext", lambda _context, text: f"[{text}]")
    fields = {
        (table.name, name)
        for table in SYNCED
        for column in table.columns
        if column.name not in ("id", "scope_id")
        for name in (column.name, str(column.info.get("atom", column.name)))
    }

    assert [one for one in sorted(fields) if not field_word(*one).startswith("[")] == []
    assert all(kind_word(table.name) != kind_word("unknown") for table in SYNCED)


def test_every_closed_list_has_words_for_its_values() -> None:
    closed = [
        (table.name, column.name)
        for table in SYNCED
        for column in table.columns
        if kind_of(table.name, column.name) == "choice"
    ]

    assert len(closed) > 25
    assert all(word and "_" not in word for one in closed for _value, word in choices_of(*one))


def test_ids_become_names_and_codes_words(services: Services) -> None:
    project, place = make_project(services), make_place(services)
    me = services.accounts.me().person
    with services.database.reading() as work:
        reader = Reader(work)
        row = {
            "stage": "in_review",
            "manager_id": str(me.id),
            "countries": '[{"code":"KG","share":60},{"code":"TJ","share":40}]',
            "planned_start": "2026-01-01",
            "stage_by": str(new_id()),
            "description": "",
        }
        parts = {part.field: part.value for part in reader.parts("projects", row)}
        site = reader.parts("visit_sites", {"place_id": str(place), "visit_id": str(project.id)})

    assert parts["stage"] == "in review"
    assert parts["manager_id"] == me.name
    assert parts["countries"] == "Kyrgyzstan 60 %, Tajikistan 40 %"
    assert str(parts["planned_start"]) == "2026-01-01"
    assert parts["stage_by"] == "not on this laptop"
    assert parts["description"] is None
    assert site[0].value == "Osh"


def test_what_a_newer_release_wrote_stays_readable(services: Services) -> None:
    with services.database.reading() as work:
        parts = Reader(work).parts("projects", {"colour": "blue", "stage": "dreamt", "planned_start": "soon"})

    assert [part.value for part in parts] == ["blue", "dreamt", "soon"]


def test_looking_at_sync_waits_for_nobody_who_writes_and_is_not_told_that_the_store_is_busy(
    services: Services,
) -> None:
    project = make_project(services)

    with services.store.database.transaction():
        assert services.syncing.set_aside() == ()
        assert not services.syncing.state().enrolled
        assert services.history.of(project.id)
