"""The editor of a picture or another file: chosen, dropped, seen small, opened large, taken out."""

import base64
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import MediaRecord, QuestionView
from desktop.ui import formats
from desktop.ui.screens.form.asking import Ask
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, column, label, row


class FileEditor(Editor):
    """Asks for a file or a drawing; `dropped` brings a file along, `opened` wants to see the picture."""

    dropped = Signal(Path)
    opened = Signal(str)

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self._value = ""
        self._media: dict[str, MediaRecord] = {}
        is_picture = view.type == "image"
        self.setAcceptDrops(True)
        self.setAccessibleName(plain(view.label))
        self._picture = QLabel()
        self._picture.setFixedSize(theme().px(120), theme().px(90))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name, self._facts = label("", wrap=True), label("", "small")
        self.choose = Button(
            _("Choose photo") if is_picture else _("Choose file"),
            view.path,
            icon="ph.camera" if is_picture else "ph.paperclip",
            press=lambda: self.asks.emit(Ask.FILE),
        )
        self.choose.setAccessibleName(f"{self.choose.text()}: {plain(view.label)}")
        self.look = Button(_("Look at it"), f"{view.path}#look", kind="link", press=self._look)
        self.take_out = Button(
            _("Take it out"), f"{view.path}#remove", kind="link", press=lambda: self.answered.emit("")
        )
        self._draws = _drawn_as(view)
        self.draw = Button(
            self._draws,
            f"{view.path}#draw",
            icon="ph.pencil-simple",
            press=lambda: self.asks.emit(Ask.DRAWING),
        )
        self.draw.setAccessibleName(f"{self._draws}: {plain(view.label)}")
        words = column(self._name, self._facts, row(self.look, self.take_out, None, gap=12), None, gap=4)
        self._shown = QWidget()
        shown = row(self._picture, gap=12, on=self._shown)
        shown.addLayout(words, 1)
        self._hint = label(_("or drop it here"), "small")
        column(self._shown, row(self.draw, self.choose, self._hint, None), gap=8, on=self)
        self.setFocusProxy(self.draw if _is_only_drawn(view) else self.choose)
        self._is_only_drawn = _is_only_drawn(view)

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        self._media = media
        self._show()

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        may = may_edit and not view.readonly
        self._value = view.value
        self.draw.setVisible(may and bool(self._draws) and (self._is_only_drawn or bool(view.value)))
        self.choose.setVisible(may and not self._is_only_drawn)
        self._hint.setVisible(may and not view.value and not self._is_only_drawn)
        self.take_out.setVisible(may)
        self.setAcceptDrops(may)
        if may:
            word = _("Choose photo") if view.type == "image" else _("Choose file")
            self.choose.setText(_("Choose another") if view.value else word)
        self._show()

    def _show(self) -> None:
        self._shown.setVisible(bool(self._value))
        media = self._media.get(self._value)
        self._name.setText(self._value)
        self._facts.setText(formats.size(media.size_bytes) if media is not None else "")
        self.look.setVisible(media is not None and bool(media.thumbnail))
        self._picture.setVisible(media is not None and bool(media.thumbnail))
        if media is not None and media.thumbnail:
            image = QImage.fromData(base64.b64decode(media.thumbnail))
            self._picture.setPixmap(
                QPixmap.fromImage(image).scaled(
                    self._picture.size(),
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )

    def _look(self) -> None:
        self.opened.emit(self._value)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            if url.isLocalFile():
                event.acceptProposedAction()
                self.dropped.emit(Path(url.toLocalFile()))

    def inputs(self) -> list[QWidget]:
        return [self.draw, self.choose] if self._draws else [self.choose]


def _drawn_as(view: QuestionView) -> str:
    """What the button for drawing says; nothing where it is not drawn."""
    if view.type != "image":
        return ""
    words = {"signature": _("Sign"), "draw": _("Draw"), "annotate": _("Draw on it")}
    return next((words[one] for one in words if one in view.appearance), "")


def _is_only_drawn(view: QuestionView) -> bool:
    return view.type == "image" and bool({"signature", "draw"}.intersection(view.appearance))
