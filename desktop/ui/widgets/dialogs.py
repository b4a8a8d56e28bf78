"""The few dialogs: a question before what cannot be undone, a short form, a problem."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.errors import UserError
from desktop.i18n import _
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import Field, TextArea, TextField
from desktop.ui.widgets.layouts import column, row, surface
from desktop.ui.widgets.marks import IconLabel
from desktop.ui.widgets.naming import label
from desktop.ui.widgets.states import copy_details_button

_MOST_LINES = 7
"""Of a text in a dialog: two of them leave its buttons on a low screen."""


class _Dialog(QDialog):
    """Title, body, and a foot with buttons; the focus returns to where it was."""

    def __init__(self, parent: QWidget | None, title: str, object_name: str, width: int = 440) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setWindowTitle(title)
        self.setModal(True)
        self._came_from = parent.window().focusWidget() if parent is not None else None
        self.setMinimumWidth(min(theme().px(width), 900))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = column(label(title, "title", wrap=True), gap=12, margins=(24, 16, 24, 16))
        outer.addLayout(self.body)
        foot = surface("foot")
        self.foot = row(None, gap=8, margins=(24, 12, 24, 12), on=foot)
        outer.addWidget(foot)

    def done(self, result: int) -> None:
        super().done(result)
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)


class ConfirmDialog(_Dialog):
    """Only for what cannot be undone: names the thing and the count; Cancel has the focus."""

    def __init__(
        self, parent: QWidget | None, title: str, sentence: str, verb: str, *, is_danger: bool = True
    ) -> None:
        super().__init__(parent, title, "confirm_dialog")
        self.body.addWidget(label(sentence, "secondary", wrap=True))
        self.cancel = Button(_("Cancel"), "confirm_cancel")
        self.confirm = Button(verb, "confirm_verb", kind="danger" if is_danger else "primary")
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.confirm)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.cancel.setDefault(True)
        self.cancel.setFocus()


def confirm(
    parent: QWidget, title: str, sentence: str, verb: str, then: Callable[[], None], *, is_danger: bool = True
) -> ConfirmDialog:
    """Ask, and call `then` if the person agrees; the window goes on meanwhile."""
    dialog = ConfirmDialog(parent, title, sentence, verb, is_danger=is_danger)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(then)
    dialog.open()
    return dialog


class FormDialog(_Dialog):
    """A short form with one verb. `submit` may raise a UserError: it is shown, and the dialog stays."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        verb: str,
        submit: Callable[[], None],
        *,
        object_name: str = "form_dialog",
        sentence: str = "",
        width: int = 480,
    ) -> None:
        super().__init__(parent, title, object_name, width)
        self._submit = submit
        self._fields: list[Field] = []
        if sentence:
            self.body.addWidget(label(sentence, "secondary", wrap=True))
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName(f"{object_name}_problem")
        self._problem.hide()
        self.cancel = Button(_("Cancel"), f"{object_name}_cancel")
        self.accept_button = Button(verb, f"{object_name}_submit", kind="primary")
        self.foot.insertWidget(0, self._problem, 1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.accept_button)
        self._begun: dict[Field, str] = {}
        self.cancel.clicked.connect(super().reject)
        self.accept_button.clicked.connect(self._try)
        self.accept_button.setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._begun = self._words()

    def reject(self) -> None:
        """Esc and the corner of the window: what was written goes only when they are pressed again."""
        written = self._words()
        if any(words.strip() and words != self._begun.get(field) for field, words in written.items()):
            self._begun = written
            self._problem.setText(_("What you wrote is not kept. Press Esc again to leave it."))
            self._problem.setVisible(True)
            return
        super().reject()

    def _words(self) -> dict[Field, str]:
        return {field: field.value() for field in self._fields if isinstance(field, TextField | TextArea)}

    def add(self, *fields: QWidget) -> "FormDialog":
        for field in fields:
            self.body.addWidget(field)
            if isinstance(field, Field):
                self._fields.append(field)
            if isinstance(field, TextArea):
                field.set_most_lines(_MOST_LINES)
        return self

    def show_problem(self, problem: UserError) -> None:
        self._problem.setText(problem.sentence())
        self._problem.setVisible(True)

    def _try(self) -> None:
        for field in self._fields:
            field.flush()
        self._problem.hide()
        try:
            self._submit()
        except UserError as problem:
            self.show_problem(problem)
        else:
            self.accept()


class ProblemDialog(_Dialog):
    """A problem that has no place of its own on the screen."""

    def __init__(self, parent: QWidget | None, problem: UserError) -> None:
        super().__init__(parent, problem.what(), "problem_dialog")
        words = label(problem.what_now(), "secondary", wrap=True)
        line = row(gap=12)
        line.addWidget(IconLabel("ph.warning-circle", "off_track", "callout"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        self.body.addLayout(line)
        self.close_button = Button(_("Close"), "problem_close", kind="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.foot.insertWidget(0, copy_details_button(problem))
        self.foot.addWidget(self.close_button)


def show_problem(parent: QWidget, problem: UserError) -> ProblemDialog:
    """Show a problem over the window and go on."""
    dialog = ProblemDialog(parent, problem)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


class KeysDialog(_Dialog):
    """All shortcuts by group, as F1 shows them."""

    def __init__(
        self, parent: QWidget | None, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    ) -> None:
        from PySide6.QtWidgets import QGridLayout

        from desktop.ui.widgets.buttons import KeyHint
        from desktop.ui.widgets.containers import ScrollPage

        super().__init__(parent, _("Keys"), "keys_dialog", 520)
        page = ScrollPage("keys_page", margin=0, ground="panel")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(24))
        grid.setVerticalSpacing(theme().px(6))
        grid.setColumnStretch(1, 1)
        at = 0
        for title, keys in groups:
            grid.addWidget(label(title, "small_strong"), at, 0, 1, 2)
            at += 1
            for sequence, what in keys:
                grid.addWidget(KeyHint(sequence), at, 0)
                grid.addWidget(label(what, wrap=True), at, 1)
                at += 1
        page.body.addLayout(grid)
        page.body.addStretch(1)
        page.setMinimumHeight(theme().px(360))
        self.body.addWidget(page)
        close = Button(_("Close"), "keys_close", kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)
