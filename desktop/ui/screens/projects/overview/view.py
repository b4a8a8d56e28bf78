"""Draws the overview: tiles, results at a glance, frameworks, what is next."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import Framework, LinkWeight
from desktop.services.projects.records import LinkRecord, Money, ProjectRecord
from desktop.services.results.records import Standing, StatusCounts
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.overview.presenter import MARKED, OverviewPresenter, ResultLine
from desktop.ui.screens.projects.results.cells import progress_cell, verified_words
from desktop.ui.screens.projects.words import (
    counts_words,
    deadline_words,
    elapsed_words,
    framework_word,
    late_words,
    money_words,
)
from desktop.ui.theme import Bar, Mark, Tone, rating_mark, theme
from desktop.ui.widgets import (
    Button,
    Card,
    CheckField,
    Chip,
    ChoiceField,
    EmptyState,
    FlowLayout,
    FormDialog,
    MenuButton,
    NextStep,
    ScrollPage,
    SegmentBar,
    StateStack,
    TextArea,
    Tile,
    TwoColumns,
    clear_layout,
    column,
    label,
    row,
)


class OverviewTab(ScrollPage):
    """An OverviewScreen."""

    def __init__(
        self, desk: ProjectDesk, show_part: Callable[[str], None], import_file: Callable[[], None]
    ) -> None:
        super().__init__("overview_page")
        self._show_part, self._import = show_part, import_file
        self._track = Tile(_("Results on track"))
        self._segments = SegmentBar([], "")
        self._track.add_under_figure(self._segments)
        self._budget, self._verified = Tile(_("Budget")), Tile(_("Verified, of reported"))
        self._actions = Tile(_("Open action points"))
        self._tiles = _Tiles([self._track, self._budget, self._verified, self._actions])
        self._model: RecordTableModel[ResultLine] = RecordTableModel(_columns(), key_of=lambda line: line.id)
        self._table = RecordTable(self._model, "overview_results", _("Results"), sortable=False, edge=16)
        self._results = Card(
            _("Results"), note=_("Bar: progress to target. Line: expected by today."), tight=True
        )
        self._stack = StateStack(self._table)
        self._results.add(self._stack)
        self._frameworks = Card(_("Frameworks"))
        self._add_mark = Button(_("Add a mark"), "add_mark", kind="link", icon="ph.plus")
        self._remove_mark = MenuButton(_("Take away"), "remove_mark")
        self._frameworks.add_to_head(self._remove_mark)
        self._frameworks.add_to_head(self._add_mark)
        self._marks = column(gap=8)
        self._frameworks.body.addLayout(self._marks)
        self._next = Card(_("Next"))
        self._due = column(gap=8)
        self._next.body.addLayout(self._due)
        self.add(self._tiles, self._results)
        self.add(TwoColumns([self._frameworks], [self._next], shares=(3, 2), least=760))
        self.body.addStretch(1)
        self._presenter = OverviewPresenter(self, desk)
        self._table.opened.connect(lambda _line: show_part("results"))
        self._add_mark.clicked.connect(lambda _on=False: self._presenter.add_mark())
        self._presenter.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for at, shown in enumerate(self._model.columns):
            if shown.key in ("verified", "indicators"):
                self._table.setColumnHidden(at, self.width() < theme().px(640))

    def show_tiles(self, project: ProjectRecord, counts: StatusCounts) -> None:
        self._track.show_figure(counts_words(counts), note=_track_note(counts))
        parts = [
            (Tone.ON_TRACK, counts.on_track),
            (Tone.AT_RISK, counts.at_risk),
            (Tone.OFF_TRACK, counts.off_track),
        ]
        self._segments.set_parts([(tone, count) for tone, count in parts if count], counts_words(counts))
        self._segments.setVisible(any(count for _tone, count in parts))
        elapsed = project.elapsed_percent
        money = (
            Money(amount=project.budget, currency=project.currency or "")
            if project.budget is not None
            else None
        )
        self._budget.show_figure(
            money_words(money) or _("Not set yet"),
            note=elapsed_words(elapsed),
            bar=Bar(float(elapsed) / 100) if elapsed is not None else None,
        )
        verified = project.verified_percent
        self._verified.show_figure(
            formats.percent(verified / 100) if verified is not None else _("None yet"),
            note=_("of the reported figures were recounted")
            if verified is not None
            else _("Nothing is reported yet"),
            bar=Bar(float(verified) / 100) if verified is not None else None,
        )
        self._actions.show_figure(formats.number(project.open_actions), note=_overdue(project))

    def show_results(self, lines: Sequence[ResultLine]) -> None:
        self._model.set_rows(lines)
        self._stack.show_content()
        self._table.fit_height()
        self._stack.setFixedHeight(self._table.height())

    def show_no_results(self, *, may_edit: bool) -> None:
        steps = (
            NextStep(_("Write the objective"), self._write, "ph.pencil-simple", "primary"),
            NextStep(_("Import from a sheet"), self._import, "ph.download-simple"),
        )
        state = EmptyState(
            "ph.tree-structure",
            _("No results yet"),
            _("A results matrix says what the project is to reach, and how you will see it."),
            steps if may_edit else (),
            object_name="no_results",
        )
        self._stack.show_state(state)
        self._stack.setFixedHeight(max(state.sizeHint().height(), theme().px(220)))

    def _write(self) -> None:
        self._presenter.write_objective()
        self._show_part("results")

    def show_marks(self, links: Sequence[LinkRecord], *, may_edit: bool) -> None:
        clear_layout(self._marks)
        self._add_mark.setVisible(may_edit)
        self._remove_mark.setVisible(may_edit and bool(links))
        self._remove_mark.set_choices(
            [
                (
                    f"{framework_word(link.framework)} {link.item}",
                    partial(self._presenter.mark_removed, link.id),
                )
                for link in links
            ]
        )
        for framework in MARKED:
            own = [link for link in links if link.framework is framework]
            if own:
                self._marks.addWidget(_mark_row(framework, own))
        if not links:
            self._marks.addWidget(label(_("Not linked to any framework yet."), "secondary", wrap=True))

    def show_next(self, project: ProjectRecord) -> None:
        clear_layout(self._due)
        if project.overdue_actions and project.oldest_overdue is not None:
            words = ngettext(
                "{count} action point is late", "{count} action points are late", project.overdue_actions
            )
            link = Button(words.format(count=project.overdue_actions), "next_actions", kind="link")
            link.clicked.connect(lambda _on=False: self._show_part("actions"))
            since = Mark(
                Tone.OFF_TRACK,
                _("since {day}").format(day=formats.day_in_year(project.oldest_overdue)),
                "ph.alarm-fill",
            )
            self._due.addWidget(_due_row(link, Chip(since, filled=False, strong=True)))
        for due in project.next_due:
            when: QWidget = label(formats.day(due.due), "small")
            if due.days_late:
                when = Chip(
                    Mark(Tone.OFF_TRACK, late_words(due.days_late), "ph.alarm-fill"),
                    filled=False,
                    strong=True,
                )
            self._due.addWidget(_due_row(label(deadline_words(due.kind), wrap=True), when))
        if not project.next_due and not project.overdue_actions:
            self._due.addWidget(label(_("Nothing is due."), "secondary"))

    def ask_mark(self, choices: Sequence[tuple[str, str]]) -> None:
        item = ChoiceField(
            _("What it contributes to"), "mark_item", choices, empty=_("Type to search"), required=True
        )
        primary = CheckField(_("It is a main aim of the project"), "mark_primary")
        primary.set_value(True)
        reason = TextArea(_("How?"), "mark_reason", lines=2)
        dialog = FormDialog(
            self,
            _("Add a mark"),
            _("Add it"),
            partial(self._choose_mark, item, primary, reason),
            object_name="mark_dialog",
            width=520,
        )
        dialog.add(item, primary, reason)
        dialog.open()
        item.setFocus()

    def _choose_mark(self, item: ChoiceField, primary: CheckField, reason: TextArea) -> None:
        self._presenter.mark_chosen(item.value() or "", is_primary=primary.value(), reason=reason.value())


class _Tiles(QWidget):
    """Four beside each other, two by two where there is less room."""

    def __init__(self, tiles: Sequence[Tile]) -> None:
        super().__init__()
        self._all = tuple(tiles)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(12))
        self._per_row = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        per_row = 4 if self.width() >= theme().px(720) else 2
        if per_row == self._per_row:
            return
        self._per_row = per_row
        for at, tile in enumerate(self._all):
            self._grid.addWidget(tile, at // per_row, at % per_row)
        for at in range(4):
            self._grid.setColumnStretch(at, 1 if at < per_row else 0)


def _columns() -> list[Column[ResultLine]]:
    return [
        Column(key="result", title=_("Result"), cell=_result_cell, width=240, stretch=True),
        Column(
            key="indicators",
            title=_("Indicators"),
            cell=lambda line: Cell(text=str(line.indicators or ""), end=True, quiet=True),
            width=84,
            end=True,
        ),
        Column(key="progress", title=_("Progress"), cell=_progress, width=172),
        Column(key="verified", title=_("Verified"), cell=_verified, width=100),
        Column(key="rating", title=_("Rating"), cell=_rating, width=116),
    ]


def _result_cell(line: ResultLine) -> Cell:
    return Cell(before="    " * max(line.depth - 1, 0) + line.number, text=line.statement)


def _progress(line: ResultLine) -> Cell:
    if line.standing is not None:
        return progress_cell(line.standing)
    return Cell(text=counts_words(line.counts) if line.indicators else "", quiet=True)


def _verified(line: ResultLine) -> Cell:
    standing: Standing | None = line.standing
    return Cell(text=verified_words(standing) if standing else "", quiet=True)


def _rating(line: ResultLine) -> Cell:
    return Cell(mark=rating_mark(line.rating)) if line.rating else Cell()


def _mark_row(framework: Framework, links: Sequence[LinkRecord]) -> QWidget:
    line = QWidget()
    name = label(framework_word(framework), "secondary", wrap=True)
    name.ensurePolished()  # else its words are measured in the font it has before the sheet
    longest = max(name.fontMetrics().horizontalAdvance(word) for word in name.text().split())
    name.setFixedWidth(max(theme().px(64), longest + 1))
    chips = QWidget()
    flow = FlowLayout(chips, gap=6)
    for link in links:
        flow.addWidget(_mark_chip(link))
    laid = row(name, gap=8, on=line)
    laid.addWidget(chips, 1)
    laid.setAlignment(name, Qt.AlignmentFlag.AlignTop)
    return line


def _mark_chip(link: LinkRecord) -> Chip:
    is_primary = link.weight is LinkWeight.PRIMARY
    short = link.title if len(link.title) <= 32 else f"{link.title[:31]}…"
    words = f"{link.item.partition('#')[0]} {short}"
    chip = Chip(Mark(Tone.OWN if is_primary else Tone.NEUTRAL, words, "ph.star-fill" if is_primary else ""))
    chip.setToolTip("\n".join(part for part in (link.title, link.reason or "") if part))
    return chip


def _due_row(what: QWidget, when: QWidget) -> QWidget:
    line = QWidget()
    laid = row(gap=8, on=line)
    laid.addWidget(what)
    laid.addStretch(1)
    laid.addWidget(when)
    return line


def _track_note(counts: StatusCounts) -> str:
    parts = []
    if counts.at_risk:
        parts.append(_("{count} at risk").format(count=counts.at_risk))
    if counts.off_track:
        parts.append(_("{count} off track").format(count=counts.off_track))
    if counts.unknown:
        parts.append(_("{count} not due yet or without figures").format(count=counts.unknown))
    return ", ".join(parts)


def _overdue(project: ProjectRecord) -> str:
    if not project.overdue_actions:
        return _("none overdue")
    words = ngettext("{count} overdue", "{count} overdue", project.overdue_actions)
    return words.format(count=project.overdue_actions)
