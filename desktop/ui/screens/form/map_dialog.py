"""Points set on a map: one for a position, several for a line or an area."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.map_ground import MapGround
from desktop.services.form_library.map_shapes import parts_of
from desktop.ui.screens.form.grounds import lines_of, spots_of
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, column, label, row
from desktop.ui.widgets.place_map import MapTools, PlaceMap

POINT, LINE, AREA = "geopoint", "geotrace", "geoshape"


class MapDialog(QDialog):
    """A click, or Space under the cross, sets a point; Backspace takes the last back; `take(points)` gets them."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        kind: str,
        points: Sequence[str],
        ground: MapGround,
        take: Callable[[list[str]], None],
        add_ground: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("map_dialog")
        self.setWindowTitle(title)
        self._kind, self._take, self._points = kind, take, list(points)
        self.map = PlaceMap("map", _("Map: {label}").format(label=title))
        self.show_ground(ground)
        self.map.pressed.connect(self._set)
        self.map.entered.connect(self._keep)
        self.undo = Button(_("Take the last point back"), "map_undo", kind="ghost", press=self._undo)
        self.lines = Button(
            _("Draw a map file below …"), "map_ground", kind="ghost", icon="ph.map-trifold", press=add_ground
        )
        self.keep = Button(_("Keep"), "map_keep", kind="primary", press=self._keep)
        cancel = Button(_("Cancel"), "map_cancel", press=self.reject)
        self.said = label("", "small", wrap=True)
        tools = row(MapTools(self.map), None, self.undo, self.lines, gap=8)
        foot = row(self.said, cancel, self.keep, gap=8)
        foot.setStretch(0, 1)
        layout = column(tools, self.map, foot, gap=8, margins=(12, 12, 12, 12), on=self)
        layout.setStretch(1, 1)
        self.resize(theme().px(860), theme().px(560))
        self._show_points()
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_ground(self, ground: MapGround) -> None:
        """Places and lines below the points; another one takes the place of the first."""
        self.map.show_ground(spots_of(ground), lines_of(ground))

    def _set(self, lat: float, lon: float) -> None:
        point = f"{lat:.6f} {lon:.6f} 0 0"
        self._points = [point] if self._kind == POINT else [*self._points, point]
        self._show_points()

    def _undo(self) -> None:
        del self._points[-1:]
        self._show_points()

    def _show_points(self) -> None:
        drawn = [pair for point in self._points for pair in parts_of(point)]
        self.map.show_answer(drawn, closed=self._kind == AREA)
        self.undo.setEnabled(bool(self._points))
        count = len(self._points)
        words = ngettext("{count} point", "{count} points", count).format(count=count)
        hint = _("Click, or press Space where the cross is.")
        self.said.setText(f"{words}. {hint}" if self._kind != POINT or count else hint)

    def _keep(self) -> None:
        points, take = self._points, self._take
        self.accept()
        take(points)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self._undo()
        else:
            super().keyPressEvent(event)
