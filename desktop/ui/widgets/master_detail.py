"""A list beside the record it shows; when there is no room for both they take turns."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from desktop.i18n import _
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import column, surface


class MasterDetail(QWidget):
    """List and detail. `show_detail()` after a row was opened; Alt+Left goes back to the list."""

    moved = Signal(int)
    """New width of the list, to be remembered for the person."""
    narrowed = Signal(bool)

    def __init__(
        self, master: QWidget, detail: QWidget, object_name: str, *, list_width: int | None = None
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.master, self.detail = master, detail
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName(f"{object_name}_splitter")
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._back = Button(_("Back to the list"), f"{object_name}_back", kind="link", icon="ph.arrow-left")
        self._back.clicked.connect(self.show_list)
        self._back_bar = surface("panel")
        column(self._back, margins=(12, 4, 12, 0), on=self._back_bar)
        side = surface("window")
        column(self._back_bar, gap=0, on=side)
        layout = side.layout()
        if layout is not None:
            layout.addWidget(detail)
        self._side = side
        self._splitter.addWidget(master)
        self._splitter.addWidget(side)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.splitterMoved.connect(lambda position, _at: self.moved.emit(position))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)
        self._list_width = list_width or theme().width("list")
        self._is_narrow: bool | None = None
        self._shows_detail = False
        self._lent: QWidget | None = None
        self._back_bar.hide()
        shortcut = QShortcut(QKeySequence("Alt+Left"), self, self.show_list)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def is_narrow(self) -> bool:
        return bool(self._is_narrow)

    def set_list_width(self, width: int) -> None:
        """The width remembered from last time."""
        self._list_width = width
        self._spread()

    def show_detail(self) -> None:
        """Bring the record forward, and the keyboard with it."""
        self._shows_detail = True
        self._arrange()
        self.detail.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_list(self) -> None:
        self._shows_detail = False
        self._arrange()
        self.master.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = theme().width("list_min") + theme().width("detail_min")
        narrow = self.width() < least
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            self._arrange()
            self.narrowed.emit(narrow)

    def _arrange(self) -> None:
        narrow = bool(self._is_narrow)
        self.master.setVisible(not narrow or not self._shows_detail)
        self._side.setVisible(not narrow or self._shows_detail)
        self._show_way_back()
        if not narrow:
            self._spread()

    def lend_back(self, button: QWidget | None) -> None:
        """Who has a button that leads back to the list spares it a line of its own; None gives it back."""
        self._lent = button
        self._show_way_back()

    def _show_way_back(self) -> None:
        self._back_bar.setVisible(self.is_narrow and self._lent is None)
        if self._lent is not None:
            self._lent.setVisible(self.is_narrow)

    def _spread(self) -> None:
        width = min(self._list_width, max(self.width() - theme().width("detail_min"), 1))
        self._splitter.setSizes([width, max(self.width() - width, 1)])
