"""The conflict desk: the list of open conflicts, and beside it one of them or several that are marked."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.services.syncing.records import ColumnRecord, ParallelRecord
from desktop.ui.screens.sync.desk.asking import AskDialog
from desktop.ui.screens.sync.desk.list_pane import ConflictListPane
from desktop.ui.screens.sync.desk.listed import Row
from desktop.ui.screens.sync.desk.many import ManySheet
from desktop.ui.screens.sync.desk.presenter import DeskPresenter
from desktop.ui.screens.sync.desk.sheet import Sheet
from desktop.ui.screens.sync.desk.sheet_view import SheetPane
from desktop.ui.screens.sync.desk.word_diff import Piece
from desktop.ui.shell import Shell
from desktop.ui.widgets import MasterDetail, column

LIST_WIDTH = "sync.conflicts_width"


class DeskPane(QWidget):
    """A DeskScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("conflict_desk")
        self.presenter = DeskPresenter(self, shell)
        self.list_pane = ConflictListPane()
        self.list_pane.connect_to(self.presenter)
        self.sheet = SheetPane(self.presenter)
        width = shell.recall(LIST_WIDTH)
        self.both = MasterDetail(
            self.list_pane, self.sheet, "conflicts", list_width=width if isinstance(width, int) else None
        )
        self.both.moved.connect(lambda at: shell.remember(LIST_WIDTH, at))
        self.list_pane.list.opened.connect(lambda _one: self.both.show_detail())
        column(self.both, gap=0, on=self)
        self.setFocusProxy(self.list_pane.list)

    def show_filters(self, choices: Sequence[tuple[str, str]], active: Sequence[str]) -> None:
        self.list_pane.show_filters(choices, active)

    def show_list(self, rows: Sequence[Row], marked: Sequence[str], count: str) -> None:
        self.list_pane.show_list(rows, marked, count)

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        self.list_pane.show_no_match(total, without)
        self.sheet.show_nothing()

    def show_sheet(self, sheet: Sheet) -> None:
        self.sheet.show_sheet(sheet)

    def show_many(self, sheet: ManySheet) -> None:
        self.sheet.show_many(sheet)

    def show_no_conflicts(self, sentence: str) -> None:
        self.list_pane.show_no_conflicts(sentence)
        self.sheet.show_nothing()

    def show_parallel(self, told: Sequence[ParallelRecord]) -> None:
        self.list_pane.show_parallel(told)

    def show_writing(
        self, columns: Sequence[tuple[ColumnRecord, str]], table: str, pieces: Sequence[Piece]
    ) -> None:
        self.sheet.show_writing(columns, table, pieces)

    def hide_writing(self) -> None:
        self.sheet.hide_writing()

    def ask_whom(self, people: Sequence[tuple[UUID, str]], likely: UUID | None, count: int) -> None:
        AskDialog(self, people, likely, count, self.presenter.handed_to).open()

    def note(self) -> str:
        return self.sheet.note()

    def is_typed_in(self) -> bool:
        return self.sheet.is_writing or bool(self.sheet.note())
