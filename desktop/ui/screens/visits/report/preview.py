"""The page as it will be handed over: white in dark theme too, redrawn without losing page or zoom."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.i18n import _
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import Button, IconButton, StateStack, column, label, row, surface

ZOOMS = (1.0, 1.5, 2.0)
MARGIN = 16


class PageArea(QAbstractScrollArea):
    """One page of a PDF, as wide as the pane times the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("report_page")
        self.setAccessibleName(_("Page of the report"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pdf, self._pages = b"", 0
        self._page, self._zoom = 0, 0
        self._image = QImage()
        self.turned: Callable[[int], None] = lambda _by: None

    def show_pdf(self, pdf: bytes) -> None:
        """Another version of the same report: page and zoom stay."""
        self._pdf = pdf
        with _opened(pdf) as document:
            self._pages = len(document)
        self._page = min(self._page, max(self._pages - 1, 0))
        self._draw()

    @property
    def pages(self) -> int:
        return self._pages

    @property
    def page(self) -> int:
        return self._page

    def turn(self, by: int) -> None:
        if 0 <= self._page + by < self.pages:
            self._page += by
            self.verticalScrollBar().setValue(0)
            self._draw()

    def zoom(self) -> None:
        """As wide as the pane, then larger, then back."""
        self._zoom = (self._zoom + 1) % len(ZOOMS)
        self._draw()

    def _draw(self) -> None:
        room = max(self.viewport().width() - 2 * theme().px(MARGIN), 50) * ZOOMS[self._zoom]
        self._image = self._render(room) if self._pages else QImage()
        self._set_ranges()
        self.viewport().update()

    def _render(self, room: float) -> QImage:
        """The present page as wide as `room`."""
        ratio = self.devicePixelRatioF()
        with _opened(self._pdf) as document:
            page = document[self._page]
            bitmap = page.render(scale=room * ratio / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
            size = (bitmap.width, bitmap.height, bitmap.stride)
            image = QImage(bytes(bitmap.buffer), *size, QImage.Format.Format_RGBX8888).copy()
            bitmap.close()
            page.close()
        image.setDevicePixelRatio(ratio)
        return image

    def _size(self) -> QSize:
        return self._image.deviceIndependentSize().toSize()

    def _set_ranges(self) -> None:
        size, port, edge = self._size(), self.viewport().size(), 2 * theme().px(MARGIN)
        self.verticalScrollBar().setRange(0, max(size.height() + edge - port.height(), 0))
        self.verticalScrollBar().setPageStep(port.height())
        self.horizontalScrollBar().setRange(0, max(size.width() + edge - port.width(), 0))
        self.horizontalScrollBar().setPageStep(port.width())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._draw()
        else:
            self._set_ranges()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().color("bg.sunken"))
        if self._image.isNull():
            return
        size = self._size()
        left = max((self.viewport().width() - size.width()) // 2, theme().px(MARGIN))
        at = QPoint(
            left - self.horizontalScrollBar().value(),
            theme().px(MARGIN) - self.verticalScrollBar().value(),
        )
        painter.drawImage(at, self._image)
        painter.setPen(theme().color("border.control"))
        painter.drawRect(QRect(at, size).adjusted(-1, -1, 0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.turned(step)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.verticalScrollBar()
        down = event.angleDelta().y() < 0
        if (bar.value() == bar.maximum() and down) or (bar.value() == bar.minimum() and not down):
            self.turned(1 if down else -1)
        else:
            super().wheelEvent(event)


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """Closed at once: the library complains of documents that outlive it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


class Preview(QWidget):
    """The page with its tools: turn, zoom, save."""

    def __init__(self, save: Callable[[bytes], None], issue: Callable[[], None]) -> None:
        super().__init__()
        self.area = PageArea()
        self.area.turned = self._turn
        self._pdf = b""
        self._save = save
        self.before = IconButton("ph.caret-left", _("Page before"), "report_page_before")
        self.after = IconButton("ph.caret-right", _("Next page"), "report_page_next")
        self.zoom = IconButton("ph.magnifying-glass-plus", _("Larger"), "report_zoom")
        self._place, self._state = label("", "secondary"), label("", "small")
        self.pdf = Button(_("PDF"), "report_save_pdf", icon="ph.file-pdf", compact=True, press=self._save_it)
        self.issue = Button(_("Issue"), "report_issue", icon="ph.check-circle", compact=True, press=issue)
        self.issue.hide()
        bar = surface("bar")
        row(
            self.before, self._place, self.after, self.zoom, None, self._state, self.issue, self.pdf,
            gap=8, margins=(12, 6, 12, 6), on=bar,
        )  # fmt: skip
        self.stack = StateStack(self.area)
        column(bar, self.stack, gap=0, on=self)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.zoom.clicked.connect(self.area.zoom)
        self._show_place()

    def show_drawing(self) -> None:
        self._state.setText(_("Drawing"))

    def show_pdf(self, pdf: bytes, state: str) -> None:
        self._pdf = pdf
        self.area.show_pdf(pdf)
        self._state.setText(state)
        self.stack.show_content()
        self._show_place()

    def _turn(self, by: int) -> None:
        self.area.turn(by)
        self._show_place()

    def _show_place(self) -> None:
        pages = self.area.pages
        self._place.setText(
            _("Page {n} of {count}").format(n=self.area.page + 1, count=pages) if pages else ""
        )
        self.before.setEnabled(self.area.page > 0)
        self.after.setEnabled(self.area.page + 1 < pages)
        self.pdf.setVisible(bool(self._pdf))

    def _save_it(self) -> None:
        if self._pdf:
            self._save(self._pdf)
