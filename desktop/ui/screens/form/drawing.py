"""A pad to draw and sign on: with the mouse, a pen or a finger, or by a name that is typed."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QLineEdit, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, Segment, SegmentedChoice, column, label, name_widget, row

WIDTH, HEIGHT = 1000, 560
LARGEST_SIDE = 2400
_PAPER = QColor("white")
_INKS = (("#1a1f2b", "ink"), ("#c4282d", "red"), ("#1256c4", "blue"))


class DrawingPad(QWidget):
    """Paper is white in every theme: the picture is looked at elsewhere too."""

    drawn = Signal()

    def __init__(self, ground: QImage | None, object_name: str, spoken: str) -> None:
        super().__init__()
        name_widget(self, object_name, spoken)
        self._ground = _paper(ground)
        self._strokes: list[tuple[list[QPointF], QColor, float]] = []
        self._words = ""
        self.ink = QColor(_INKS[0][0])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme().px(320), theme().px(180))
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def is_empty(self) -> bool:
        return not self._strokes and not self._words

    def sizeHint(self) -> QSize:
        return QSize(theme().px(720), theme().px(720 * self._ground.height() // self._ground.width()))

    def image(self) -> QImage:
        """The picture as it stands, in its own size."""
        image = QImage(self._ground)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for points, ink, width in self._strokes:
            painter.setPen(
                QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            painter.drawPolyline(points) if len(points) > 1 else painter.drawPoint(points[0])
        if self._words:
            face = QFont("DejaVu Serif")
            face.setItalic(True)
            face.setPixelSize(image.height() // 5)
            painter.setFont(face)
            painter.setPen(self.ink)
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(image.rect(), flags, self._words)
        painter.end()
        return image

    def png(self) -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(self.image())
        return bytes(buffer.data().data())

    def write(self, words: str) -> None:
        """A typed name, set as a signature: for those who work by keyboard."""
        self._words = words.strip()
        self._changed()

    def undo(self) -> None:
        del self._strokes[-1:]
        self._changed()

    def clear(self) -> None:
        self._strokes.clear()
        self._words = ""
        self._changed()

    def _changed(self) -> None:
        self.update()
        self.drawn.emit()

    def _sheet(self) -> QRect:
        """Where the paper lies in the widget."""
        size = self._ground.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QRect(QPoint(0, 0), size)
        sheet.moveCenter(self.rect().center())
        return sheet

    def _on_paper(self, at: QPointF) -> QPointF:
        sheet = self._sheet()
        scale = self._ground.width() / max(sheet.width(), 1)
        return QPointF((at.x() - sheet.x()) * scale, (at.y() - sheet.y()) * scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append(([self._on_paper(event.position())], self.ink, self._ground.width() / 250))
        self._changed()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._strokes:
            self._strokes[-1][0].append(self._on_paper(event.position()))
            self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._sheet(), self.image())
        painter.setPen(theme().color("border.control"))
        painter.drawRect(self._sheet().adjusted(0, 0, -1, -1))


def _paper(ground: QImage | None) -> QImage:
    if ground is None or ground.isNull():
        paper = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        paper.fill(_PAPER)
        return paper
    paper = ground.convertToFormat(QImage.Format.Format_RGB32)
    if max(paper.width(), paper.height()) > LARGEST_SIDE:
        paper = paper.scaled(
            LARGEST_SIDE,
            LARGEST_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return paper


class DrawingDialog(QDialog):
    """Asks for a drawing, a signature or marks on a picture; `take(png)` gets it."""

    def __init__(
        self, parent: QWidget, title: str, take: Callable[[bytes], None], ground: bytes | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("drawing_dialog")
        self.setWindowTitle(title)
        self._take = take
        self.pad = DrawingPad(QImage.fromData(ground) if ground else None, "drawing_pad", title)
        words = {"ink": _("Black"), "red": _("Red"), "blue": _("Blue")}
        self.inks = SegmentedChoice(
            [Segment(code, words[name]) for code, name in _INKS], "drawing_ink", _("Ink")
        )
        self.inks.set_value(_INKS[0][0])
        self.inks.chosen.connect(self._ink_chosen)
        self.name = QLineEdit()
        name_widget(self.name, "drawing_name", _("Or type the name"))
        self.name.setPlaceholderText(_("Or type the name"))
        self.name.textChanged.connect(self.pad.write)
        self.undo = Button(_("Undo the last stroke"), "drawing_undo", kind="ghost", press=self.pad.undo)
        self.empty = Button(_("Begin anew"), "drawing_clear", kind="ghost", press=self._clear)
        self.keep = Button(_("Keep"), "drawing_keep", kind="primary", press=self._keep)
        cancel = Button(_("Cancel"), "drawing_cancel", press=self.reject)
        self.keep.setDefault(True)
        hint = label(_("Draw with the mouse, a pen or a finger."), "small")
        tools = row(self.inks, self.undo, self.empty, None, gap=8)
        foot = row(self.name, None, cancel, self.keep, gap=8)
        layout = column(tools, self.pad, hint, foot, gap=8, margins=(12, 12, 12, 12), on=self)
        layout.setStretch(1, 1)
        self.pad.drawn.connect(self._show_state)
        self._show_state()

    def _show_state(self) -> None:
        self.keep.setEnabled(not self.pad.is_empty)
        self.undo.setEnabled(not self.pad.is_empty)

    def _ink_chosen(self, code: object) -> None:
        self.pad.ink = QColor(str(code))

    def _clear(self) -> None:
        self.name.clear()
        self.pad.clear()

    def _keep(self) -> None:
        content, take = self.pad.png(), self._take
        self.accept()
        take(content)
