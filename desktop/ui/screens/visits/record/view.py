"""Draws a visit: head, stepper, tabs made when first shown."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.steps import Missing
from desktop.ui.history_tab import HistoryTab
from desktop.ui.parallel_notice import ParallelNotice
from desktop.ui.screens.visits.actions_tab.view import ActionsTab
from desktop.ui.screens.visits.brief.view import BriefTab
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.findings.view import FindingsTab
from desktop.ui.screens.visits.forms.view import FormsTab
from desktop.ui.screens.visits.photos.view import PhotosTab
from desktop.ui.screens.visits.plan.view import PlanTab
from desktop.ui.screens.visits.record.presenter import Head, RecordPresenter
from desktop.ui.screens.visits.report.view import ReportTab
from desktop.ui.screens.visits.strip import MissingStrips
from desktop.ui.screens.visits.verification.view import VerificationTab
from desktop.ui.theme import visit_mark
from desktop.ui.widgets import (
    FormDialog,
    NoticeStrip,
    Page,
    RecordHeader,
    Stepper,
    TabbedPages,
    TextArea,
    column,
    surface,
)


class VisitView(QWidget):
    """A RecordScreen."""

    def __init__(self, desk: VisitDesk, delete: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._delete = desk, delete
        self.strips = MissingStrips()
        self.header = RecordHeader("visit")
        self.stepper = Stepper("visit_steps")
        self.notice = NoticeStrip("visit_notice")
        self.notice.hide()
        self.tabs = TabbedPages(self._pages(), "visit_tabs", _("Parts of the visit"))
        head = surface("panel")
        self.parallel = ParallelNotice(desk.shell, "visit_parallel")
        column(self.stepper, self.notice, self.parallel, gap=4, margins=(16, 0, 16, 4), on=head)
        column(self.header, head, self.tabs, gap=0, on=self)
        self._presenter = RecordPresenter(self, desk)
        self.header.shortened.connect(lambda is_short: self.stepper.setVisible(not is_short))
        self.header.primary.clicked.connect(lambda _on=False: self._presenter.step_taken())
        self.strips.followed.connect(self._presenter.first_missing)
        self.tabs.shown.connect(lambda _key: desk.wake())
        self._presenter.begin()
        desk.watch(lambda visit: self.parallel.tell_of(visit.row.id))

    def _pages(self) -> list[Page]:
        desk, strips = self._desk, self.strips
        return [
            Page("brief", _("Brief"), lambda: BriefTab(desk)),
            Page("plan", _("Plan"), lambda: PlanTab(desk, strips)),
            Page("forms", _("Forms"), lambda: FormsTab(desk, strips)),
            Page("findings", _("Findings"), lambda: FindingsTab(desk, strips)),
            Page("verification", _("Verification"), lambda: VerificationTab(desk, strips)),
            Page("photos", _("Photos"), lambda: PhotosTab(desk)),
            Page("actions", _("Actions"), lambda: ActionsTab(desk)),
            Page("report", _("Report"), lambda: ReportTab(desk)),
            Page("history", _("History"), self._make_history),
        ]

    def _make_history(self) -> QWidget:
        tab = HistoryTab(self._desk.shell, "visit_history")
        self._desk.watch(lambda visit: tab.tell_of(visit.row.id))
        return tab

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._desk.wake()

    def show_head(self, head: Head) -> None:
        chips = [visit_mark(head.state)] if head.is_off_the_way else []
        self.header.show_record(head.code, head.facts, head.title, chips)
        self.header.show_primary(head.primary)
        self.header.set_more(self._further(head))
        self.stepper.show_steps(head.steps, head.position)
        self.header.show_place(self.stepper.accessibleName())
        self.notice.show_parts([("", words) for words in (head.notice, head.twins) if words])

    def _further(self, head: Head) -> list[QAction]:
        actions = []
        for target, verb in head.others:
            act = QAction(verb, self.header)
            act.setObjectName(f"visit_step_{target}")
            act.triggered.connect(lambda _on=False, target=target: self._presenter.step_taken(target))
            actions.append(act)
        if head.can_delete:
            gone = QAction(_("Delete the visit"), self.header)
            gone.setObjectName("visit_delete")
            gone.triggered.connect(lambda _on=False: self._delete())
            actions.append(gone)
        return actions

    def show_counts(self, counts: dict[str, str]) -> None:
        for key, count in counts.items():
            self.tabs.set_count(key, count)

    def show_missing(self, parts: Sequence[tuple[str, str]], has_link: bool) -> None:
        self.strips.show_parts(parts, _("Go to the first") if has_link else "")

    def show_part(self, part: str) -> None:
        self.tabs.show_page(part)

    def point_at(self, missing: Missing) -> None:
        if not missing.tab:
            return
        self.tabs.show_page(missing.tab)
        page = self.tabs.page(missing.tab)
        if isinstance(page, PlanTab | FormsTab | FindingsTab | VerificationTab):
            page.point_at(missing)

    def ask_reason(self, verb: str, question: str, then: Callable[[str], None]) -> None:
        reason = TextArea(question, "visit_reason", required=True, lines=3)
        dialog = FormDialog(self, verb, verb, lambda: then(reason.value()), object_name="visit_reason_dialog")
        dialog.add(reason)
        dialog.open()
        reason.setFocus()
