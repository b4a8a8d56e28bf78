"""Draws Today: cards in two columns, each row a link."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import VisitState
from desktop.services.today.service import DeadlineRow, TodayRecord
from desktop.services.visits.records import VisitRow
from desktop.ui import formats
from desktop.ui.item_models import (
    Cell,
    Column,
    PagedListModel,
    RecordList,
    RecordTable,
    RecordTableModel,
    Row,
    record_at,
)
from desktop.ui.screens.today.presenter import Need, Safety, TodayPresenter, count_of
from desktop.ui.screens.today.words import (
    age_words,
    deadline_words,
    left_words,
    since_words,
    span_words,
    unsent_words,
)
from desktop.ui.shell import Change, Shell
from desktop.ui.theme import Mark, Tone, visit_mark
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    IconLabel,
    NextStep,
    PageHeader,
    ScrollPage,
    TwoColumns,
    column,
    flow,
    label,
    row,
)

_NEEDS = {
    "conflict": Mark(Tone.CONFLICT, "", "ph.git-fork"),
    "returned": Mark(Tone.OFF_TRACK, "", "ph.arrow-u-up-left"),
    "overdue": Mark(Tone.OFF_TRACK, "", "ph.alarm"),
    "verify": Mark(Tone.INFO, "", "ph.check-square"),
    "approve": Mark(Tone.INFO, "", "ph.paper-plane-tilt"),
}


def make_screen(shell: Shell) -> QWidget:
    return TodayView(shell)


class TodayView(ScrollPage):
    """A TodayScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("today_screen", margin=24, gap=16)
        self._shell = shell
        self._newest: VisitRow | None = None
        self.presenter = TodayPresenter(self, shell)
        self.new_button = Button(_("New visit"), "today_new_visit", icon="ph.plus", press=self.presenter.plan)
        self.go_on = Button(
            _("Plan a visit"),
            "today_continue",
            kind="primary",
            icon="ph.arrow-right",
            trailing=True,
            press=lambda: self.presenter.go_on(self._newest),
        )
        self.header = PageHeader("", "", [self.new_button, self.go_on])
        self._make_lists()
        self.safety = SafetyCard(self.presenter)
        self.add(
            self.header,
            TwoColumns(
                [self.visits_card, self.deadlines_card],
                [self.needs_card, self.safety],
                first="right",
                shares=(4, 3),
            ),
        )
        self.body.addStretch(1)
        self.presenter.begin()

    def _visit_row(self, visit: VisitRow) -> Row:
        return visit_row(visit, self._day)

    def _make_lists(self) -> None:
        self._day = date.max
        self.visits_card = Card(_("My visits, this week and next"), tight=True)
        self._visits: PagedListModel[VisitRow] = _listed(self._visit_row)
        self.visit_list = RecordList(
            self._visits, self._visit_row, "today_visits", _("My visits"), lead_width=112, edge=16
        )
        self.no_visits = EmptyState(
            "ph.map-pin",
            _("Nothing this week"),
            _("A visit starts with what to check."),
            [NextStep(_("Plan a visit"), self.presenter.plan, "ph.plus")],
            object_name="today_no_visits",
        )
        self.visits_card.add(self.visit_list, self.no_visits)
        self.needs_card = Card(_("For my action"), tight=True)
        self._needs: PagedListModel[Need] = _listed(need_row)
        self.need_list = RecordList(self._needs, need_row, "today_needs", _("For my action"), edge=16)
        self.no_needs = label(_("Nothing waits for you."), "secondary")
        self.no_needs.setContentsMargins(16, 12, 16, 12)
        self.needs_card.add(self.need_list, self.no_needs)
        self.deadlines_card = Card(_("Deadlines"), tight=True)
        self._deadlines = RecordTableModel[DeadlineRow](_deadline_columns())
        self.deadline_table = RecordTable(
            self._deadlines, "today_deadlines", _("Deadlines"), sortable=False, edge=16
        )
        self.no_deadlines = label(_("Nothing is due in the next two months."), "secondary")
        self.no_deadlines.setContentsMargins(16, 12, 16, 12)
        self.deadlines_card.add(self.deadline_table, self.no_deadlines)
        self.visit_list.opened.connect(self.presenter.open_visit)
        self.visit_list.clicked.connect(lambda index: self.presenter.open_visit(_record(index)))
        self.need_list.opened.connect(self.presenter.open_need)
        self.need_list.clicked.connect(lambda index: self.presenter.open_need(_record(index)))
        self.deadline_table.opened.connect(self.presenter.open_deadline)
        self.deadline_table.clicked.connect(lambda index: self.presenter.open_deadline(_record(index)))

    def show_today(self, today: TodayRecord, needs: tuple[Need, ...], safety: Safety) -> None:
        now = self._shell.services.clock()
        self.header.set_text(_title(formats.full_day(today.day)), _where_words(safety, now))
        self._show_newest(today.newest)
        counted = _("{shown} of {total}").format(shown=len(today.visits), total=today.visits_in_all)
        self.visits_card.set_note(counted if today.visits_in_all else "")
        self._day = today.day
        self._visits.reload(lambda after, _limit: () if after else today.visits)
        _fit(self.visit_list, self.no_visits, len(today.visits))
        self.needs_card.set_note(str(count_of(needs) or ""))
        self._needs.reload(lambda after, _limit: () if after else needs)
        _fit(self.need_list, self.no_needs, len(needs))
        self._deadlines.set_rows(today.deadlines)
        _fit(self.deadline_table, self.no_deadlines, len(today.deadlines))
        self.safety.show_safety(safety, now)

    def _show_newest(self, newest: VisitRow | None) -> None:
        self._newest = newest
        verb = _("Continue: {title}").format(title=_short(newest.title)) if newest else _("Plan a visit")
        self.go_on.setText(verb.replace("&", "&&"))
        self.go_on.setAccessibleName(verb)
        self.new_button.setVisible(newest is not None)

    def show_backing_up(self, is_running: bool) -> None:
        self.safety.show_backing_up(is_running)

    def on_changed(self, changed: Change) -> None:
        self.presenter.on_changed(changed)

    def panes(self) -> list[QWidget]:
        return [self.visit_list, self.need_list, self.deadline_table]


