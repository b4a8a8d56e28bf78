"""Nothing of the kit shows itself before it has a place: it would flash up as a window and take the keyboard."""

from PySide6.QtWidgets import QApplication

from desktop.ui.theme import Bar
from desktop.ui.widgets import EmptyState, NextStep, PageHeader, TextField, Tile


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
