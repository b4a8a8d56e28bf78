"""Who changed what, from what to what: a list for the history tab of any record, and the whole of one change below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.errors import UserError
from desktop.i18n import _, pgettext
from desktop.ui import formats
from desktop.ui.item_models.columns import Column
from desktop.ui.item_models.row_delegate import Row
from desktop.ui.item_models.table import RecordTableModel
from desktop.ui.item_models.views import RecordList
from desktop.ui.theme.painting import Mark, is_mirrored
from desktop.ui.theme.tokens import Tone, theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.containers import ScrollPage
from desktop.ui.widgets.layouts import clear_layout, column, row, surface
from desktop.ui.widgets.naming import label
from desktop.ui.widgets.states import EmptyState, StateStack

Standing = Literal["shown", "superseded", "open", "waiting", "quarantined", "archived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One change, all of it in words. `what` names the field, and the part where it is not the record itself."""

    when: str
    who: str
    device: str
    what: str
    before: str
    after: str
    reason: str
    standing: Standing


class HistoryList(QWidget):
    """Newest first; a change that is still open leads to the conflict desk."""

    def __init__(
        self, object_name: str = "history", *, open_conflicts: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self._name, self._open_conflicts = object_name, open_conflicts
        spoken = Column[HistoryLine](key="change", title=_("Change"), cell=lambda one: _row_of(one).spoken())
        self._model: RecordTableModel[HistoryLine] = RecordTableModel([spoken])
        self.list = RecordList(
            self._model, _row_of, object_name, _("History"), lead_width=150, uniform=True, edge=16
        )
        self.list.current_changed.connect(self._show_whole)
        self._note = label("", "small", wrap=True)
        self._note.setObjectName(f"{object_name}_note")
        self._whole = ScrollPage(f"{object_name}_whole", margin=16, ground="panel")
        self._whole.setFixedHeight(theme().px(170))
        foot = surface("foot")
        column(self._note, self._whole, gap=0, margins=(0, 1, 0, 0), on=foot)
        self._note.setContentsMargins(theme().px(16), theme().px(6), theme().px(16), 0)
        content = surface("panel")
        inner = column(gap=0, on=content)
        inner.addWidget(self.list, 1)
        inner.addWidget(foot)
        self._stack = StateStack(content)
        column(self._stack, gap=0, on=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list keeps the greater part, on a low window and with large text as well."""
        super().resizeEvent(event)
        self._whole.setFixedHeight(min(theme().px(170), self.height() * 2 // 5))

    def show_lines(self, lines: Sequence[HistoryLine], note: str = "") -> None:
        """`note` says what is left out, such as "The newest 300 changes"."""
        kept = self.list.currentIndex().row()
        self._model.set_rows(lines)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if not lines:
            self._stack.show_state(
                EmptyState(
                    "ph.clock-counter-clockwise",
                    _("No changes yet"),
                    _("Each change is listed here with who made it, from what and to what."),
                    object_name="no_history",
                )
            )
            return
        self._stack.show_content()
        at = min(max(kept, 0), len(lines) - 1)
        self.list.setCurrentIndex(self._model.index(at, 0))
        self._show_whole(lines[at])

    def show_problem(self, problem: UserError) -> None:
        self._stack.show_problem(problem)

    @property
    def lines(self) -> Sequence[HistoryLine]:
        return self._model.records

    def _show_whole(self, record: object) -> None:
        """The change that the keyboard is on, uncut."""
        if not isinstance(record, HistoryLine):
            return
        body = self._whole.body
        clear_layout(body)
        origin = formats.dotted((record.when, record.who, record.device))
        body.addLayout(row(label(record.what, "strong", wrap=True), gap=8))
        body.addWidget(label(origin, "small", wrap=True))
        body.addLayout(_facts(record))
        if record.standing == "open" and self._open_conflicts is not None:
            decide = Button(
                _("Decide at the conflict desk"),
                f"{self._name}_decide",
                icon="ph.git-fork",
                compact=True,
                press=self._open_conflicts,
            )
            body.addLayout(row(decide, None))
        body.addStretch(1)


def _row_of(one: HistoryLine) -> Row:
    # The arrow follows the reading; each value keeps the direction of its own script.
    arrow = "←" if is_mirrored() else "→"
    change = f"\u2068{one.before}\u2069 {arrow} \u2068{one.after}\u2069" if one.before else one.after
    return Row(
        lead=one.when,
        lead_note=one.who,
        title=one.what,
        meta=(change,),
        chip=_mark(one.standing),
        chip_filled=one.standing not in ("shown", "superseded", "archived"),
    )


def _mark(standing: Standing) -> Mark | None:
    """What is shown now, and whatever is not settled; earlier values need no word."""
    return {
        "shown": Mark(Tone.ON_TRACK, pgettext("history", "Shown"), "ph.eye"),
        "superseded": None,
        "archived": None,
        "open": Mark(Tone.CONFLICT, pgettext("history", "To decide"), "ph.git-fork"),
        "waiting": Mark(Tone.INFO, pgettext("history", "Waiting"), "ph.hourglass"),
        "quarantined": Mark(Tone.OFF_TRACK, pgettext("history", "Set aside"), "ph.warning-octagon"),
    }[standing]


def _facts(record: HistoryLine) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(16))
    grid.setVerticalSpacing(theme().px(4))
    grid.setColumnStretch(1, 1)
    facts = ((_("Before"), record.before), (_("After"), record.after), (_("Why"), record.reason))
    for at, (word, text) in enumerate((word, text) for word, text in facts if text):
        grid.addWidget(label(word, "small"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, wrap=True, selectable=True), at, 1)
    return grid
