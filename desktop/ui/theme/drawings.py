"""Signs of our own, drawn from the SVG files of the program in any colour."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter

DRAWINGS = {"mp.signpost": "signpost.svg", "mp.usb": "usb.svg"}


def paint_drawing(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Draw `mp.signpost` or another of ours into a square."""
    from PySide6.QtSvg import QSvgRenderer

    text = (Path(__file__).parent.parent / "resources" / DRAWINGS[name]).read_text("utf-8")
    QSvgRenderer(QByteArray(text.replace("currentColor", color.name()).encode())).render(painter, rect)
