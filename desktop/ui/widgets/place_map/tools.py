"""The buttons of a map, and where its cross is, in words."""

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.layouts import row
from desktop.ui.widgets.naming import label
from desktop.ui.widgets.place_map.canvas import PlaceMap


class MapTools(QWidget):
    """Closer, farther, everything; the position is that under the cross."""

    def __init__(self, shown: PlaceMap) -> None:
        super().__init__()
        name = shown.objectName()
        self._map = shown
        self.closer = IconButton("ph.plus", _("Closer (+)"), f"{name}_closer")
        self.farther = IconButton("ph.minus", _("Farther (-)"), f"{name}_farther")
        self.everything = IconButton("ph.arrows-out", _("Show everything (Home)"), f"{name}_fit")
        self.closer.clicked.connect(lambda: shown.zoom(True))
        self.farther.clicked.connect(lambda: shown.zoom(False))
        self.everything.clicked.connect(shown.fit)
        self.where = label("", "code")
        shown.moved.connect(self._tell)
        row(self.closer, self.farther, self.everything, self.where, None, gap=4, on=self)
        self._tell()

    def _tell(self) -> None:
        lat, lon = self._map.middle()
        self.where.setText(f"{lat:.5f}, {lon:.5f}")
