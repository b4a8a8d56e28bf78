"""The button of one option: a dot or a box, words, and a picture where the form has one."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOptionButton

from desktop.ui.theme import font, theme
from desktop.ui.widgets import name_widget


class OptionButton(QAbstractButton):
    """One option with its dot or box; the chosen one is filled."""

    def __init__(self, text: str, object_name: str, *, several: bool) -> None:
        super().__init__()
        self.setText(text)
        name_widget(self, object_name, text)
        self.setCheckable(True)
        self._several = several
        self._limit = theme().px(560)
        self.setProperty("focusRing", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._picture = QPixmap()
        self._shows_words = True

    def show_picture(self, picture: QPixmap) -> None:
        """Above the words."""
        if picture.cacheKey() != self._picture.cacheKey():
            self._picture = picture
            self.updateGeometry()
            self.update()

    def hide_words(self) -> None:
        """In a grid the words stand in the line above; they are still spoken."""
        self._shows_words = False
        self.setToolTip(self.text())

    def _picture_size(self) -> QSize:
        if self._picture.isNull():
            return QSize(0, 0)
        return self._picture.size().scaled(
            theme().px(140), theme().px(90), Qt.AspectRatioMode.KeepAspectRatio
        )

    def set_limit(self, width: int) -> None:
        """Longer texts are wrapped at this width."""
        if width != self._limit:
            self._limit = width
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        px, picture = theme().px, self._picture_size()
        above = picture.height() + px(8) if picture.height() else 0
        if not self._shows_words:
            return QSize(px(12) * 2 + max(self._mark(), picture.width()), theme().height("control") + above)
        around = px(12) * 2 + self._mark() + px(8)
        face = QFontMetrics(font(strong=True))
        room = max(self._limit - around, px(80))
        needed = face.boundingRect(QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), self.text())
        wide = max(around + needed.width() + 2, picture.width() + px(24))
        return QSize(wide, max(theme().height("control"), needed.height() + px(12)) + above)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @staticmethod
    def _mark() -> int:
        return theme().px(18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, px = self.isChecked(), theme().px
        ground = (
            "accent.soft" if chosen else "bg.hover" if self.underMouse() and self.isEnabled() else "bg.panel"
        )
        painter.setPen(QPen(theme().color("accent" if chosen else "border.control"), 1))
        painter.setBrush(theme().color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        rtl = self.isRightToLeft()
        below = self._paint_picture(painter)
        mark = QRect(0, 0, self._mark(), self._mark())
        mark.moveCenter(below.center())
        if self._shows_words:
            mark.moveLeft(self.width() - px(12) - self._mark() if rtl else px(12))
        self._paint_mark(painter, mark)
        if not self._shows_words:
            return
        words = below.adjusted(px(12), 0, -px(12), 0)
        words = (
            words.adjusted(0, 0, -self._mark() - px(8), 0)
            if rtl
            else words.adjusted(self._mark() + px(8), 0, 0, 0)
        )
        ink = (
            "text.disabled"
            if not self.isEnabled() and not chosen
            else "accent.soft_text"
            if chosen
            else "text.primary"
        )
        painter.setPen(theme().color(ink))
        painter.setFont(font(strong=chosen))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(flags) | int(Qt.TextFlag.TextWordWrap), self.text())

    def _paint_picture(self, painter: QPainter) -> QRect:
        """Draws it at the top; the room that is left below."""
        size = self._picture_size()
        if size.isEmpty():
            return self.rect()
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(self.rect().center())
        place.moveTop(theme().px(8))
        painter.drawPixmap(place, self._picture)
        return self.rect().adjusted(0, size.height() + theme().px(8), 0, 0)

    def _paint_mark(self, painter: QPainter, rect: QRect) -> None:
        option = QStyleOptionButton()
        option.initFrom(self)
        option.rect = rect
        option.state |= QStyle.StateFlag.State_On if self.isChecked() else QStyle.StateFlag.State_Off
        kind = (
            QStyle.PrimitiveElement.PE_IndicatorCheckBox
            if self._several
            else QStyle.PrimitiveElement.PE_IndicatorRadioButton
        )
        self.style().drawPrimitive(kind, option, painter, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # the question knows digits, arrows and Enter
