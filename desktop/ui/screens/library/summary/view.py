"""Draws the answers of a form: the table of its submissions, or a chart for each question."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.services.form_library.summaries.records import FormSummary, QuestionSummary, SummaryRow
from desktop.ui import formats
from desktop.ui.screens.library.summary.charts import make_chart
from desktop.ui.screens.library.summary.presenter import SummaryPresenter
from desktop.ui.screens.library.summary.table import SummaryTable
from desktop.ui.screens.library.summary.words import answered_words, figures_words
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    Filter,
    FilterChips,
    NextStep,
    ProgressPanel,
    ScrollPage,
    SearchField,
    Segment,
    SegmentedChoice,
    StateStack,
    clear_layout,
    column,
    label,
    row,
    surface,
)

_AT_ONCE = 25
"""Charts shown at first; a form of 500 questions would take long to draw."""


class SummaryPage(QWidget):
    """A SummaryScreen. Asks by signals for what other parts of the library do."""

    export_asked = Signal()
    fill_asked = Signal()
    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_answers")
        self._presenter: SummaryPresenter | None = None
        self._questions: Sequence[QuestionSummary] = ()
        self._shown = _AT_ONCE
        self.kind = SegmentedChoice(
            [Segment("table", _("Table")), Segment("charts", _("Charts"))], "summary_kind", _("Show as")
        )
        self.kind.set_value("table")
        self.search = SearchField(_("Search answers and questions"), "summary_search")
        self.filters = FilterChips("summary_filters")
        self.filters.set_choices([Filter("all", _("Unfinished too"))])
        self.count = label("", "small")
        self.copy_button = Button(_("Copy"), "summary_copy", icon="ph.copy", compact=True)
        self.export_button = Button(_("Export"), "summary_export", icon="ph.export", compact=True)
        self.table = SummaryTable(())
        self._table_holder = column(self.table, gap=0)
        self.charts = ScrollPage("summary_charts", ground="window")
        self._pages = QStackedWidget()
        holder = QWidget()
        holder.setLayout(self._table_holder)
        self._pages.addWidget(holder)
        self._pages.addWidget(self.charts)
        self.stack = StateStack(self._pages)
        head = surface("panel")
        tools = row(self.kind, self.search, None, self.count, self.copy_button, self.export_button, gap=8)
        column(tools, self.filters, gap=6, margins=(16, 8, 16, 8), on=head)
        column(head, self.stack, gap=0, on=self).setStretch(1, 1)
        self.kind.chosen.connect(self._show_kind)
        self.copy_button.clicked.connect(lambda _on=False: self.table.copy())
        self.export_button.clicked.connect(lambda _on=False: self.export_asked.emit())

    def connect_to(self, presenter: SummaryPresenter) -> None:
        self._presenter = presenter
        self.search.searched.connect(presenter.searched)
        self.filters.added.connect(lambda _key: self._want_all(True))
        self.filters.removed.connect(lambda _key: self._want_all(False))
        if self.isVisible():
            presenter.seen()

    def show_form(self, form: UUID | None) -> None:
        """The form whose answers are to be seen."""
        if self._presenter is not None:
            self._presenter.form_shown(form)

    # What the presenter tells

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_loading(self) -> None:
        self.stack.show_loading(ProgressPanel("ph.chart-bar", _("Summing up the answers")))

    def show_summary(self, summary: FormSummary) -> None:
        self.table.deleteLater()
        self.table = SummaryTable(summary.columns, summary.rows)
        self.table.opened.connect(self._open)
        self._table_holder.addWidget(self.table)
        self._shown = _AT_ONCE
        self.stack.show_content()

    def show_rows(self, rows: tuple[SummaryRow, ...], questions: tuple[QuestionSummary, ...]) -> None:
        self.table.show_rows(rows)
        counted = ngettext("{count} submission", "{count} submissions", len(rows))
        self.count.setText(counted.format(count=formats.number(len(rows))))
        self._questions = questions
        self._draw_charts()

    def show_empty(self, *, has_drafts: bool) -> None:
        self.count.setText("")
        steps = [
            NextStep(_("Fill in"), self.fill_asked.emit, "ph.pencil-simple", "primary"),
            NextStep(_("Import submissions"), self.import_asked.emit, "ph.upload-simple"),
        ]
        if has_drafts:
            steps.insert(0, NextStep(_("Show unfinished ones"), lambda: self._want_all(True), "ph.eye"))
        self.stack.show_state(
            EmptyState(
                "ph.chart-bar",
                _("No finished submissions yet"),
                _("What is answered in this form is summed up here: as a table, and as charts."),
                steps,
                object_name="summary_empty",
            )
        )

    def show_problem(self, problem: UserError) -> None:
        self.stack.show_problem(problem)

    # Within

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._presenter is not None:
            self._presenter.seen()

    def _open(self, one: SummaryRow) -> None:
        if self._presenter is not None:
            self._presenter.open(one.submission_id)

    def _want_all(self, wanted: bool) -> None:
        self.filters.set_active([Filter("all", _("Unfinished too"))] if wanted else [])
        if self._presenter is not None:
            self._presenter.everything_wanted(wanted)

    def _show_kind(self, kind: object) -> None:
        self._pages.setCurrentIndex(1 if kind == "charts" else 0)
        self.copy_button.setVisible(kind != "charts")
        self._draw_charts()

    def _draw_charts(self) -> None:
        if self._pages.currentIndex() != 1:
            return
        clear_layout(self.charts.body)
        for one in self._questions[: self._shown]:
            self.charts.add(_card(one))
        if len(self._questions) > self._shown:
            more = Button(_("Show more questions"), "summary_more")
            more.clicked.connect(lambda _on=False: self._show_more())
            self.charts.add(more)
        self.charts.body.addStretch(1)

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._draw_charts()


def _card(one: QuestionSummary) -> Card:
    card = Card(one.label, note=answered_words(one))
    chart = make_chart(one) if one.answered else None
    if chart is not None:
        chart.setObjectName(f"chart_{one.path.replace('/', '_')}")
        card.add(chart)
    if one.others:
        words = ngettext("{count} other answer", "{count} other answers", one.others)
        card.add(label(words.format(count=formats.number(one.others)), "small"))
    return card.add(label(figures_words(one), "small", wrap=True))
