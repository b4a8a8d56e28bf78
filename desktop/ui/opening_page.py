"""The first picture of a start: name and sign, without the kit so that it is there at once."""

from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.theme.tokens import raw_tokens, theme

PICTURE = Path(__file__).parent / "resources" / "opening.svg"


class OpeningPage(QWidget):
    """Sign, name and "Opening …", where an empty state of the kit would have them.

    One drawing, because a painter's own calls would load the hundred enums of Qt, half of the time to here.
    """

    painted = Signal()
    """It is on the screen: what takes time may begin."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("opening")
        self.setAccessibleName("Milepost")
        self._sentence = _("Opening …")
        self.setAccessibleDescription(self._sentence)
        self._drawing = Template(PICTURE.read_text("utf-8"))

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtSvg import QSvgRenderer

        drawing = self._drawing.substitute(self._places() | self._colors())
        QSvgRenderer(QByteArray(drawing.encode())).render(QPainter(self))
        self.painted.emit()

    def _places(self) -> dict[str, object]:
        px, sizes, lines = theme().px, raw_tokens()["font"]["size"], raw_tokens()["font"]["line"]
        sign, title, body = theme().icon_size("empty"), px(lines["title"]), px(lines["body"])
        top = (self.height() - sign - title - body - 2 * px(8)) / 2
        return {
            "width": self.width(), "height": self.height(), "middle": self.width() / 2,
            "sign_x": (self.width() - sign) / 2, "sign_y": top, "sign_scale": sign / 256,
            "title_y": top + sign + px(8) + 0.77 * title, "title_size": px(sizes["title"]),
            "sentence_y": top + sign + title + 2 * px(8) + 0.77 * body, "body_size": px(sizes["body"]),
        }  # fmt: skip

    def _colors(self) -> dict[str, str]:
        return {
            "ground": theme().color("bg.panel").name(),
            "ink": theme().color("text.primary").name(),
            "quiet": theme().color("text.secondary").name(),
            "fonts": ", ".join(f"'{family}'" for family in raw_tokens()["font"]["ui"]),
            "sentence": self._sentence.replace("&", "&amp;").replace("<", "&lt;"),
        }