class SafetyCard(Card):
    """Is my work safe? What lies where, in words, and two ways to make it safer."""

    def __init__(self, presenter: TodayPresenter) -> None:
        super().__init__(_("Is my work safe?"))
        self.lines = [_SafetyLine(), _SafetyLine(), _SafetyLine()]
        self.add(*self.lines)
        self.back_up = Button(
            _("Back up now"), "today_back_up", icon="ph.floppy-disk", press=presenter.back_up
        )
        self.sync = Button(_("Go to sync"), "today_sync", icon="ph.arrows-clockwise", press=presenter.to_sync)
        self.body.addSpacing(4)
        self.add(flow(self.back_up, self.sync))

    def show_safety(self, safety: Safety, now: datetime) -> None:
        unsent, backup, server = self.lines
        detail = age_words(safety.oldest, now) if safety.unsent else _("Everything is with the server.")
        if not safety.is_enrolled:
            detail = _("This laptop has not joined an office yet.")
        files = ngettext("{count} file", "{count} files", safety.files_pending)
        if safety.files_pending:
            detail = f"{detail} · {files.format(count=safety.files_pending)}"
        tone = "at_risk" if safety.unsent else "on_track"
        unsent.say(
            "ph.cloud-slash" if safety.unsent else "ph.cloud-check", tone, unsent_words(safety.unsent), detail
        )
        if safety.last_backup is None:
            backup.say("ph.floppy-disk", "at_risk", _("No backup yet"), _("Make one before you travel."))
        else:
            when = since_words(safety.last_backup, now)
            backup.say(
                "ph.floppy-disk",
                "on_track",
                _("Last backup: {when}").format(when=when),
                _("Encrypted, on this laptop; copy it to a stick as well."),
            )
        if safety.last_sync is None:
            server.say(
                "ph.shield", "secondary", _("Never synced"), _("It works without: nothing waits for it.")
            )
        else:
            when = since_words(safety.last_sync, now)
            server.say("ph.shield-check", "on_track", _("Last sync: {when}").format(when=when), "")

    def show_backing_up(self, is_running: bool) -> None:
        self.back_up.setText(_("Backing up") if is_running else _("Back up now"))
        self.back_up.setEnabled(not is_running)


class _SafetyLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("ph.shield", "secondary", "callout")
        self._title, self._detail = label("", "strong", wrap=True), label("", "small", wrap=True)
        words = column(self._title, self._detail, gap=0)
        layout = row(self._icon, gap=12, on=self)
        layout.addLayout(words, 1)

    def say(self, icon: str, role: str, title: str, detail: str) -> None:
        self._icon.set_icon_name(icon, role)
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{title}. {detail}")


