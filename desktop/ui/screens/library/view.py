"""Draws the library: forms and unfinished submissions at the left, a form with its versions at the right."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.form_library.records import (
    FormLook,
    FormRecord,
    FormRow,
    ImportReport,
    PreviewRecord,
    SubmissionRecord,
)
from desktop.services.form_library.version_records import VersionDifference
from desktop.ui.frame.commands import make_action
from desktop.ui.item_models import Column, RecordList, RecordTableModel
from desktop.ui.screens.library.entities.presenter import EntityPresenter
from desktop.ui.screens.library.entities.view import EntityPage
from desktop.ui.screens.library.failed_pane import FailedPane
from desktop.ui.screens.library.form_pane import FormPane
from desktop.ui.screens.library.look_dialog import LookDialog
from desktop.ui.screens.library.presenter import Answered, LibraryPresenter
from desktop.ui.screens.library.submissions_import.view import SubmissionImportDialog
from desktop.ui.screens.library.summary.presenter import SummaryPresenter
from desktop.ui.screens.library.templates.view import TemplateDialog
from desktop.ui.screens.library.words import draft_row, form_row
from desktop.ui.shell import Change, Shell
from desktop.ui.widgets import (
    Button,
    EmptyState,
    Filter,
    FilterChips,
    MasterDetail,
    NextStep,
    ProgressPanel,
    SearchField,
    SectionHeader,
    Segment,
    SegmentedChoice,
    StateStack,
    column,
    row,
    surface,
)


def make_screen(shell: Shell) -> QWidget:
    view = LibraryView(shell)
    presenter = LibraryPresenter(view, shell)
    view.connect_to(presenter)
    view.form.submissions_asked.connect(
        lambda form, title: SubmissionImportDialog(view, shell, form, title).open()
    )
    view.templates_button.clicked.connect(
        lambda _on=False: TemplateDialog(view, shell, view.select_form).open()
    )
    view.form.answers.connect_to(SummaryPresenter(view.form.answers, shell))
    entities = EntityPresenter(view.entities, shell)
    view.entities.connect_to(entities)
    view.entity_presenter = entities
    presenter.begin()
    return view


class LibraryView(QWidget):
    """A LibraryScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("library_screen")
        self.setAcceptDrops(True)
        self._presenter: LibraryPresenter | None = None
        self._is_stale = False
        self.entity_presenter: EntityPresenter | None = None
        self.form, self.entities = FormPane(), EntityPage(shell)
        self.detail = StateStack(self.form)
        self.details = QStackedWidget()
        self.details.addWidget(self.detail)
        self.details.addWidget(self.entities)
        self.both = MasterDetail(self._make_master(), self.details, "library")
        column(self.both, gap=0, on=self)
        self._actions = [
            make_action(
                self, "library_import_action", _("&Import a form …"), self._import, icon="ph.upload-simple"
            )
        ]

    def _make_master(self) -> QWidget:
        self.import_button = Button(_("Import"), "import_form", icon="ph.upload-simple", compact=True)
        self.templates_button = Button(_("Ready-made"), "form_templates", icon="ph.books", compact=True)
        self.header = SectionHeader(_("Forms"), "", [self.templates_button, self.import_button])
        self.kind = SegmentedChoice(
            [
                Segment("forms", _("Forms")),
                Segment("drafts", _("Unfinished")),
                Segment("entities", _("Entity lists")),
            ],
            "library_kind",
            _("Show"),
        )
        self.kind.set_value("forms")
        self.kind.chosen.connect(self._show_kind)
        self.search = SearchField(_("Search forms"), "form_search")
        self.filters = FilterChips("form_filters")
        self.filters.set_choices([Filter("retired", _("Retired forms too"))])
        self.forms_model: RecordTableModel[FormRow] = RecordTableModel(
            [Column(key="title", title=_("Form"), cell=lambda one: form_row(one).spoken())],
            key_of=lambda one: one.id,
        )
        self.forms = RecordList(self.forms_model, form_row, "form_list", _("Forms"))
        self.forms_stack = StateStack(self.forms)
        self.drafts_model: RecordTableModel[SubmissionRecord] = RecordTableModel(
            [Column(key="title", title=_("Form"), cell=lambda one: draft_row(one).spoken())],
            key_of=lambda one: one.id,
        )
        self.drafts = RecordList(self.drafts_model, draft_row, "draft_list", _("Unfinished forms"))
        self.drafts_stack = StateStack(self.drafts)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.forms_stack)
        self.lists.addWidget(self.drafts_stack)
        self.lists.addWidget(self.entities.lists_stack)
        self._tools = QWidget()
        column(self.search, self.filters, gap=8, on=self._tools)
        head = surface("bar")
        column(self.header, row(self.kind, None), self._tools, gap=8, margins=(12, 10, 12, 10), on=head)
        master = surface("panel")
        column(head, self.lists, gap=0, on=master)
        master.setFocusProxy(self.forms)
        return master

    def connect_to(self, presenter: LibraryPresenter) -> None:
        self._presenter = presenter
        self.import_button.clicked.connect(lambda: presenter.import_asked())
        self.search.searched.connect(presenter.searched)
        self.search.left_downwards.connect(self.forms.setFocus)
        self.filters.added.connect(lambda _key: presenter.retired_wanted(True))
        self.filters.removed.connect(lambda _key: presenter.retired_wanted(False))
        self.forms.current_changed.connect(lambda one: presenter.form_chosen(one.id))
        self.forms.opened.connect(lambda _one: self.both.show_detail())
        self.entities.chosen.connect(self.both.show_detail)
        self.drafts.opened.connect(lambda one: presenter.open_draft(one.id))
        self.form.fill_asked.connect(presenter.fill)
        self.form.retire_asked.connect(lambda form, retired: presenter.retire(form, retired=retired))
        self.form.language_chosen.connect(presenter.language_chosen)
        self.form.compared.connect(presenter.compare)
        self.form.tables_asked.connect(
            lambda form, by_label: presenter.exports.tables(form, by_label=by_label)
        )
        self.form.openrosa_asked.connect(presenter.exports.openrosa)

    # What the frame asks

    def on_changed(self, changed: object) -> None:
        if self._presenter is None:
            return
        if self.isVisible():
            self._presenter.changed(cast(Change, changed))
            if self.entity_presenter is not None and self.kind.value == "entities":
                self.entity_presenter.changed(cast(Change, changed))
        else:
            self._is_stale = True  # each answer given elsewhere is a change: read once, when it is looked at

    def show_record(self, record_id: object) -> None:
        if isinstance(record_id, UUID):
            self.select_form(record_id)

    def panes(self) -> Sequence[QWidget]:
        return [self.both.master, self.details]

    def screen_actions(self) -> Sequence[QAction]:
        return self._actions

    # What the presenter tells

    def show_forms(self, rows: Sequence[FormRow], *, is_filtered: bool) -> None:
        kept = self.forms_model.record(self.forms.currentIndex().row())
        if tuple(rows) != self.forms_model.records:
            self.forms_model.set_rows(rows)
            at = self.forms_model.row_of(kept.id) if kept is not None else -1
            if at >= 0:
                self.forms.setCurrentIndex(self.forms_model.index(at, 0))
        self.header.set_count(str(len(rows)) if rows else "")
        if rows:
            self.forms_stack.show_content()
        elif is_filtered:
            self.forms_stack.show_state(
                EmptyState(
                    "ph.funnel",
                    _("No form matches"),
                    _("Look for another word of its title."),
                    [NextStep(_("Clear the search"), self.search.clear)],
                    object_name="forms_no_match",
                )
            )
        else:
            self.forms_stack.show_state(self._nothing_yet())

    def _nothing_yet(self) -> EmptyState:
        return EmptyState(
            "ph.books",
            _("No forms yet"),
            _("A form is made in a spreadsheet (XLSForm). Import the file, or drop it here."),
            [
                NextStep(_("Import a form"), self._import, "ph.upload-simple", "primary"),
                NextStep(_("Look at ready-made forms"), self.templates_button.click, "ph.books"),
            ],
            object_name="forms_empty",
        )

    def show_drafts(self, rows: Sequence[SubmissionRecord]) -> None:
        if tuple(rows) != self.drafts_model.records:
            self.drafts_model.set_rows(rows)
        words = _("Unfinished ({count})").format(count=len(rows)) if rows else _("Unfinished")
        self.kind.button(1).setText(words)
        if rows:
            self.drafts_stack.show_content()
        else:
            self.drafts_stack.show_state(
                EmptyState(
                    "ph.check-circle",
                    _("Nothing is unfinished"),
                    _("Forms that are begun stand here until they are finished."),
                    object_name="drafts_empty",
                )
            )

    def show_retired(self, *, shown: bool) -> None:
        self.filters.set_active([Filter("retired", _("Retired forms too"))] if shown else [])

    def show_form(self, record: FormRecord, preview: PreviewRecord) -> None:
        self.form.show_form(record, preview)
        self.detail.show_content()

    def show_difference(self, difference: VersionDifference) -> None:
        self.form.versions.show_difference(difference)

    def show_no_form(self) -> None:
        self.detail.show_state(
            EmptyState(
                "ph.book-open",
                _("No form is chosen"),
                _("A form shows here what it asks, its versions, and what was repaired in it."),
                object_name="form_none",
            )
        )

    def show_importing(self, file_name: str) -> None:
        self.detail.show_loading(
            ProgressPanel("ph.upload-simple", _("Reading {name}").format(name=file_name))
        )

    def ask_to_take(self, look: FormLook, file_name: str, waiting: int, answer: Answered) -> None:
        LookDialog(self, look, file_name, waiting, answer).open()

    def show_report(self, report: ImportReport, file_name: str) -> None:
        if report.errors:
            again = NextStep(_("Choose another file"), self._import, "ph.upload-simple")
            self.forms.setCurrentIndex(QModelIndex())  # what is chosen in the list is what is shown
            self.detail.show_state(FailedPane(report, file_name, again))
        else:
            self.form.show_report(report, file_name)
            self.detail.show_content()
        self.both.show_detail()

    def show_problem(self, problem: UserError) -> None:
        self.detail.show_problem(problem, [NextStep(_("Choose another file"), self._import)])

    def select_form(self, form: UUID) -> None:
        self.kind.set_value("forms")
        self._show_kind("forms")
        at = self.forms_model.row_of(form)
        if at >= 0:
            self.forms.setCurrentIndex(self.forms_model.index(at, 0))
            if self._presenter is not None:
                self._presenter.form_chosen(form)

    # What the person does

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale and self._presenter is not None:
            self._is_stale = False
            self._presenter.begin()
            self._show_kind(self.kind.value)

    def _show_kind(self, kind: object) -> None:
        self.lists.setCurrentIndex({"drafts": 1, "entities": 2}.get(str(kind), 0))
        self.details.setCurrentIndex(1 if kind == "entities" else 0)
        self._tools.setVisible(kind == "forms")
        if kind == "entities" and self.entity_presenter is not None:
            self.entity_presenter.begin()

    def _import(self) -> None:
        if self._presenter is not None:
            self._presenter.import_asked()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self._presenter is not None:
            event.acceptProposedAction()
            self._presenter.files_dropped(files)
