"""Draws the ready-made forms: their list, what one asks, and the button that adds it."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.form_library.records import PreviewRecord
from desktop.services.form_library.templates import TemplateRow
from desktop.ui.item_models import Column, RecordList, RecordTable, RecordTableModel, Row
from desktop.ui.screens.library.tables import AskedRow, asked_columns, asked_rows
from desktop.ui.screens.library.templates.presenter import TemplatePresenter
from desktop.ui.screens.library.words import questions_word
from desktop.ui.shell import Shell
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, PageHeader, StateStack, column, label, name_widget, row, surface
from desktop.ui.widgets.states import ProgressPanel


class TemplateDialog(QDialog):
    """A TemplateScreen."""

    def __init__(self, parent: QWidget, shell: Shell, then: Callable[[UUID], None]) -> None:
        super().__init__(parent)
        self.setObjectName("template_dialog")
        self.setWindowTitle(_("Ready-made forms"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(980), theme().px(620))
        self._then = then
        self._presenter = TemplatePresenter(self, shell)
        self.templates_model: RecordTableModel[TemplateRow] = RecordTableModel(
            [Column(key="title", title=_("Form"), cell=lambda one: f"{one.title}. {one.purpose}")],
            key_of=lambda one: one.name,
        )
        self.templates = RecordList(self.templates_model, _row, "template_list", _("Ready-made forms"))
        self.templates.setFixedWidth(theme().px(340))
        self.asked: RecordTableModel[AskedRow] = RecordTableModel(asked_columns())
        self._purpose = label("", "secondary", wrap=True)
        self.language = QComboBox()
        name_widget(self.language, "template_language", _("Questions in"))
        self._problem = label("", "error", wrap=True)
        self.close_button = Button(_("Close"), "template_close")
        self.add_button = Button(_("Add to my forms"), "template_add", kind="primary", icon="ph.plus")
        self._lay_out()
        self._connect()
        self._presenter.begin()

    def _lay_out(self) -> None:
        head, body, foot = surface("bar"), surface("panel"), surface("foot")
        sentence = _(
            "In English and Russian, ready to be filled in. Add one, and it is a form like any other."
        )
        column(PageHeader(_("Ready-made forms"), sentence), margins=(16, 12, 16, 12), on=head)
        table = RecordTable(self.asked, "template_questions", _("Questions"), edge=16)
        language = row(
            label(_("Questions in"), "secondary"), self.language, None, gap=8, margins=(16, 4, 16, 4)
        )
        page = surface("panel")
        text = column(self._purpose, margins=(16, 12, 16, 4))
        inner = column(gap=0, on=page)
        inner.addLayout(text)
        inner.addLayout(language)
        inner.addWidget(table, 1)
        self._stack = StateStack(page)
        lists = row(self.templates, self._stack, gap=1, on=body)
        lists.setStretch(1, 1)
        line = row(self._problem, gap=8, margins=(16, 10, 16, 10), on=foot)
        line.setStretch(0, 1)
        line.addWidget(self.close_button)
        line.addWidget(self.add_button)
        column(head, body, foot, gap=0, on=self).setStretch(1, 1)

    def _connect(self) -> None:
        presenter = self._presenter
        self.templates.current_changed.connect(lambda one: presenter.chosen(one.name))
        self.templates.opened.connect(lambda _one: presenter.add())
        self.language.activated.connect(lambda at: presenter.language_chosen(self.language.itemText(at)))
        self.add_button.clicked.connect(lambda _on=False: presenter.add())
        self.close_button.clicked.connect(self.reject)

    # What the presenter tells

    def show_templates(self, rows: Sequence[TemplateRow]) -> None:
        self.templates_model.set_rows(rows)
        self.templates.setCurrentIndex(self.templates_model.index(0, 0))
        self.templates.setFocus()
        self._presenter.chosen(rows[0].name)

    def show_reading(self, row: TemplateRow) -> None:
        self._problem.setText("")
        self._stack.show_loading(ProgressPanel("ph.book-open", _("Reading {name}").format(name=row.title)))

    def show_preview(self, row: TemplateRow, preview: PreviewRecord) -> None:
        count = sum(item.type not in ("group", "repeat") for one in preview.sections for item in one.items)
        self._purpose.setText(f"{row.purpose} ({questions_word(count)})")
        self.asked.set_rows(asked_rows(preview))
        self.language.clear()
        self.language.addItems(list(preview.languages))
        self.language.setCurrentText(preview.language)
        self._stack.show_content()

    def show_problem(self, problem: UserError) -> None:
        self._stack.show_content()
        self._problem.setText(problem.sentence())

    def added(self, form: UUID) -> None:
        self.accept()
        self._then(form)


def _row(one: TemplateRow) -> Row:
    return Row(title=one.title, meta=(one.purpose,))
