"""Draws a slider from the tokens: Fusion's own is all but black on the dark ground."""

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from desktop.ui.theme.tokens import theme

_State = QStyle.StateFlag
_TRACK = 4
_HANDLE = 16


def draw_slider(painter: QPainter, option: QStyleOptionSlider, groove: QRect, handle: QRect) -> None:
    """`groove` and `handle` are where the style puts them; the way from the start to the handle is filled."""
    is_upright = option.orientation is Qt.Orientation.Vertical
    is_on = bool(option.state & _State.State_Enabled)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(QRectF(handle).center())
    track = _track(QRectF(groove), middle, is_upright)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("border.control" if is_on else "border.subtle"))
    painter.drawRoundedRect(track, theme().px(_TRACK) / 2, theme().px(_TRACK) / 2)
    _draw_ticks(painter, option, groove, track, handle, is_upright)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("accent" if is_on else "text.disabled"))
    painter.drawRoundedRect(
        _filled(track, middle, option, is_upright), theme().px(_TRACK) / 2, theme().px(_TRACK) / 2
    )
    _draw_handle(painter, option, middle, is_on)
    painter.restore()


def _track(groove: QRectF, middle: QPointF, is_upright: bool) -> QRectF:
    thick = theme().px(_TRACK)
    if is_upright:
        return QRectF(middle.x() - thick / 2, groove.top(), thick, groove.height())
    return QRectF(groove.left(), middle.y() - thick / 2, groove.width(), thick)


def _filled(track: QRectF, middle: QPointF, option: QStyleOptionSlider, is_upright: bool) -> QRectF:
    found = QRectF(track)
    if is_upright:
        if option.upsideDown:
            found.setTop(middle.y())
        else:
            found.setBottom(middle.y())
    elif option.upsideDown:
        found.setLeft(middle.x())
    else:
        found.setRight(middle.x())
    return found


def _draw_ticks(
    painter: QPainter,
    option: QStyleOptionSlider,
    groove: QRect,
    track: QRectF,
    handle: QRect,
    is_upright: bool,
) -> None:
    least, most, every = option.minimum, option.maximum, option.tickInterval
    if not option.tickPosition or every < 1 or most <= least:
        return
    length = handle.height() if is_upright else handle.width()
    room = (groove.height() if is_upright else groove.width()) - length
    painter.setPen(QPen(theme().color("border.control"), 1))
    for value in range(least, most + 1, every):
        at = QStyle.sliderPositionFromValue(least, most, value, room, option.upsideDown)
        along = (groove.top() if is_upright else groove.left()) + at + length / 2
        if is_upright:
            painter.drawLine(QLineF(track.right() + 6, along, track.right() + 10, along))
        else:
            painter.drawLine(QLineF(along, track.bottom() + 6, along, track.bottom() + 10))


def _draw_handle(painter: QPainter, option: QStyleOptionSlider, middle: QPointF, is_on: bool) -> None:
    radius = theme().px(_HANDLE) / 2 - 1
    if option.state & _State.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("border.focus"), 2))
        painter.drawEllipse(middle, radius + 2, radius + 2)
    painter.setBrush(theme().color("bg.panel"))
    painter.setPen(QPen(theme().color("accent" if is_on else "text.disabled"), 2))
    painter.drawEllipse(middle, radius - 1, radius - 1)
