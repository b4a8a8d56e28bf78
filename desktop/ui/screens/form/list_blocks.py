"""Lists on the page: the head of the list, as a table or one by one, and the heads of its entries."""

from PySide6.QtCore import Qt, Signal

from desktop.i18n import _, ngettext
from desktop.ui.screens.form.blocks import NUMBER_WIDTH, Block, code_label, show_number, text_label
from desktop.ui.screens.form.entry_table import EntryTable
from desktop.ui.screens.form.pages import ShownEntry, ShownRepeat
from desktop.ui.screens.form.rich_text import plain, rich
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, IconButton, Segment, SegmentedChoice, column, label, row


class EntryBlock(Block):
    """The head of one entry of a list."""

    removed = Signal(str)
    duplicated = Signal(str)

    def __init__(self, shown: ShownEntry, _zone: str) -> None:
        super().__init__()
        path = shown.view.path
        self._title = text_label("strong")
        self.duplicate = IconButton("ph.copy", _("Duplicate this entry"), f"{path}#duplicate")
        self.remove = IconButton("ph.trash", _("Take this entry out"), f"{path}#remove")
        self.duplicate.clicked.connect(lambda: self.duplicated.emit(path))
        self.remove.clicked.connect(lambda: self.removed.emit(path))
        layout = row(gap=0, on=self)
        layout.addSpacing(theme().px(NUMBER_WIDTH))
        layout.addWidget(self._title, 1)
        layout.addWidget(self.duplicate)
        layout.addWidget(self.remove)

    def show_item(self, shown: ShownEntry, *, may_edit: bool) -> None:
        if self._is_drawn(shown, may_edit=may_edit):
            return
        words = _("{label} {number}").format(label=plain(shown.view.label), number=shown.view.number)
        self._title.setText(rich(words))
        for button in (self.duplicate, self.remove):
            button.setVisible(may_edit and shown.view.can_remove)
        self._indent(shown.depth)


class RepeatBlock(Block):
    """The head of a list: how many entries, as a table or one by one, and one more."""

    added = Signal(str)
    table_chosen = Signal(str, bool)
    answered = Signal(str, str)
    removed = Signal(str)
    duplicated = Signal(str)
    pasted = Signal(str, int, int, object)

    def __init__(self, shown: ShownRepeat, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self.path = shown.view.path
        self._number, self._label = code_label(), text_label()
        self._kind = SegmentedChoice(
            [Segment(True, _("Table"), "ph.table"), Segment(False, _("One by one"), "ph.cards")],
            f"{self.path}#kind",
            _("Show the list as"),
        )
        self._kind.chosen.connect(lambda is_table: self.table_chosen.emit(self.path, bool(is_table)))
        self.add = Button(
            plain(shown.view.label),
            f"{self.path}#add",
            icon="ph.plus",
            compact=True,
            elided=True,
            accessible=_("Add an entry to {label}").format(label=plain(shown.view.label)),
            press=lambda: self.added.emit(self.path),
        )
        head = row(gap=8)
        head.addWidget(self._number)
        head.addWidget(self._label, 1)
        head.addWidget(self._kind)
        head.addWidget(self.add)
        head.setSpacing(0)
        head.insertSpacing(3, theme().px(8))
        self._table: EntryTable | None = None
        self._warning = label("", "error", wrap=True)
        self._warning.setObjectName(f"{self.path}#warning")
        self._box = column(head, self._warning, gap=6, on=self)

    def show_item(self, shown: ShownRepeat, *, may_edit: bool) -> None:
        if self._is_drawn(shown, may_edit=may_edit):
            return
        show_number(self._number, shown.number)
        counted = ngettext("{count} entry", "{count} entries", shown.view.instances).format(
            count=shown.view.instances
        )
        muted = theme().color("text.secondary").name()
        self._label.setText(f'{rich(shown.view.label)} <span style="color:{muted}">· {counted}</span>')
        self._warning.setText(shown.view.warning)
        self._warning.setVisible(bool(shown.view.warning))
        self._kind.setVisible(shown.may_be_table and shown.view.instances > 0)
        self._kind.set_value(shown.is_table)
        self.add.setVisible(may_edit and shown.view.can_add)
        is_table = shown.is_table and bool(shown.rows)
        if is_table:
            self._shown_table(shown).show_rows(shown, may_edit=may_edit)
        elif self._table is not None:
            self._table.hide()
            self._table.deleteLater()
            self._box.removeItem(self._beside_number)
            self._table = None
        self._indent(shown.depth)

    def _shown_table(self, shown: ShownRepeat) -> EntryTable:
        if self._table is None:
            table = self._table = EntryTable(shown, self._zone)
            table.answered.connect(self.answered)
            table.removed.connect(self.removed)
            table.duplicated.connect(self.duplicated)
            table.wanted.connect(lambda: self.added.emit(self.path))
            table.pasted.connect(lambda first, at, lines: self.pasted.emit(self.path, first, at, lines))
            self._beside_number = row(gap=0)
            self._beside_number.addSpacing(theme().px(NUMBER_WIDTH))
            self._beside_number.addWidget(table, 1)
            self._box.addLayout(self._beside_number)
        return self._table

    def flush(self) -> None:
        if self._table is not None:
            self._table.flush()

    def focus_cell(self, path: str) -> bool:
        return self._table is not None and self._table.focus_cell(path)

    def shows(self, path: str) -> bool:
        """Whether the question is a cell of this table."""
        return self._table is not None and self._table.shows(path)

    def current_path(self) -> str:
        """The question of the cell the keyboard is in."""
        return self._table.current_path() if self._table is not None else ""

    def takes_keyboard(self) -> bool:
        """A counted list of no entries has nothing to be in."""
        return self._table is not None or self.add.isVisibleTo(self)

    def focus(self) -> None:
        if self._table is not None and self._table.table is not None:
            self._table.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
