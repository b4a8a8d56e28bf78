"""The linter's marks as a list of cards beside the matrix."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.results.records import LintMark
from desktop.ui.item_models import RecordList, RecordTableModel, Row
from desktop.ui.item_models.columns import Column
from desktop.ui.screens.projects.results.matrix_tree import SEVERITY_MARKS
from desktop.ui.theme import Mark
from desktop.ui.widgets import Button, Chip, EmptyState, StateStack, clear_layout, column, label, row, surface


class MarkList(QWidget):
    """What to mend, the gravest first in each place; Enter goes there, F8 to the next."""

    def __init__(self, opened: Callable[[LintMark], None]) -> None:
        super().__init__()
        self._opened = opened
        columns = [Column[LintMark](key="code", title=_("Mark"), cell=lambda mark: mark.code)]
        self.model: RecordTableModel[LintMark] = RecordTableModel(columns)
        self.list = RecordList(self.model, _mark_row, "mark_list", _("Quality check"), uniform=True)
        self._why, self._example = label("", "small", wrap=True), label("", "muted", wrap=True)
        self._go = Button(_("Go there"), "mark_go", compact=True)
        self._counts = row(gap=8)
        head = surface("bar")
        title = label(_("Quality check"), "title")
        laid = row(title, None, gap=8, margins=(12, 10, 12, 10), on=head)
        laid.addLayout(self._counts)
        self._about = surface("header")
        foot = row(self._go, label(_("F8 next mark"), "small"), None, gap=8)
        column(self._why, self._example, foot, gap=4, margins=(12, 8, 12, 8), on=self._about)
        self._stack = StateStack(self.list)
        ground = surface("panel")
        column(head, self._about, self._stack, gap=0, on=ground)
        column(ground, gap=0, on=self)
        self.list.current_changed.connect(self._show_about)
        self.list.opened.connect(opened)
        self._go.clicked.connect(lambda _on=False: self._follow())
        self._about.hide()

    def show_marks(self, marks: Sequence[LintMark], counts: dict[str, int]) -> None:
        clear_layout(self._counts)
        for severity, (icon, tone) in SEVERITY_MARKS.items():
            if counts.get(severity):
                self._counts.addWidget(
                    Chip(Mark(tone, str(counts[severity]), icon), filled=False, strong=True)
                )
        kept = self.list.currentIndex().row()
        self.model.set_rows(marks)
        if marks:
            self._stack.show_content()
            if kept >= 0:
                self.list.setCurrentIndex(self.model.index(min(kept, len(marks) - 1), 0))
        else:
            self._about.hide()
            self._stack.show_state(
                EmptyState("ph.check-circle", _("The matrix is in order"), object_name="no_marks")
            )

    def choose(self, mark: LintMark) -> None:
        """Bring a mark forward without going anywhere."""
        if mark in self.model.records:
            self.list.setCurrentIndex(self.model.index(list(self.model.records).index(mark), 0))

    def _show_about(self, mark: LintMark) -> None:
        self._why.setText(mark.why)
        self._example.setText(_("Example: {text}").format(text=mark.example) if mark.example else "")
        self._example.setVisible(bool(mark.example))
        self._about.show()

    def _follow(self) -> None:
        mark = self.model.record(self.list.currentIndex().row())
        if mark is not None:
            self._opened(mark)


def severity_words(severity: str) -> str:
    return {
        "error": _("Blocks review"),
        "warning": _("Needs a note"),
        "info": _("To think about"),
    }[severity]


def _mark_row(mark: LintMark) -> Row:
    icon, tone = SEVERITY_MARKS[mark.severity]
    return Row(
        title=mark.message,
        meta=(Mark(tone, f"{mark.code} {severity_words(mark.severity)}", icon),),
        note=mark.path.replace("/", ""),
    )
