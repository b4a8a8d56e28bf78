"""Draws the entity lists: their names in the library's list, and at the right what is in the chosen one."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.entities.records import EntityListRow, EntityRecord
from desktop.ui import formats
from desktop.ui.history_tab import HistoryTab
from desktop.ui.item_models import Column, RecordList, RecordTable, RecordTableModel, Row
from desktop.ui.screens.library.entities.presenter import EntityPresenter
from desktop.ui.screens.library.entities.table import entity_columns
from desktop.ui.shell import Shell
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    NextStep,
    SearchField,
    StateStack,
    column,
    label,
    row,
    surface,
)


def list_row(one: EntityListRow) -> Row:
    counted = ngettext("{count} entity", "{count} entities", one.count).format(
        count=formats.number(one.count)
    )
    return Row(title=one.name, meta=(counted, ", ".join(one.properties)))


class EntityPage(QWidget):
    """An EntityScreen, together with its list of lists; `chosen` when a list is to be seen."""

    chosen = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("entity_page")
        self.lists_model: RecordTableModel[EntityListRow] = RecordTableModel(
            [Column(key="name", title=_("Entity list"), cell=lambda one: list_row(one).spoken())],
            key_of=lambda one: one.name,
        )
        self.lists = RecordList(self.lists_model, list_row, "entity_lists", _("Entity lists"))
        self.lists_stack = StateStack(self.lists)
        self.model: RecordTableModel[EntityRecord] = RecordTableModel(
            entity_columns(()), key_of=lambda one: one.id
        )
        self.table = self._make_table()
        self._title, self._count = label("", "title"), label("", "small")
        self.search = SearchField(_("Search entities"), "entity_search")
        self.copy_button = Button(_("Copy"), "entity_copy", icon="ph.copy", compact=True, press=self._copy)
        self.form_button = Button(
            _("The form that made it"), "entity_form", icon="ph.note-pencil", compact=True
        )
        self.delete_button = Button(_("Take out"), "entity_delete", icon="ph.trash", compact=True)
        self.history = HistoryTab(shell, "entity_history")
        self._holder = column(self.table, gap=0)
        content, head, below = QWidget(), surface("panel"), surface("panel")
        tools = row(
            self.search, None, self._count, self.copy_button, self.form_button, self.delete_button, gap=8
        )
        column(self._title, tools, gap=8, margins=(16, 10, 16, 8), on=head)
        column(label(_("History"), "strong"), gap=0, margins=(16, 8, 16, 4), on=below)
        both = column(head, gap=0, on=content)
        both.addLayout(self._holder, 3)
        both.addWidget(below)
        both.addWidget(self.history, 2)
        self.history.setMinimumHeight(theme().px(180))
        self.stack = StateStack(content)
        column(self.stack, gap=0, on=self)
        self._presenter: EntityPresenter | None = None
        self._properties: tuple[str, ...] = ()

    def _make_table(self) -> RecordTable:
        table = RecordTable(self.model, "entity_table", _("Entities"), edge=16)
        table.current_changed.connect(self._chosen)
        table.opened.connect(lambda one: self._asked("open_form", one))
        return table

    def connect_to(self, presenter: EntityPresenter) -> None:
        self._presenter = presenter
        self.search.searched.connect(presenter.searched)
        self.lists.current_changed.connect(lambda one: presenter.list_chosen(one.name))
        self.lists.opened.connect(lambda _one: self.chosen.emit())
        self.form_button.clicked.connect(lambda _on=False: self._asked("open_form", self._current()))
        self.delete_button.clicked.connect(lambda _on=False: self._asked("delete", self._current()))

    # What the presenter tells

    def show_lists(self, rows: Sequence[EntityListRow]) -> None:
        if tuple(rows) != self.lists_model.records:
            self.lists_model.set_rows(rows)
        if rows:
            self.lists_stack.show_content()
        else:
            self.lists_stack.show_state(
                EmptyState(
                    "ph.list-dashes",
                    _("No entity lists yet"),
                    _(
                        "A form with a sheet “entities” adds to a list once it is finished; other forms choose from it."
                    ),
                    object_name="entities_empty",
                )
            )

    def show_entities(
        self, list_name: str, properties: Sequence[str], rows: Sequence[EntityRecord], *, is_filtered: bool
    ) -> None:
        self._title.setText(list_name)
        counted = ngettext("{count} entity", "{count} entities", len(rows))
        self._count.setText(counted.format(count=formats.number(len(rows))))
        if tuple(properties) != self._properties:
            self._properties = tuple(properties)
            self._remake_table()
        kept = self._current()
        self.model.set_rows(rows)
        at = self.model.row_of(kept.id) if kept is not None else -1
        if rows:
            self.table.setCurrentIndex(self.model.index(max(at, 0), 0))
        self._show_buttons()
        if rows or not is_filtered:
            self.stack.show_content()
        else:
            self.stack.show_state(
                EmptyState(
                    "ph.funnel",
                    _("No entity matches"),
                    _("Look for another word of its label or its properties."),
                    [NextStep(_("Clear the search"), self.search.clear)],
                    object_name="entities_no_match",
                )
            )

    def _remake_table(self) -> None:
        self.table.hide()
        self.table.deleteLater()
        self.model = RecordTableModel(entity_columns(self._properties), key_of=lambda one: one.id)
        self.table = self._make_table()
        self._holder.addWidget(self.table)

    def show_no_list(self) -> None:
        self.stack.show_state(
            EmptyState(
                "ph.list-dashes",
                _("No list is chosen"),
                _("A list shows here its entities, and what happened to each of them."),
                object_name="entities_none",
            )
        )

    def select_list(self, list_name: str) -> None:
        at = self.lists_model.row_of(list_name)
        if at >= 0 and at != self.lists.currentIndex().row():
            self.lists.setCurrentIndex(self.lists_model.index(at, 0))

    def tell_history(self, entity_id: UUID | None) -> None:
        self.history.tell_of(entity_id)

    # What the person does

    def _current(self) -> EntityRecord | None:
        return self.model.record(self.table.currentIndex().row())

    def _chosen(self, one: EntityRecord) -> None:
        self._show_buttons()
        if self._presenter is not None:
            self._presenter.entity_chosen(one)

    def _show_buttons(self) -> None:
        one = self._current()
        self.delete_button.setEnabled(one is not None)
        self.form_button.setEnabled(one is not None and one.submission_id is not None)
        self.copy_button.setEnabled(bool(self.model.records))

    def _asked(self, what: str, one: EntityRecord | None) -> None:
        if self._presenter is not None and one is not None:
            {"open_form": self._presenter.open_form, "delete": self._presenter.delete}[what](one)

    def _copy(self) -> None:
        """The whole list into the clipboard, as a spreadsheet takes it."""
        lines = [[one.title for one in self.model.columns]]
        lines += [
            [one.cell_of(record).spoken() for one in self.model.columns] for record in self.model.records
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
