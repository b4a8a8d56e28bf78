"""Small dialogs of the form: go to a question by its words, say why it is reopened, look at a picture."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from desktop.i18n import _
from desktop.rules.folding import fold
from desktop.ui.screens.form.pages import Target
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import FormDialog, SearchField, TextArea, column, name_widget

_PATH = int(Qt.ItemDataRole.UserRole)
_MOST = 200


class GoToDialog(QDialog):
    """Every question that is asked now; typing finds it by number or words, Enter goes there."""

    def __init__(self, parent: QWidget, targets: Sequence[Target], go: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setObjectName("go_to_dialog")
        self.setWindowTitle(_("Go to a question"))
        self._targets, self._go = tuple(targets), go
        self.search = SearchField(
            _("Number or words of the question"), "go_to_search", wait_ms=0, compact=False
        )
        self.list = QListWidget()
        name_widget(self.list, "go_to_list", _("Questions"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(self.search, self.list, gap=8, margins=(12, 12, 12, 12), on=self)
        self.resize(theme().px(560), theme().px(420))
        self.search.searched.connect(self._find)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._take)
        self._find("")

    def _find(self, words: str) -> None:
        wanted = fold(words).split()
        self.list.clear()
        for target in self._targets:
            text = f"{target.number}  {plain(target.label)}".strip()
            if all(one in fold(text) for one in wanted):
                item = QListWidgetItem(
                    _("{question} (missing)").format(question=text) if target.missing else text
                )
                item.setData(_PATH, target.path)
                self.list.addItem(item)
            if self.list.count() >= _MOST:
                break
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._find(self.search.text())
                self._take(self.list.currentItem())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + by, self.list.count() - 1)))
                return True
        return False

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            path, go = str(item.data(_PATH)), self._go
            self.accept()
            # A closing dialog gives the keyboard back to where it was; only then may it go elsewhere.
            holder = self.parentWidget()
            QTimer.singleShot(0, holder or self, lambda: go(path))


class ReopenDialog(FormDialog):
    """Asks why a finished form is opened again."""

    def __init__(self, parent: QWidget, reopen: Callable[[str], None], *, needs_reason: bool) -> None:
        super().__init__(
            parent,
            _("Reopen the form?"),
            _("Reopen"),
            self._submit,
            object_name="reopen_dialog",
            sentence=_("It becomes a draft again; what it said when it was finished stays in its history."),
        )
        self._reopen = reopen
        optional = "" if needs_reason else _("It may stay empty: the form was not handed in yet.")
        self.reason = TextArea(_("Reason"), "reopen_reason", required=needs_reason, help_text=optional)
        self.add(self.reason)

    def _submit(self) -> None:
        self._reopen(self.reason.value())


class PictureDialog(QDialog):
    """One picture, as large as the window allows; Esc closes it."""

    def __init__(self, parent: QWidget, name: str, content: bytes) -> None:
        super().__init__(parent)
        self.setObjectName("picture_dialog")
        self.setWindowTitle(name)
        room = parent.window().size() * 0.85
        shown = QLabel()
        shown.setAccessibleName(name)
        shown.setPixmap(
            QPixmap.fromImage(QImage.fromData(content)).scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        column(shown, margins=(8, 8, 8, 8), on=self)
