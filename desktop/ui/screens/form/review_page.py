"""The page that is looked at before a form is finished: a line for each question, each a way back to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.screens.form.reviewing import Review, ReviewLine, Standing
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import Mark, Tone
from desktop.ui.widgets import (
    EmptyState,
    Segment,
    SegmentedChoice,
    StateStack,
    column,
    label,
    row,
    surface,
)


class ReviewPage(QWidget):
    """`chosen(path)` asks to go to a question."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_review")
        self._review: Review | None = None
        self._told = label("", "secondary", wrap=True)
        self._told.setObjectName("review_told")
        self.kind = SegmentedChoice(
            [
                Segment("all", _("All")),
                Segment(str(Standing.TO_DO), _("To do")),
                Segment(str(Standing.EMPTY), _("Left empty")),
            ],
            "review_kind",
            _("Show"),
        )
        self.kind.set_value("all")
        self.kind.chosen.connect(lambda _kind: self._show_lines())
        self.model: RecordTableModel[ReviewLine] = RecordTableModel(_columns(), key_of=lambda one: one.path)
        self.table = RecordTable(self.model, "review_answers", _("Answers"), edge=20)
        self.table.opened.connect(lambda one: self.chosen.emit(one.path))
        self.table.clicked.connect(self._clicked)
        self._stack = StateStack(self.table)
        bar = row(gap=12, margins=(20, 10, 20, 8))
        bar.addWidget(self._told, 1)
        bar.addWidget(self.kind)
        ground = surface("panel")
        column(bar, self._stack, gap=0, on=ground)
        column(ground, gap=0, on=self)
        self.setFocusProxy(self.table)

    def show_review(self, review: Review) -> None:
        is_same = self._review is not None and self._review.lines == review.lines
        self._review = review
        for at, standing in ((1, Standing.TO_DO), (2, Standing.EMPTY)):
            words = {Standing.TO_DO: _("To do ({count})"), Standing.EMPTY: _("Left empty ({count})")}
            self.kind.button(at).setText(words[standing].format(count=review.counted(standing)))
        self._told.setText(_told(review))
        if not is_same:
            self._show_lines()

    def show_only(self, standing: Standing) -> None:
        """Show what is to do; the keyboard goes to the first of it."""
        self.kind.set_value(str(standing))
        self._show_lines()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def show_all(self) -> None:
        self.kind.set_value("all")
        self._show_lines()

    def _show_lines(self) -> None:
        lines: Sequence[ReviewLine] = self._review.lines if self._review is not None else ()
        kind = self.kind.value
        shown = [line for line in lines if kind == "all" or line.standing == kind]
        self.model.set_rows(shown)
        if shown:
            self._stack.show_content()
            return
        words = {
            str(Standing.TO_DO): (_("Nothing stands in the way"), _("The form can be finished.")),
            str(Standing.EMPTY): (_("No question is left empty"), _("Every question has its answer.")),
        }.get(str(kind), (_("Nothing is asked"), _("This form asks no question now.")))
        self._stack.show_state(EmptyState("ph.check-circle", *words, object_name="review_empty"))

    def _clicked(self, index: object) -> None:
        line = self.model.record(self.table.currentIndex().row())
        if line is not None:
            self.chosen.emit(line.path)


def _told(review: Review) -> str:
    stops = review.counted(Standing.TO_DO)
    first = _("{answered} of {total} answered.").format(
        answered=review.progress.answered, total=review.progress.total
    )
    if not stops:
        return f"{first} {_('Nothing stands in the way of finishing.')}"
    second = ngettext(
        "{count} answer stands in the way of finishing.",
        "{count} answers stand in the way of finishing.",
        stops,
    ).format(count=stops)
    return f"{first} {second}"


_MARKS = {
    Standing.TO_DO: (Tone.OFF_TRACK, "ph.x-circle-fill"),
    Standing.EMPTY: (Tone.NEUTRAL, "ph.circle-dashed"),
    Standing.ANSWERED: (Tone.ON_TRACK, "ph.check-circle-fill"),
}


def _mark(line: ReviewLine) -> Mark:
    words = {Standing.EMPTY: _("left empty"), Standing.ANSWERED: _("answered")}
    tone, icon = _MARKS[line.standing]
    return Mark(tone, line.message or words.get(line.standing, ""), icon)


def _columns() -> list[Column[ReviewLine]]:
    return [
        Column[ReviewLine](
            key="number",
            title=_("No."),
            cell=lambda one: Cell(text=one.number, mono=True, quiet=True),
            width=64,
        ),
        Column[ReviewLine](
            key="label",
            title=_("Question"),
            cell=lambda one: Cell(text=" ".join(plain(one.label).split()), link=True),
            stretch=True,
            width=260,
            tip=lambda one: f"{one.section}: {plain(one.label)}",
        ),
        Column[ReviewLine](
            key="answer",
            title=_("Answer"),
            cell=lambda one: " ".join(plain(one.answer).split()),
            width=200,
            tip=lambda one: plain(one.answer),
        ),
        Column[ReviewLine](
            key="standing",
            title=_("State"),
            cell=lambda one: Cell(mark=_mark(one)),
            width=270,
            tip=lambda one: one.message,
        ),
    ]