def visit_row(visit: VisitRow, today: date) -> Row:
    """What it lacks, and when its report is due, how late it is, or when the visit starts."""
    lead, below = span_words(visit.start, visit.end)
    note: str | Mark = ""
    if visit.state is VisitState.ACCEPTED and visit.start is not None:
        note = _("Starts {day}").format(day=formats.weekday_and_day(visit.start))
    elif visit.report_due is not None and visit.report_due < today:
        days = (today - visit.report_due).days
        words = ngettext("Report {count} day late", "Report {count} days late", days).format(count=days)
        note = Mark(Tone.OFF_TRACK, words, "ph.alarm-fill")
    elif visit.report_due is not None:
        note = _("Report due {day}").format(day=formats.day_in_year(visit.report_due))
    elif visit.state is VisitState.ASSIGNED:
        note = _("Accept or decline")
    return Row(
        lead=lead,
        lead_note=below,
        title=visit.title,
        code=visit.code,
        code_below=True,
        strong=True,
        chip=visit_mark(visit.state),
        meta=lacks_of(visit),
        note=note,
    )


def lacks_of(visit: VisitRow) -> tuple[str | Mark, ...]:
    lacks: list[str | Mark] = []
    if visit.state is VisitState.RETURNED:
        lacks.append(Mark(Tone.OFF_TRACK, _("Comments to answer"), "ph.chat-text"))
    if visit.unrated and visit.state in _WRITING:
        words = ngettext("{count} result without rating", "{count} results without rating", visit.unrated)
        lacks.append(Mark(Tone.OFF_TRACK, words.format(count=visit.unrated), "ph.asterisk"))
    if visit.forms_open:
        words = ngettext("{count} form unfinished", "{count} forms unfinished", visit.forms_open)
        lacks.append(Mark(Tone.AT_RISK, words.format(count=visit.forms_open), "ph.pencil-simple"))
    if not visit.places:
        lacks.append(Mark(Tone.OFF_TRACK, _("no place yet"), "ph.asterisk"))
    if not lacks and visit.state in _WRITING:
        lacks.append(Mark(Tone.ON_TRACK, _("All results are rated"), "ph.check-circle-fill"))
    return tuple(lacks)


_WRITING = frozenset({VisitState.IN_FIELD, VisitState.REPORTING, VisitState.RETURNED, VisitState.REOPENED})


def need_row(need: Need) -> Row:
    return Row(icon=_NEEDS[need.kind], title=need.title, meta=(need.detail,), link=need.link)


def _deadline_columns() -> list[Column[DeadlineRow]]:
    return [
        Column(key="due", title=_("Due"), cell=lambda one: formats.weekday_and_day(one.due), width=132),
        Column(
            key="what",
            title=_("What"),
            cell=lambda one: Cell(text=deadline_words(one)),
            width=160,
            stretch=True,
            tip=deadline_words,
        ),
        Column(
            key="project",
            title=_("Project"),
            cell=lambda one: Cell(text=one.project_code, mono=True),
            width=100,
        ),
        Column(key="left", title=_("Left"), cell=_left, width=120, end=True),
    ]


def _left(one: DeadlineRow) -> Cell:
    words = left_words(one.days_left)
    if one.days_left < 0:
        return Cell(mark=Mark(Tone.OFF_TRACK, words, "ph.alarm-fill"), end=True)
    if one.days_left <= 7:
        return Cell(mark=Mark(Tone.AT_RISK, words, "ph.clock-fill"), end=True)
    return Cell(text=words, quiet=True, end=True)


def _where_words(safety: Safety, now: datetime) -> str:
    if safety.last_sync is None:
        return _("Everything you do is kept on this laptop.")
    when = since_words(safety.last_sync, now)
    return _("Last connection {when}. Everything you do is kept on this laptop.").format(when=when)


def _fit(view: RecordList | RecordTable, instead: QWidget, count: int) -> None:
    view.setVisible(count > 0)
    instead.setVisible(count == 0)
    view.fit_height()


def _title(text: str) -> str:
    """Only the first letter: the months of many languages are written small."""
    return text[:1].upper() + text[1:]


def _short(title: str) -> str:
    return title if len(title) <= 36 else f"{title[:35].rstrip()}…"


def _listed(row_of: Callable[[Any], Row]) -> PagedListModel[Any]:
    return PagedListModel(
        lambda _after, _limit: (), id, page_size=1000, text_of=lambda record: row_of(record).spoken()
    )


def _record(index: QModelIndex) -> Any:
    return record_at(index)
