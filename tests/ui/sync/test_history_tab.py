"""The history of a record as the window tells it."""

from desktop.services.roster import Services
from desktop.ui.history_lines import history_lines
from desktop.ui.history_tab import HistoryTab
from tests.makers import make_project, make_visit
from tests.ui.standing_shell import StandingShell


def test_a_history_names_fields_states_and_days_in_words(services: Services) -> None:
    visit = make_visit(services, make_project(services), state="planned")
    services.visits.set_fields(visit, {"purpose": "Recount the registers"})

    lines = history_lines(services.history.told(visit), services.clock())

    assert ("Purpose", "", "Recount the registers") in {(one.what, one.before, one.after) for one in lines}
    state = next(one for one in lines if one.what == "State")
    assert (state.before, state.after) == ("draft", "planned")
    made = next(one for one in lines if one.what == "Visit made")
    assert "First day: 24 Nov 2026" in made.after
    assert {one.who for one in lines} == {"Aigul Example"}
    assert str(visit) not in repr(lines)


def test_the_tab_reads_only_when_it_is_looked_at_and_again_after_a_change(qtbot, services: Services) -> None:
    visit = make_visit(services, make_project(services))
    tab = HistoryTab(StandingShell(services), "visit_history")
    qtbot.addWidget(tab)
    tab.tell_of(visit)
    assert tab.lines == ()

    with qtbot.waitExposed(tab):
        tab.show()
    before = len(tab.lines)
    services.visits.set_fields(visit, {"purpose": "Recount"})
    tab.tell_of(visit)

    assert before > 0
    assert len(tab.lines) == before + 1


def test_a_record_without_changes_says_so(qtbot, services: Services) -> None:
    tab = HistoryTab(StandingShell(services), "visit_history")
    qtbot.addWidget(tab)
    tab.show_lines(())

    assert tab.findChild(object, "no_history") is not None
