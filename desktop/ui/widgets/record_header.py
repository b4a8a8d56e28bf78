"""Head of a record: what it is, how it stands, what comes next; in one line where the window is short."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui import formats
from desktop.ui.theme.painting import Mark
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.buttons import Button, IconButton, MoreButton
from desktop.ui.widgets.layouts import clear_layout, column, row
from desktop.ui.widgets.marks import Chip, ElidedLabel
from desktop.ui.widgets.master_detail import MasterDetail
from desktop.ui.widgets.naming import label

SHORT = 540
"""A window less tall than this, at 100 %, has no room for a head of several lines: a small laptop at 150 % or 200 %."""


class RecordHeader(QFrame):
    """Code and facts, title, states, the one next step, further actions under dots."""

    shortened = Signal(bool)
    """All of it stands in one line now, or does not any more."""

    def __init__(self, object_name: str = "record") -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setObjectName(f"{object_name}_header")
        self._code, self._facts = label("", "code", selectable=True), ElidedLabel("", "small")
        self._title = label("", "page", wrap=True)
        self._chips = row(gap=8)
        self.primary = Button(
            "", f"{object_name}_primary", kind="primary", icon="ph.arrow-right", trailing=True
        )
        self.primary.hide()
        self.more = MoreButton(_("More actions"), f"{object_name}_more")
        self.more.hide()
        self.back = IconButton("ph.arrow-left", _("Back to the list"), f"{object_name}_to_list")
        self.back.hide()
        self._line_title, self._place = ElidedLabel("", "title"), label("", "small")
        self._words: tuple[str, str] = ("", "")
        self._is_short = False
        self._pair: MasterDetail | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self._buttons = row(gap=8)
        self._buttons.addWidget(self.primary)
        self._buttons.addWidget(self.more)
        self._top = row(gap=8)
        self._top.addWidget(self._line_title, 3)
        self._top.addWidget(self._place)
        self._top.addWidget(self._code)
        self._top.addWidget(self._facts, 1)
        self._top.addLayout(self._chips)
        self._holder = QWidget()
        self._holder.setLayout(self._buttons)
        self._grid = QGridLayout()
        self._grid.addWidget(self._title, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._holder, 0, 1, Qt.AlignmentFlag.AlignTrailing)
        self._whole = column(self._top, self._grid, gap=4, on=self)
        self._top.insertWidget(0, self.back)  # last made: the keyboard comes to the next step first
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._arrange()

    def show_record(self, code: str, facts: Sequence[str], title: str, chips: Sequence[Mark] = ()) -> None:
        """Facts are joined by dots: project, days, lead, team."""
        self._words = (code, formats.dotted(facts))
        self._code.setText(code)
        self._title.setText(title)
        self._line_title.setText(title)
        self._line_title.setAccessibleName(title)
        clear_layout(self._chips)
        for mark in chips:
            self._chips.addWidget(Chip(mark))
        self._show_chips()
        self._say_facts()

    def _show_chips(self) -> None:
        """The first says how it stands; the title needs the room of the others more."""
        for at in range(self._chips.count()):
            held = self._chips.itemAt(at)
            if held is not None and (chip := held.widget()) is not None:
                chip.setVisible(at == 0 or not self._is_short)

    def _say_facts(self) -> None:
        code, facts = self._words
        self._code.setVisible(bool(code) and not self._is_short)
        between = "· " if code and facts else ""
        self._facts.setText(f"{code} {between}{facts}".strip() if self._is_short else f"{between}{facts}")

    def show_place(self, place: str) -> None:
        """Where it stands on its way: said here while there is no room to draw it."""
        self._place.setText(place)

    def show_primary(self, verb: str) -> None:
        """The one next step; an empty verb hides the button."""
        self.primary.setText(verb.replace("&", "&&"))
        self.primary.setAccessibleName(verb)
        self.primary.setVisible(bool(verb))

    def add_button(self, button: QWidget) -> None:
        """A secondary button before the primary one."""
        self._buttons.insertWidget(self._buttons.count() - 2, button)

    def set_more(self, actions: Sequence[QAction]) -> None:
        self.more.set_actions(actions)

    # Tall and short

    @property
    def is_short(self) -> bool:
        return self._is_short

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._refit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.window().removeEventFilter(self)
        self._lend(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._refit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.isVisible():
            self._refit()

    def _refit(self) -> None:
        is_short = self.window().height() < theme().px(SHORT)
        if is_short is not self._is_short:
            self._is_short = is_short
            self._arrange()
            self.shortened.emit(is_short)
        self._lend(_pair_around(self) if is_short else None)

    def _arrange(self) -> None:
        is_short = self._is_short
        for widget in (self._line_title, self._place):
            widget.setVisible(is_short)
        self._title.setVisible(not is_short)
        edges = (16, 4, 16, 4) if is_short else (16, 8, 16, 4)
        self._whole.setContentsMargins(*(theme().px(edge) for edge in edges))
        if is_short:
            self._grid.removeWidget(self._holder)
            self._top.addWidget(self._holder)
        else:
            self._top.removeWidget(self._holder)
            self._grid.addWidget(self._holder, 0, 1, Qt.AlignmentFlag.AlignTrailing)
        self._show_chips()
        self._say_facts()
        self._place_buttons()

    def _lend(self, pair: MasterDetail | None) -> None:
        """The way back to the list, which takes a line of its own elsewhere, stands here."""
        if pair is self._pair:
            return
        if self._pair is not None:
            self.back.clicked.disconnect(self._pair.show_list)
            self._pair.lend_back(None)
        self._pair = pair
        self.back.hide()
        if pair is not None:
            self.back.clicked.connect(pair.show_list)
            pair.lend_back(self.back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._place_buttons()
        return super().event(event)

    def _place_buttons(self) -> None:
        if self._is_short:
            return
        narrow = self.width() < self._holder.sizeHint().width() + theme().px(260)
        at = (1, 0) if narrow else (0, 1)
        found = self._grid.getItemPosition(self._grid.indexOf(self._holder))
        if tuple(found)[:2] != at:  # type: ignore[arg-type]
            side = Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag.AlignTrailing
            self._grid.addWidget(self._holder, *at, side)


def _pair_around(widget: QWidget) -> MasterDetail | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, MasterDetail):
        around = around.parentWidget()
    return around
