"""Draws the results: the matrix as a tree, its marks beside it, the monitoring grid below."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.i18n import _
from desktop.services.results.records import Grid, LintMark, Matrix
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.results.grid_view import GridView
from desktop.ui.screens.projects.results.line_dialog import LineDialog
from desktop.ui.screens.projects.results.mark_list import MarkList
from desktop.ui.screens.projects.results.matrix_tree import MatrixTree
from desktop.ui.screens.projects.results.presenter import Line, ResultsPresenter
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    FlowLayout,
    IconButton,
    NextStep,
    ScrollPage,
    StateStack,
    column,
    surface,
)


class ResultsTab(QWidget):
    """A ResultsScreen."""

    def __init__(self, desk: ProjectDesk, import_file: Callable[[], None]) -> None:
        super().__init__()
        self._import = import_file
        self._may_report = False
        self.tree = MatrixTree(lambda line, field, text: self._presenter.typed(line, field, text))
        self.marks = MarkList(lambda mark: self._presenter.mark_opened(mark))
        self.grid = GridView(lambda line, period, text: self._presenter.figure_typed(line, period, text))
        self._stack = StateStack(self._lay_out())
        self.setFocusProxy(self.tree)
        column(self._stack, gap=0, on=self)
        self._presenter = ResultsPresenter(self, desk)
        self._connect()
        self._presenter.begin()

    def _lay_out(self) -> QWidget:
        left = surface("panel")
        column(self._tool_bar(), self.tree, gap=0, on=left)
        self._upper = QSplitter(Qt.Orientation.Horizontal)
        self._upper.setObjectName("results_upper")
        self._upper.addWidget(left)
        self._upper.addWidget(self.marks)
        self._upper.setStretchFactor(0, 1)
        self._upper.setSizes([theme().px(900), theme().px(280)])
        both = QSplitter(Qt.Orientation.Vertical)
        both.setObjectName("results_splitter")
        both.addWidget(self._upper)
        both.addWidget(self.grid)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        both.setSizes([theme().px(330), theme().px(230)])
        for splitter in (self._upper, both):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        # On a low window or with large text all parts keep the height they need, and the tab scrolls.
        self.tree.setMinimumHeight(theme().px(150))
        self.marks.setMinimumHeight(theme().px(150))
        self.grid.setMinimumHeight(theme().px(190))
        page = ScrollPage("results_page", margin=0, gap=0)
        page.add(both)
        return page

    def _tool_bar(self) -> QWidget:
        self._add_result = Button(_("Result"), "add_result", icon="ph.plus", compact=True)
        self._add_indicator = Button(_("Indicator"), "add_indicator", icon="ph.plus", compact=True)
        self._moves = {
            "up": IconButton("ph.arrow-up", _("Move up (Alt+Up)"), "result_up"),
            "down": IconButton("ph.arrow-down", _("Move down (Alt+Down)"), "result_down"),
            "in": IconButton("ph.arrow-line-right", _("Indent (Alt+Right)"), "result_in"),
            "out": IconButton("ph.arrow-line-left", _("Outdent (Alt+Left)"), "result_out"),
            "details": IconButton("ph.sliders-horizontal", _("All fields (Alt+Enter)"), "result_details"),
            "delete": IconButton("ph.trash", _("Delete (Del)"), "result_delete"),
        }
        bar = surface("bar")
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for widget in (self._add_result, self._add_indicator, *self._moves.values()):
            flow.addWidget(widget)
        column(holder, margins=(12, 8, 12, 8), on=bar)
        return bar

    def _connect(self) -> None:
        presenter = self._presenter
        self._add_result.clicked.connect(lambda _on=False: presenter.add_result(self.tree.current_line()))
        self._add_indicator.clicked.connect(
            lambda _on=False: presenter.add_indicator(self.tree.current_line())
        )
        for asked, button in self._moves.items():
            button.clicked.connect(lambda _on=False, asked=asked: self._on_button(asked))
        self.tree.asked.connect(self._on_asked)
        self.tree.current_changed.connect(self._follow)
        self.grid.handed_in.connect(presenter.hand_in)
        self.grid.approved.connect(presenter.approve)
        next_mark = QShortcut(QKeySequence("F8"), self, presenter.next_mark)
        next_mark.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_button(self, asked: str) -> None:
        line = self.tree.current_line()
        if line is not None:
            self._on_asked(asked, line)

    def _on_asked(self, asked: str, line: Line) -> None:
        presenter = self._presenter
        acts: dict[str, Callable[[], None]] = {
            "up": lambda: presenter.move(line, -1),
            "down": lambda: presenter.move(line, 1),
            "in": lambda: presenter.indent(line),
            "out": lambda: presenter.outdent(line),
            "add": lambda: presenter.add_sibling(line),
            "delete": lambda: presenter.delete(line),
            "details": lambda: self._open_details(line),
        }
        acts[asked]()

    def _open_details(self, line: Line, field: str = "") -> None:
        if line.may_edit:
            LineDialog(self, line, self._presenter.keep_all, field).open()

    def _follow(self, line: object) -> None:
        """The check list follows the selection."""
        if isinstance(line, Line) and line.marks:
            self.marks.choose(line.marks[0])

    def show_matrix(self, matrix: Matrix, lines: Sequence[Line]) -> None:
        self._may_report = matrix.may_report
        for button in (self._add_result, self._add_indicator, *self._moves.values()):
            button.setVisible(matrix.may_edit)
        self.tree.show_lines(lines)
        self._stack.show_content()

    def show_nothing_yet(self, *, may_edit: bool) -> None:
        steps = (
            NextStep(
                _("Write the objective"), lambda: self._presenter.add_result(None), "ph.plus", "primary"
            ),
            NextStep(_("Import from a sheet"), self._import, "ph.download-simple"),
        )
        self._stack.show_state(
            EmptyState(
                "ph.tree-structure",
                _("No results yet"),
                _("A results matrix says what the project is to reach, and how you will see it."),
                steps if may_edit else (),
                object_name="no_matrix",
            )
        )

    def show_marks(self, marks: Sequence[LintMark], counts: dict[str, int]) -> None:
        self.marks.show_marks(marks, counts)

    def show_grid(self, grid: Grid) -> None:
        self.grid.show_grid(grid, may_report=self._may_report)

    def select(self, record_id: UUID, field: str = "", *, edit: bool = False) -> None:
        at = self.tree.column_of(field) if field else 0
        self.tree.choose(record_id, max(at, 0), edit=edit and at >= 0)
        line = self.tree.current_line()
        if edit and at < 0 and line is not None:
            self._open_details(line, field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the check list goes below the matrix."""
        super().resizeEvent(event)
        narrow = self.width() < theme().px(860)
        self._upper.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
