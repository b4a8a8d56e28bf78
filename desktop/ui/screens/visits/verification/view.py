"""Draws the verification: table, the chosen row, data quality beside it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.i18n import _
from desktop.rules.dqa import QualityDimension
from desktop.services.steps import Missing
from desktop.services.visits.figure_records import QualityRecord, StoredFigure, VerificationRecord
from desktop.services.visits.planning import Choice
from desktop.ui import formats
from desktop.ui.item_models import RecordTable, RecordTableModel
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.periods import period_words
from desktop.ui.screens.visits.strip import MissingStrips
from desktop.ui.screens.visits.verification.columns import columns
from desktop.ui.screens.visits.verification.dialogs import FigureDialog
from desktop.ui.screens.visits.verification.panels import QualityPanel, RowPanel
from desktop.ui.screens.visits.verification.presenter import Sheet, Shown, VerificationPresenter
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    MenuButton,
    NextStep,
    StateStack,
    column,
    label,
    row,
    surface,
)


class VerificationTab(QWidget):
    """A VerificationScreen."""

    def __init__(self, desk: VisitDesk, strips: MissingStrips) -> None:
        super().__init__()
        self.setObjectName("verification_tab")
        self._desk = desk
        self._may_edit = False
        self._chosen: UUID | None = None
        self._presenter = VerificationPresenter(self, desk)
        self.model = RecordTableModel[Shown](
            columns(self._typed, lambda: self._may_edit),
            key_of=lambda one: one.id if isinstance(one, VerificationRecord) else None,
        )
        self.table = RecordTable(
            self.model,
            "verification_table",
            _("Reported and verified"),
            comfort=True,
            sortable=False,
            edge=16,
        )
        self.panel = RowPanel(self._edited, self._deleted, self._open_form)
        self.quality = QualityPanel(self._scored, self._noted)
        self.below = QSplitter(Qt.Orientation.Horizontal)
        self.below.setHandleWidth(1)
        self.below.addWidget(self.panel)
        self.below.addWidget(self.quality)
        self.below.setStretchFactor(0, 5)
        self.below.setStretchFactor(1, 3)
        self.both = QSplitter(Qt.Orientation.Vertical)
        self.both.setHandleWidth(1)
        self.both.setChildrenCollapsible(False)
        self.both.addWidget(self.table)
        self.both.addWidget(self.below)
        self.both.setStretchFactor(1, 1)
        self.stack = StateStack(self.both)
        column(strips.make("verification_missing"), self._bar(), self.stack, gap=0, on=self)
        self.table.current_changed.connect(self._row_chosen)
        desk.on_flush(self.panel.flush)
        self._presenter.begin()

    def _bar(self) -> QWidget:
        bar = surface("bar")
        words = label(
            _("Reported is locked: it was copied when the row was made. Your recount never changes it."),
            "small",
            wrap=True,
        )
        self.period = MenuButton(_("All periods"), "verification_period")
        self.add_button = Button(
            _("Add indicator"),
            "add_indicator",
            icon="ph.plus",
            compact=True,
            press=self._presenter.new_indicator,
        )
        layout = row(gap=8, margins=(16, 8, 16, 8), on=bar)
        layout.addWidget(words, 1)
        layout.addWidget(self.period)
        layout.addWidget(self.add_button)
        return bar

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_sheet(self, sheet: Sheet) -> None:
        self._may_edit = sheet.may_edit
        self.add_button.setVisible(sheet.may_edit)
        self.period.setVisible(len(sheet.periods) > 1)
        shown = period_words(sheet.period) if sheet.period else _("All periods")
        self.period.setText(_("Period: {period}").format(period=shown))
        self.period.set_choices(
            [
                (_("All periods"), lambda: self._presenter.period_chosen(None)),
                *(
                    (period_words(one), lambda one=one: self._presenter.period_chosen(one))
                    for one in sheet.periods
                ),
            ]
        )
        self._fit_table(len(sheet.rows))
        at_column = max(self.table.currentIndex().column(), 0)
        self.model.set_rows(sheet.rows)
        if not sheet.rows:
            self._show_empty(sheet)
            return
        self.stack.show_content()
        at = max(self.model.row_of(self._chosen), 0) if self._chosen else 0
        self.table.setCurrentIndex(self.model.index(at, at_column))
        self._row_chosen(self.model.record(at))

    def _fit_table(self, rows: int) -> None:
        """The table takes what its rows need, up to ten; the rest is for the chosen one."""
        header = self.table.horizontalHeader().sizeHint().height()
        tall = header + min(max(rows, 3), 10) * self.table.verticalHeader().defaultSectionSize()
        self.both.setSizes([tall + theme().px(4), max(self.both.height() - tall, theme().px(260))])

    def _show_empty(self, sheet: Sheet) -> None:
        steps = []
        if sheet.may_edit and sheet.offered:
            steps.append(
                NextStep(
                    _("Take the reported figures"), self._presenter.take_those_in_scope, "ph.list-bullets"
                )
            )
        if sheet.may_edit:
            steps.append(NextStep(_("Add indicator"), self._presenter.new_indicator, "ph.plus"))
        self.stack.show_state(
            EmptyState(
                "ph.scales",
                _("Nothing to recount"),
                _("Choose indicators of this visit; what was reported is copied beside your recount."),
                steps,
                object_name="nothing_to_recount",
            )
        )

    def point_at(self, missing: Missing) -> None:
        """The keyboard goes to the reason of the recount, or to the note on the weak data, that is missing."""
        self._presenter.period_chosen(None)
        is_quality = missing.code == "weak_noted"
        at = next(
            (
                at
                for at in range(self.model.rowCount())
                if isinstance(one := self.model.record(at), VerificationRecord)
                and missing.record_id == (one.indicator_id if is_quality else one.id)
            ),
            -1,
        )
        if at < 0:
            return
        self.table.setCurrentIndex(self.model.index(at, 0))
        self._row_chosen(self.model.record(at))
        page, field = (self.quality, self.quality.note) if is_quality else (self.panel, self.panel.reason)
        page.ensureWidgetVisible(field)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _row_chosen(self, record: object) -> None:
        one = record if isinstance(record, VerificationRecord) else None
        if one is not None and one.id != self._chosen:
            self.panel.flush()
        self._chosen = one.id if one else None
        self.panel.show_row(one, may_edit=self._may_edit)
        self._presenter.row_chosen(one)

    def show_quality(self, indicator: str, record: QualityRecord | None) -> None:
        self.quality.show_quality(indicator, record, may_edit=self._may_edit)

    def ask_indicator(self, offered: Sequence[StoredFigure], indicators: Sequence[Choice]) -> None:
        dialog = FigureDialog(self, offered, indicators, self._presenter.take, self._presenter.add)
        dialog.open()

    def _current(self) -> VerificationRecord | None:
        at = self.model.row_of(self._chosen) if self._chosen else -1
        found = self.model.record(at)
        return found if isinstance(found, VerificationRecord) else None

    def _typed(self, one: VerificationRecord, text: str) -> None:
        value, problem = formats.read_number(text)
        if problem:
            self._desk.shell.notice(problem)
            return
        self._presenter.verified_typed(one, value)

    def _edited(self, field: str, value: Any) -> None:
        one = self._current()
        if one is None:
            return
        if field == "reasons":
            self._presenter.reason_chosen(one, value)
        else:
            self._presenter.edited(one.id, field, value)

    def _open_form(self, submission_id: UUID) -> None:
        self._presenter.open_form(submission_id)

    def _deleted(self) -> None:
        one = self._current()
        if one is not None:
            self._presenter.deleted(one)

    def _scored(self, dimension: QualityDimension, score: int | None) -> None:
        one = self._current()
        if one is not None:
            self._presenter.scored(one.indicator_id, dimension, score)

    def _noted(self, text: str) -> None:
        one = self._current()
        if one is not None:
            self._presenter.quality_noted(one.indicator_id, text)
