"""The answers of a form in the library: a table to search, sort and copy, and charts that say what they show."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.services.form_library.steps import Step
from desktop.services.form_library.summaries.records import AnswerKind, Count, QuestionSummary
from desktop.ui.screens.library.summary.words import spoken
from tests.makers import make_form

CENTRE, REGISTER, PEOPLE = "/data/arrival/centre", "/data/arrival/register", "/data/arrival/people"
TITLE = "/data/courses_held/courses[1]/title"


def _fill(services, form, centre, people):
    steps = [(CENTRE, centre), (REGISTER, "yes"), (PEOPLE, people), (TITLE, "Care")]
    assert services.submissions.fill(form, [Step("set", *one) for one in steps]).valid


@pytest.fixture
def answers(person, qtbot):
    """The tab, in front, of a form that was filled in as asked."""

    def show(*filled):
        form = make_form(person.services)
        for centre, people in filled:
            _fill(person.services, form, centre, people)
        person.window.go_to("library")
        QApplication.processEvents()
        qtbot.wait(120)  # moving in a list shows the record after 80 ms
        view = person.window.screen_of("library")
        view.form.tabs.show_page("answers")
        QApplication.processEvents()
        return view.form.answers

    return show


def _column(table, title):
    model = table.model()
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    at = titles.index(title)
    return at, [model.index(row, at).data() for row in range(model.rowCount())]


def test_nothing_filled_in_says_what_to_do(person, answers):
    answers()
    assert person.sees("summary_empty")
    person.find("summary_empty_step_1").click()
    QApplication.processEvents()
    assert person.services.submissions.unfinished()


def test_the_table_is_searched_sorted_and_copied(person, answers, qtbot):
    page = answers(("Osh", "9"), ("Naryn", "40"), ("Talas", "100"))
    at, people = _column(page.table, "How many people are in it?")
    assert people == ["9", "40", "100"]
    page.table.sortByColumn(at, Qt.SortOrder.DescendingOrder)
    assert _column(page.table, "Which centre is this?")[1] == ["Talas", "Naryn", "Osh"]

    QTest.keyClicks(person.find("summary_search"), "naryn")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1, timeout=3000)
    person.find("summary_copy").click()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 2
    assert "Which centre is this?" in lines[0]
    assert "Naryn" in lines[1]


def test_every_question_has_a_chart_with_its_figures_in_words(person, answers):
    page = answers(("Osh", "9"), ("Naryn", "40"))
    page.kind.chosen.emit("charts")
    QApplication.processEvents()

    choices = person.find("chart_arrival_register").accessibleName()
    assert "Yes, all of it (2 · 100 %)" in choices
    numbers = person.find("chart_arrival_people")
    assert "median 24.5" in numbers.accessibleName()
    assert not numbers.grab().isNull()
    assert page.charts.findChild(QWidget, "chart_arrival_people") is numbers


def test_what_is_finished_meanwhile_is_seen_and_a_row_opens_its_form(person, answers):
    page = answers(("Osh", "9"))
    _fill(person.services, person.services.form_library.list()[0].id, "Talas", "3")
    QApplication.processEvents()
    assert _column(page.table, "Which centre is this?")[1] == ["Osh", "Talas"]

    page.table.opened.emit(page.table.rows.record(1))
    QApplication.processEvents()
    assert person.sees("form_screen")


def test_drafts_are_shown_when_asked_for(person, answers, qtbot):
    page = answers(("Osh", "9"))
    person.services.submissions.start(person.services.form_library.list()[0].id)
    QApplication.processEvents()
    assert page.table.model().rowCount() == 1
    page.filters.added.emit("all")
    QApplication.processEvents()
    assert page.table.model().rowCount() == 2


def test_the_table_is_exported_from_here(person, answers, tmp_path, monkeypatch, qtbot):
    answers(("Osh", "9"))
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    person.find("summary_export").click()
    qtbot.waitUntil(target.exists, timeout=3000)


def test_choices_put_in_order_are_told_by_their_mean_place():
    counts = (
        Count("road", "Road", 1, Decimal(2)),
        Count("well", "Well", 2, Decimal(4) / 3),
        Count("x", "Other", 0),
    )
    asked = QuestionSummary(
        path="needs", label="Needs", kind=AnswerKind.CHOICES, asked=3, answered=3, counts=counts
    )

    assert spoken(asked) == "Needs. 3 of 3 answered. Mean place, 1 is first: Well 1.33, Road 2"
