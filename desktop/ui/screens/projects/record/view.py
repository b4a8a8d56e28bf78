"""Draws a project: head, what stops the next step, tabs made when first shown."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.history_tab import HistoryTab
from desktop.ui.parallel_notice import ParallelNotice
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.details.view import DetailsTab
from desktop.ui.screens.projects.lists.view import ActionsTab, BudgetTab, VisitsTab
from desktop.ui.screens.projects.overview.view import OverviewTab
from desktop.ui.screens.projects.printing.view import PrintDialog
from desktop.ui.screens.projects.record.presenter import Head, RecordPresenter, StepQuestion
from desktop.ui.screens.projects.results.view import ResultsTab
from desktop.ui.screens.projects.words import gender_words
from desktop.ui.theme import Mark, Tone, stage_mark
from desktop.ui.widgets import (
    Button,
    CheckField,
    FormDialog,
    NoticeStrip,
    Page,
    RecordHeader,
    TabbedPages,
    TextArea,
    column,
    row,
    surface,
)


class ProjectView(QWidget):
    """A RecordScreen."""

    def __init__(
        self, desk: ProjectDesk, delete: Callable[[], None], import_file: Callable[[], None]
    ) -> None:
        super().__init__()
        self._desk, self._delete, self._import = desk, delete, import_file
        self.header = RecordHeader("project")
        self.back = Button(_("Projects"), "project_back", kind="link", icon="ph.arrow-left")
        self.back.clicked.connect(lambda _on=False: self.show_part("overview"))
        self._back_bar = surface("panel")
        row(self.back, None, margins=(12, 6, 12, 0), on=self._back_bar)
        self._back_bar.hide()
        self.plan_visit = Button(_("Plan a visit"), "project_plan_visit", icon="ph.map-pin")
        self.header.add_button(self.plan_visit)
        self.notice, self.missing = NoticeStrip("project_notice"), NoticeStrip("project_missing")
        self.tabs = TabbedPages(self._pages(), "project_tabs", _("Parts of the project"))
        strips = surface("panel")
        self.parallel = ParallelNotice(desk.shell, "project_parallel")
        column(self.notice, self.missing, self.parallel, gap=4, margins=(16, 0, 16, 4), on=strips)
        column(self._back_bar, self.header, strips, self.tabs, gap=0, on=self)
        self._presenter = RecordPresenter(self, desk)
        self.plan_visit.clicked.connect(lambda _on=False: self._presenter.plan_visit())
        self.missing.followed.connect(self._presenter.first_missing)
        self._presenter.begin()
        desk.watch(lambda: self.parallel.tell_of(desk.project.id if desk.project else None))

    def _pages(self) -> list[Page]:
        desk = self._desk
        return [
            Page("overview", _("Overview"), lambda: OverviewTab(desk, self.show_part, self._import)),
            Page("details", _("Details"), lambda: DetailsTab(desk)),
            Page("results", _("Results"), lambda: ResultsTab(desk, self._import)),
            Page("budget", _("Budget"), lambda: BudgetTab(desk, self._import)),
            Page("visits", _("Visits"), lambda: VisitsTab(desk)),
            Page("actions", _("Actions"), lambda: ActionsTab(desk)),
            Page("history", _("History"), self._make_history),
        ]

    def _make_history(self) -> QWidget:
        tab, desk = HistoryTab(self._desk.shell, "project_history"), self._desk
        desk.watch(lambda: tab.tell_of(desk.project.id if desk.project else None))
        return tab

    def take_whole_width(self, is_wide: bool) -> None:
        """The matrix needs all the room: the list steps aside, and a link leads back to it."""
        self._back_bar.setVisible(is_wide)

    def show_head(self, head: Head) -> None:
        chips = [stage_mark(head.stage)]
        if head.gender_marker is not None:
            chips.append(Mark(Tone.INFO, gender_words(head.gender_marker), "ph.info-fill"))
        self.header.show_record(head.code, head.facts, head.title, chips)
        self.header.set_more(self._further(head))
        self.notice.show_parts([("", head.notice)] if head.notice else [])
        self.notice.setVisible(bool(head.notice))

    def _further(self, head: Head) -> list[QAction]:
        report = QAction(_("Project report (PDF)"), self.header)
        report.setObjectName("project_report")
        report.triggered.connect(lambda _on=False: PrintDialog(self, self._desk).open())
        actions = [report]
        for target, verb in head.steps:
            act = QAction(verb, self.header)
            act.setObjectName(f"project_step_{target}")
            act.triggered.connect(lambda _on=False, target=target: self._presenter.step_taken(target))
            actions.append(act)
        if head.may_edit:
            gone = QAction(_("Delete the project"), self.header)
            gone.setObjectName("project_delete")
            gone.triggered.connect(lambda _on=False: self._delete())
            actions.append(gone)
        return actions

    def show_counts(self, counts: dict[str, str]) -> None:
        for key, count in counts.items():
            self.tabs.set_count(key, count)

    def show_missing(self, parts: Sequence[tuple[str, str]], has_link: bool) -> None:
        self.missing.show_parts(parts, link=_("Go there") if has_link else "")
        self.missing.setVisible(bool(parts))

    def show_part(self, part: str) -> None:
        self.tabs.show_page(part)

    def ask_step(self, question: StepQuestion, then: Callable[[str, Collection[str]], None]) -> None:
        """Things to vouch for as boxes to tick, and the reason."""
        boxes = {code: CheckField(words, f"confirm_{code}") for code, words in question.to_confirm}
        reason = TextArea(_("Why?"), "project_step_reason", required=question.needs_reason, lines=2)
        sentence = (
            _("What lies outside this store you vouch for; your word is kept in the history.")
            if boxes
            else ""
        )
        dialog = FormDialog(
            self,
            question.verb,
            question.verb,
            lambda: then(reason.value(), [code for code, box in boxes.items() if box.value()]),
            object_name="project_step_dialog",
            sentence=sentence,
        )
        dialog.add(*boxes.values(), reason)
        dialog.open()
        (next(iter(boxes.values())) if boxes else reason).setFocus()
