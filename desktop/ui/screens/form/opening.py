"""Opens the dialogs of an open form, and hands what they tell to its presenter."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.errors import UserError
from desktop.services.form_library.map_ground import MapGround
from desktop.services.form_library.records import QuestionView
from desktop.ui.screens.form.audit_dialog import AuditDialog
from desktop.ui.screens.form.copy_dialog import CopyDialog
from desktop.ui.screens.form.dialogs import GoToDialog, PictureDialog, ReopenDialog
from desktop.ui.screens.form.drawing import DrawingDialog
from desktop.ui.screens.form.files import points_of
from desktop.ui.screens.form.link_dialogs import FigureDialog, FindingDialog
from desktop.ui.screens.form.map_dialog import MapDialog
from desktop.ui.screens.form.presenter import FormPresenter
from desktop.ui.screens.form.remark_dialog import RemarkDialog
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.screens.form.version_dialogs import RetiredDialog, UpgradeDialog
from desktop.ui.widgets import show_problem


class FormDialogs:
    """One method a dialog; none of them waits for its end."""

    def __init__(self, view: QWidget, presenter: FormPresenter) -> None:
        self._view, self._presenter = view, presenter
        self._map: MapDialog | None = None

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # For the form

    def go_to(self) -> None:
        self._open(GoToDialog(self._view, self._presenter.targets(), self._presenter.go_to))

    def reopen(self) -> None:
        ending = self._presenter.ending
        self._open(ReopenDialog(self._view, ending.reopen, needs_reason=ending.needs_reason))

    def copy_last(self) -> None:
        offer = self._presenter.ending.last_time()
        if offer is not None:
            self._open(CopyDialog(self._view, offer, self._presenter.ending.copy_last))

    def audit(self) -> None:
        audit = self._presenter.audit
        self._open(AuditDialog(self._view, audit.steps(), self._presenter.now(), audit.write))

    def see_newer(self) -> None:
        versions = self._presenter.versions
        try:
            report, difference = versions.preview()
        except UserError as problem:
            show_problem(self._view, problem)
            return
        self._open(UpgradeDialog(self._view, report, difference, versions.upgrade))

    def see_retired(self) -> None:
        self._open(RetiredDialog(self._view, self._presenter.versions.retired()))

    # For a question

    def remark(self, path: str) -> None:
        question, answers = self._presenter.question(path), self._presenter.answers
        if question is not None:
            self._open(
                RemarkDialog(
                    self._view,
                    plain(question.label),
                    question.remark,
                    lambda remark: answers.remark(path, remark),
                )
            )

    def make_finding(self, path: str) -> None:
        links = self._presenter.links
        self._open(
            FindingDialog(
                self._view,
                plain(links.evidence(path)),
                lambda statement, evidence, severity: links.make_finding(path, statement, evidence, severity),
            )
        )

    def use_as_figure(self, path: str) -> None:
        links = self._presenter.links
        offer = links.figure_offer(path)
        if offer is not None:
            self._open(
                FigureDialog(self._view, offer, lambda choice, period: links.verify(path, choice, period))
            )

    def look(self, name: str) -> None:
        content = self._presenter.files.picture(name)
        if content is not None:
            self._open(PictureDialog(self._view, name, content))

    def draw(self, path: str) -> None:
        question, files = self._presenter.question(path), self._presenter.files
        if question is not None:
            ground = files.picture_under(path)
            spoken = plain(question.label)
            self._open(DrawingDialog(self._view, spoken, lambda png: files.drawn(path, png), ground))

    def map(self, question: QuestionView, ground: MapGround) -> None:
        mapping = self._presenter.map
        self._map = MapDialog(
            self._view,
            plain(question.label),
            question.type,
            points_of(question),
            ground,
            take=lambda points: mapping.points_set(question.path, points),
            add_ground=mapping.file_wanted,
        )
        self._map.finished.connect(self._map_closed)
        self._open(self._map)

    def _map_closed(self) -> None:
        self._map = None

    def show_ground(self, ground: MapGround) -> None:
        if self._map is not None:
            self._map.show_ground(ground)
