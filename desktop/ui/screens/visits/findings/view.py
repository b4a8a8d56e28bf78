"""Draws the findings tab: what is missing, then row after row."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.steps import Missing
from desktop.services.visits.records import FindingRecord, VisitRecord
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.findings.dialogs import ActionDialog, FindingDialog
from desktop.ui.screens.visits.findings.editors import LineEditor
from desktop.ui.screens.visits.findings.line import LineActs, LineRow, discard
from desktop.ui.screens.visits.findings.presenter import FindingsPresenter, Line
from desktop.ui.screens.visits.strip import MissingStrips
from desktop.ui.widgets import (
    Button,
    EmptyState,
    NextStep,
    ScrollPage,
    StateStack,
    column,
    line,
    row,
    surface,
)


class FindingsTab(QWidget):
    """A FindingsScreen."""

    def __init__(self, desk: VisitDesk, strips: MissingStrips) -> None:
        super().__init__()
        self.setObjectName("findings_tab")
        self.add_button = Button(_("Finding"), "add_finding", icon="ph.plus", compact=True)
        bar = surface("bar")
        head = row(gap=12, margins=(16, 8, 16, 8), on=bar)
        head.addWidget(strips.make("findings_missing"), 1)
        head.addStretch(0)
        head.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTrailing)
        self.page = ScrollPage("findings_page", margin=0, gap=0, ground="panel")
        self._lines = column(gap=0)
        self.page.body.addLayout(self._lines)
        self.page.body.addStretch(1)
        self.stack = StateStack(self.page)
        column(bar, self.stack, gap=0, on=self)
        self._rows: dict[str, LineRow] = {}
        self._order: list[str] = []
        self._open = ""
        self._editor: LineEditor | None = None
        self._visit: VisitRecord | None = None
        self._presenter = FindingsPresenter(self, desk)
        self._desk = desk
        self.add_button.clicked.connect(lambda _on=False: self._presenter.new_finding(self._result_here()))
        desk.on_flush(self.flush)
        self._presenter.begin()

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_lines(self, lines: Sequence[Line], visit: VisitRecord) -> None:
        is_other = self._visit is None or self._visit.row.id != visit.row.id
        if is_other:
            self._open = ""
        self._visit = visit
        self.add_button.setVisible(visit.may_edit)
        if not is_other and [one.key for one in lines] == self._order:
            self._refresh(lines, visit)
            return
        if self._editor is not None and self._editor.is_typing() and not is_other:
            return
        focused = self._focused_key()
        self._draw(lines, visit)
        if focused in self._rows and self.isVisible():
            self._rows[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self, lines: Sequence[Line], visit: VisitRecord) -> None:
        discard(self._lines)
        self._editor = None
        self._rows = {}
        self._order = [one.key for one in lines]
        for one in lines:
            self._rows[one.key] = self._row(one, visit)
            self._lines.addWidget(self._rows[one.key])
            self._lines.addWidget(line())
        if len(lines) == 1 and not visit.results:
            self._lines.addWidget(self._nothing_in_scope())
        if self._open in self._rows:
            self._unfold(self._open, focus=False)

    def _refresh(self, lines: Sequence[Line], visit: VisitRecord) -> None:
        """The same rows with other content: the keyboard and what is being written stay where they are."""
        for one in lines:
            self._rows[one.key].show_line(one, visit)
        if self._editor is not None and self._open in self._rows:
            self._editor.show_line(self._rows[self._open].line, visit)

    def _row(self, one: Line, visit: VisitRecord) -> LineRow:
        acts = LineActs(self._open_action, self._presenter.new_action, self._presenter.open_form)
        made = LineRow(one, visit, acts)
        made.opened.connect(self.toggle_line)
        made.folded.connect(self.fold)
        made.walked.connect(lambda by, key=one.key: self._walk(key, by))
        made.rated.connect(lambda rating: self._presenter.rated(_result_of(made.line), rating))
        made.finding_asked.connect(lambda: self._presenter.new_finding(_result_of(made.line)))
        return made

    def _nothing_in_scope(self) -> QWidget:
        visit_id = self._visit.row.id if self._visit else None
        return EmptyState(
            "ph.target",
            _("No results in scope"),
            _("Choose in the plan what this visit looks at; each result stands here with its rating."),
            [
                NextStep(
                    _("Choose results"),
                    lambda: self._desk.shell.go_to("visits", visit_id, part="plan"),
                    "ph.list-bullets",
                )
            ],
            object_name="no_results_in_scope",
        )

    def toggle_line(self, key: str) -> None:
        if key == self._open:
            return
        self.open_line(key)

    def open_line(self, key: str) -> None:
        """Unfold a row; the one open before is told and folded."""
        if key not in self._rows:
            return
        self.fold()
        self._unfold(key, focus=False)
        self.page.ensureWidgetVisible(self._rows[key])

    def fold(self) -> None:
        """What is typed goes to the store, and the row is as short as the others again."""
        self.flush()
        opened = self._rows.get(self._open)
        if opened is not None and self._editor is not None:
            discard(opened.below)
            opened.set_open(False)
            opened.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor, self._open = None, ""

    def _unfold(self, key: str, *, focus: bool) -> None:
        if self._visit is None:
            return
        self._open = key
        opened = self._rows[key]
        self._editor = LineEditor(opened.line, self._visit, self._presenter)
        opened.below.addWidget(self._editor)
        opened.set_open(True)
        if focus:
            self._editor.setFocus()

    def ask_finding(self, visit: VisitRecord, result_id: UUID | None) -> None:
        dialog = FindingDialog(self, visit, result_id, self._presenter.add)
        dialog.open()
        dialog.text.setFocus()

    def ask_action(self, finding: FindingRecord) -> None:
        def add(**fields: object) -> None:
            self._presenter.add_action(finding, **fields)  # type: ignore[arg-type]

        dialog = ActionDialog(self, add)
        dialog.open()
        dialog.title_field.setFocus()

    def point_at(self, missing: Missing) -> None:
        """Unfold the row a missing thing belongs to, the keyboard on it."""
        key = str(missing.record_id)
        target = self._rows.get(key) or next(
            (one for one in self._rows.values() if str(_result_of(one.line)) == key), None
        )
        if target is not None:
            self.page.ensureWidgetVisible(target)
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if missing.code != "not_rated":
                self.open_line(target.line.key)

    def flush(self) -> None:
        if self._editor is not None:
            self._editor.flush()

    def _open_action(self, action_id: object) -> None:
        if isinstance(action_id, UUID):
            self._presenter.open_action(action_id)

    def _walk(self, key: str, by: int) -> None:
        at = self._order.index(key) + by
        if 0 <= at < len(self._order):
            self._rows[self._order[at]].setFocus(Qt.FocusReason.TabFocusReason)
            self.page.ensureWidgetVisible(self._rows[self._order[at]])

    def _focused_key(self) -> str:
        return next((key for key, one in self._rows.items() if one.hasFocus()), "")

    def _result_here(self) -> UUID | None:
        opened = self._rows.get(self._open)
        return _result_of(opened.line) if opened is not None else None


def _result_of(one: Line) -> UUID | None:
    if one.finding is not None:
        return one.finding.result_id
    return one.result.result_id if one.result else None
