"""Draws the action points of a visit."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.actions.records import ActionRow
from desktop.services.visits.records import VisitRecord
from desktop.ui.item_models import RecordList
from desktop.ui.screens.visits.actions_tab.presenter import ActionsPresenter
from desktop.ui.screens.visits.brief.view import action_row
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.findings.dialogs import ActionDialog
from desktop.ui.screens.visits.listed import ListedModel
from desktop.ui.widgets import Button, EmptyState, NextStep, StateStack, column, label, row, surface


class ActionsTab(QWidget):
    """An ActionsTabScreen."""

    def __init__(self, desk: VisitDesk) -> None:
        super().__init__()
        self.setObjectName("visit_actions_tab")
        self.add_button = Button(_("Action point"), "add_action", icon="ph.plus", compact=True)
        self._count = label("", "small")
        bar = surface("bar")
        row(self._count, None, self.add_button, gap=12, margins=(16, 8, 16, 8), on=bar)
        self._model = ListedModel[ActionRow](lambda one: action_row(one).spoken())
        self.list = RecordList(self._model, action_row, "visit_actions", _("Action points"), edge=16)
        self.stack = StateStack(self.list)
        column(bar, self.stack, gap=0, on=self)
        self._presenter = ActionsPresenter(self, desk)
        self.add_button.clicked.connect(lambda _on=False: self.ask_action())
        self.list.opened.connect(lambda one: self._presenter.open(one.id))
        self._presenter.begin()

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_actions(self, visit: VisitRecord, sentence: str) -> None:
        self._model.set_rows(visit.actions)
        self._count.setText(sentence)
        if visit.actions:
            self.stack.show_content()
            return
        self.stack.show_state(
            EmptyState(
                "ph.check-square",
                _("No action points yet"),
                _(
                    "Agree with the partner who does what by when; it is followed up until somebody checks it."
                ),
                [NextStep(_("Add action point"), self.ask_action, "ph.plus")],
                object_name="no_actions",
            )
        )

    def ask_action(self) -> None:
        def add(**fields: Any) -> None:
            self._presenter.add(**fields)

        dialog = ActionDialog(self, add)
        dialog.open()
        dialog.title_field.setFocus()
