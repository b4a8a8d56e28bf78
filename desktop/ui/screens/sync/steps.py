"""The ladder at the head of the screen: each rung a tile with its count, chosen to filter the list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.services.syncing.records import Rung
from desktop.ui import formats
from desktop.ui.screens.sync.presenter import Step
from desktop.ui.theme.appearance import restyle
from desktop.ui.widgets import IconLabel, clear_layout, column, label, name_widget, row

_ICONS: dict[Rung, tuple[str, str]] = {
    "here": ("ph.laptop", "secondary"),
    "waiting": ("ph.paper-plane-tilt", "info"),
    "stored": ("ph.hard-drives", "on_track"),
    "secured": ("ph.shield-check", "on_track"),
}


class StepTile(QFrame):
    """One rung; click, Enter or Space shows its records in the list."""

    chosen = Signal(str)

    def __init__(self, step: Step, *, is_chosen: bool) -> None:
        super().__init__()
        self._rung = step.rung
        self.setProperty("surface", "card")
        self.setProperty("focusRing", True)
        name_widget(self, f"sync_step_{step.rung}", f"{step.word}: {formats.number(step.count)}, {step.note}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        icon, role = _ICONS[step.rung]
        shown = IconLabel(icon, "at_risk" if step.asks_for_care else role, "inline")
        figure = label(formats.number(step.count), "page")
        figure.setObjectName(f"sync_count_{step.rung}")
        column(
            row(shown, label(step.word, "small"), None, gap=6),
            figure,
            label(step.note, "small", wrap=True),
            gap=1,
            margins=(12, 6, 12, 6),
            on=self,
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setProperty("chosen", is_chosen)
        self.setAccessibleDescription(_("chosen") if is_chosen else "")
        restyle(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self._rung)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._rung)
        else:
            super().keyPressEvent(event)


class StepRow(QWidget):
    """The rungs that are known here, with arrows between them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sync_steps")
        self._row = row(gap=8, on=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._drawn: tuple[tuple[Step, ...], Rung] | None = None

    def show_steps(self, steps: Sequence[Step], chosen: Rung) -> None:
        if (tuple(steps), chosen) == self._drawn:
            return
        self._drawn = (tuple(steps), chosen)
        focused = self.focusWidget()
        had = focused.objectName() if focused is not None and focused.hasFocus() else ""
        clear_layout(self._row)
        for at, step in enumerate(steps):
            if at:
                self._row.addWidget(IconLabel("ph.arrow-right", "muted", "inline"))
            tile = StepTile(step, is_chosen=step.rung == chosen)
            tile.chosen.connect(self.chosen)
            self._row.addWidget(tile, 1)
            if tile.objectName() == had:
                tile.setFocus()
