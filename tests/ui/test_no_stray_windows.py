"""Nothing of the kit shows itself before it has a place: it would flash up as a window and take the keyboard."""

from datetime import UTC

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.forms import Filling, import_form, load_definition
from desktop.ui.screens.form.pages import Page
from desktop.ui.screens.form.section_page import SectionPage
from desktop.ui.theme import Bar
from desktop.ui.widgets import EmptyState, NextStep, PageHeader, TextField, Tile
from tests.forms.conftest import NOW, as_csv
from tests.forms.question_cases import CHOICES, SURVEY


class Shown(QObject):
    """Notes every window that is shown, be it for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def shown(qapp):
    noting = Shown()
    qapp.installEventFilter(noting)
    yield noting
    qapp.removeEventFilter(noting)


def test_making_widgets_opens_no_window(qtbot):
    before = {top for top in QApplication.topLevelWidgets() if top.isVisible()}
    made = [
        TextField("Why", "why", help_text="It may stay empty."),
        PageHeader("Sync", "Last run today"),
        Tile("Spent", "41 %", note="of the budget", bar=Bar(0.4)),
        EmptyState("ph.check", "Nothing", "All is done.", [NextStep("Go on", lambda: None)]),
    ]
    for widget in made:
        qtbot.addWidget(widget)

    assert {top for top in QApplication.topLevelWidgets() if top.isVisible()} == before


@pytest.mark.parametrize("as_table", [True, False])
def test_no_question_opens_a_window(qtbot, shown, as_table):
    form = import_form(as_csv(SURVEY, CHOICES), "form.csv")
    filling = Filling(load_definition(form.xform_xml), clock=lambda: NOW, tz=UTC, seed=1)
    page = SectionPage()
    qtbot.addWidget(page)
    page.show()
    shown.windows.clear()
    for may_edit in (True, False):
        for number, section in enumerate(filling.sections(), 1):
            items = Page(
                number,
                filling.questions(section),
                {"/data/items": as_table},
                mark_missing=True,
                required="This question needs an answer.",
            ).shown()
            page.show_items(section.title, items, may_edit=may_edit, zone="Z")

    assert shown.windows == []
