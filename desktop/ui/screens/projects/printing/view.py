"""Draws the dialog in which a project's report is saved: for whom, then the work with its progress."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.rules.vocabulary import Audience
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.printing.presenter import PrintPresenter
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    Button,
    PageHeader,
    ProgressPanel,
    Segment,
    SegmentedChoice,
    column,
    label,
    row,
    surface,
)


class PrintDialog(QDialog):
    """A PrintScreen."""

    def __init__(self, parent: QWidget, desk: ProjectDesk) -> None:
        super().__init__(parent)
        self.setObjectName("project_report_dialog")
        self.setWindowTitle(_("Project report (PDF)"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(480))
        self._presenter = PrintPresenter(self, desk)
        self.audience = SegmentedChoice(
            [Segment(one, _audience_word(one)) for one in Audience],
            "report_audience",
            _("For whom it is made"),
        )
        self.audience.set_value(Audience.OFFICE)
        self._means = label("", "secondary", wrap=True)
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("project_report_problem")
        self.close_button = Button(_("Cancel"), "project_report_close")
        self.save = Button(_("Save as PDF"), "project_report_save", kind="primary", icon="ph.file-pdf")
        self._panel: ProgressPanel | None = None
        self._pages = QStackedWidget()
        self._lay_out()
        self._tell_meaning(Audience.OFFICE)
        self.audience.chosen.connect(self._tell_meaning)
        self.save.clicked.connect(lambda _on=False: self._save())
        self.close_button.clicked.connect(self.reject)
        self.save.setDefault(True)

    def _lay_out(self) -> None:
        head = surface("bar")
        lead = _("Results, figures against their targets, money, actions and lessons, as they stand now.")
        column(PageHeader(_("Project report (PDF)"), lead), margins=(16, 12, 16, 12), on=head)
        self._choice = surface("panel")
        column(
            label(_("For whom it is made"), "secondary"),
            self.audience,
            self._means,
            None,
            gap=8,
            margins=(16, 12, 16, 12),
            on=self._choice,
        )
        self._pages.addWidget(self._choice)
        self._foot = surface("foot")
        line = row(
            self._problem, self.close_button, self.save, gap=8, margins=(16, 10, 16, 10), on=self._foot
        )
        line.setStretch(0, 1)
        column(head, self._pages, self._foot, gap=0, on=self)

    def _save(self) -> None:
        audience = self.audience.value
        if isinstance(audience, Audience):
            self._problem.setText("")
            self._presenter.save(audience)

    def _tell_meaning(self, audience: object) -> None:
        if isinstance(audience, Audience):
            self._means.setText(_meaning(audience))

    def show_choice(self) -> None:
        self._foot.show()
        if self._panel is not None:
            self._pages.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None
        self.save.setFocus()

    def show_working(self, title: str) -> None:
        self._panel = ProgressPanel("ph.file-pdf", title, self._presenter.cancel)
        self._pages.addWidget(self._panel)
        self._pages.setCurrentWidget(self._panel)
        self._foot.hide()

    def show_progress(self, done: int, total: int, what: str) -> None:
        if self._panel is not None:
            self._panel.show_progress(done, total, what)

    def show_problem(self, problem: UserError) -> None:
        self._problem.setText(problem.sentence())

    def close_dialog(self) -> None:
        self.accept()

    def reject(self) -> None:
        """Esc while drawing stops the drawing first."""
        if self._panel is not None:
            self._presenter.cancel()
        else:
            super().reject()


def _audience_word(audience: Audience) -> str:
    return {
        Audience.OFFICE: _("Office"),
        Audience.DONOR: _("Donor"),
        Audience.PARTNER: _("Partner"),
        Audience.PUBLIC: _("Public"),
    }[audience]


def _meaning(audience: Audience) -> str:
    return {
        Audience.OFFICE: _("Everything, also what is confidential. It stays in the office."),
        Audience.DONOR: _("Nothing confidential; counts below five persons are hidden."),
        Audience.PARTNER: _("As for a donor, and no money."),
        Audience.PUBLIC: _("As for a partner, and no action points."),
    }[audience]
