"""Who changed what, from what to what: a list for the history tab of any record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.i18n import _, pgettext
from desktop.ui.item_models.columns import Cell, Column
from desktop.ui.item_models.table import RecordTableModel
from desktop.ui.item_models.views import RecordTable
from desktop.ui.theme.painting import Mark
from desktop.ui.theme.tokens import Tone
from desktop.ui.widgets.layouts import column, surface
from desktop.ui.widgets.naming import label
from desktop.ui.widgets.states import EmptyState, StateStack

Standing = Literal["shown", "superseded", "open", "waiting", "quarantined"]


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
    """Newest first; a line that is still open leads to the conflict desk."""

    def __init__(
        self, object_name: str = "history", *, open_conflicts: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self._open_conflicts = open_conflicts
        self._model: RecordTableModel[HistoryLine] = RecordTableModel(_columns())
        self.table = RecordTable(
            self._model, object_name, _("History"), comfort=True, sortable=False, edge=16
        )
        self.table.opened.connect(self._opened)
        self._stack = StateStack(self.table)
        self._foot = surface("foot")
        self._note = label("", "small", wrap=True)
        self._note.setObjectName(f"{object_name}_note")
        column(self._note, margins=(16, 6, 16, 6), on=self._foot)
        self._foot.hide()
        layout = column(gap=0, on=self)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot)

    def show_lines(self, lines: Sequence[HistoryLine], note: str = "") -> None:
        """`note` says what is left out, such as "The newest 300 changes"."""
        self._model.set_rows(lines)
        self._note.setText(note)
        self._foot.setVisible(bool(note) and bool(lines))
        if lines:
            self._stack.show_content()
        else:
            self._stack.show_state(
                EmptyState(
                    "ph.clock-counter-clockwise",
                    _("No changes yet"),
                    _("Each change is listed here with who made it, from what and to what."),
                    object_name="no_history",
                )
            )

    def show_problem(self, problem: UserError) -> None:
        self._foot.hide()
        self._stack.show_problem(problem)

    @property
    def lines(self) -> Sequence[HistoryLine]:
        return self._model.records

    def _opened(self, record: object) -> None:
        if isinstance(record, HistoryLine) and record.standing == "open" and self._open_conflicts is not None:
            self._open_conflicts()


def _columns() -> list[Column[HistoryLine]]:
    return [
        Column(key="when", title=_("When"), cell=lambda one: one.when, width=130),
        Column(key="who", title=_("Who"), cell=lambda one: one.who, width=130, tip=lambda one: one.device),
        Column(key="what", title=_("What"), cell=lambda one: one.what, width=190, tip=lambda one: one.what),
        Column(
            key="before",
            title=_("Before"),
            cell=lambda one: Cell(text=one.before, quiet=True),
            width=170,
            tip=lambda one: one.before,
        ),
        Column(
            key="after", title=_("After"), cell=_after, width=200, stretch=True, tip=lambda one: one.after
        ),
        Column(key="why", title=_("Why"), cell=lambda one: one.reason, width=120, tip=lambda one: one.reason),
        Column(key="standing", title=_("Standing"), cell=lambda one: _mark(one.standing), width=120),
    ]


def _after(one: HistoryLine) -> Cell:
    return Cell(text=one.after, strong=one.standing == "shown", quiet=one.standing == "superseded")


def _mark(standing: Standing) -> Cell:
    marks = {
        "shown": Mark(Tone.ON_TRACK, pgettext("history", "Shown"), "ph.eye"),
        "superseded": Mark(Tone.NEUTRAL, pgettext("history", "Earlier"), "ph.clock"),
        "open": Mark(Tone.CONFLICT, pgettext("history", "To decide"), "ph.git-fork"),
        "waiting": Mark(Tone.INFO, pgettext("history", "Waiting"), "ph.hourglass"),
        "quarantined": Mark(Tone.OFF_TRACK, pgettext("history", "Set aside"), "ph.warning-octagon"),
    }
    return Cell(mark=marks[standing])
