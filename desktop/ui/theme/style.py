"""What neither the palette nor the sheet can say: arrows, check marks, combo boxes."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.slider_drawing import draw_slider
from desktop.ui.theme.tokens import Tone, theme

_Primitive = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_Metric = QStyle.PixelMetric
_MARKS = frozenset(
    {
        _Metric.PM_IndicatorWidth,
        _Metric.PM_IndicatorHeight,
        _Metric.PM_ExclusiveIndicatorWidth,
        _Metric.PM_ExclusiveIndicatorHeight,
    }
)
_ARROWS = {
    _Primitive.PE_IndicatorArrowDown: "ph.caret-down",
    _Primitive.PE_IndicatorArrowUp: "ph.caret-up",
    _Primitive.PE_IndicatorArrowLeft: "ph.caret-left",
    _Primitive.PE_IndicatorArrowRight: "ph.caret-right",
    _Primitive.PE_IndicatorHeaderArrow: "ph.caret-down",
}


class MilepostStyle(QProxyStyle):
    """Fusion, with the marks drawn after the pictures."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in _MARKS:
            return theme().px(18)
        if metric is _Metric.PM_LineEditIconSize:
            return theme().icon_size("control")
        return super().pixelMetric(metric, option, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is _Primitive.PE_FrameFocusRect:
            return
        if element in _ARROWS:
            _draw_arrow(painter, option, _ARROWS[element])
        elif element is _Primitive.PE_IndicatorBranch:
            _draw_branch(painter, option)
        elif element is _Primitive.PE_IndicatorRadioButton or (
            element is _Primitive.PE_IndicatorItemViewItemCheck
            and widget is not None
            and widget.property("choosesOne")
        ):
            _draw_radio(painter, option)
        elif element in (_Primitive.PE_IndicatorCheckBox, _Primitive.PE_IndicatorItemViewItemCheck):
            _draw_check(painter, option)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control is QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            has_error = widget is not None and widget.property("state") == "error"
            _draw_combo(painter, option, has_error=has_error)
        elif control is QStyle.ComplexControl.CC_Slider and isinstance(option, QStyleOptionSlider):
            parts = QStyle.SubControl.SC_SliderGroove, QStyle.SubControl.SC_SliderHandle
            groove, handle = (self.subControlRect(control, option, part, widget) for part in parts)
            draw_slider(painter, option, groove, handle)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        found = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]
        if control is QStyle.ComplexControl.CC_ComboBox and part is QStyle.SubControl.SC_ComboBoxEditField:
            return found.adjusted(theme().px(4), 0, -theme().px(4), 0)
        return found

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind is QStyle.ContentsType.CT_ComboBox:
            compact = widget is not None and widget.property("density") == "compact"
            lowest = theme().height("control_compact" if compact else "control")
            return QSize(found.width() + theme().px(12), max(found.height(), lowest))
        return found


def _is(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _draw_arrow(painter: QPainter, option: QStyleOption, name: str) -> None:
    size = theme().px(12)
    rect = QRect(0, 0, size, size)
    rect.moveCenter(option.rect.center())
    color = theme().color("text.secondary" if _is(option, _State.State_Enabled) else "text.disabled")
    paint_icon(painter, QRectF(rect), name, color)


def _draw_branch(painter: QPainter, option: QStyleOption) -> None:
    if not _is(option, _State.State_Children):
        return
    _draw_arrow(painter, option, "ph.caret-down" if _is(option, _State.State_Open) else "ph.caret-right")


def _mark_colors(option: QStyleOption) -> tuple[QColor, QColor]:
    """Border and ground of a check mark or radio dot."""
    if not _is(option, _State.State_Enabled):
        return theme().color("text.disabled"), theme().color("bg.sunken")
    chosen = _is(option, _State.State_On) or _is(option, _State.State_NoChange)
    border = theme().color("accent" if chosen else "border.control")
    return border, theme().color("bg.panel")


def _square(option: QStyleOption) -> QRectF:
    side = min(option.rect.width(), option.rect.height()) - 2
    square = QRectF(0, 0, side, side)
    square.moveCenter(QRectF(option.rect).center())
    return square


def _draw_check(painter: QPainter, option: QStyleOption) -> None:
    border, ground = _mark_colors(option)
    square = _square(option).adjusted(0.75, 0.75, -0.75, -0.75)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    on, partly = _is(option, _State.State_On), _is(option, _State.State_NoChange)
    painter.setPen(QPen(border, 1.5))
    painter.setBrush(border if on or partly else ground)
    painter.drawRoundedRect(square, 4, 4)
    painter.setPen(QPen(theme().color("accent.on"), 2 * theme().scale))
    x, y, w = square.x(), square.y(), square.width()
    if partly:
        painter.drawLine(QPointF(x + w * 0.25, y + w / 2), QPointF(x + w * 0.75, y + w / 2))
    elif on:
        tick = [(0.22, 0.52), (0.43, 0.72), (0.78, 0.3)]
        painter.drawPolyline(QPolygonF([QPointF(x + w * a, y + w * b) for a, b in tick]))
    painter.restore()


def _draw_radio(painter: QPainter, option: QStyleOption) -> None:
    border, ground = _mark_colors(option)
    square = _square(option).adjusted(0.75, 0.75, -0.75, -0.75)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1.5))
    painter.setBrush(ground)
    painter.drawEllipse(square)
    if _is(option, _State.State_On):
        inset = square.width() * 0.25
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(border)
        painter.drawEllipse(square.adjusted(inset, inset, -inset, -inset))
    painter.restore()


def _draw_combo(painter: QPainter, option: QStyleOptionComboBox, *, has_error: bool) -> None:
    enabled, focused = _is(option, _State.State_Enabled), _is(option, _State.State_HasFocus)
    border = theme().color("border.focus" if focused else "border.control")
    if has_error and not focused:
        border = theme().tone(Tone.OFF_TRACK).solid
    width = 2 if focused or has_error else 1
    rect = QRectF(option.rect).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    hovered = enabled and _is(option, _State.State_MouseOver)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border if enabled else theme().color("border.subtle"), width))
    painter.setBrush(theme().color("bg.hover" if hovered else "bg.panel"))
    painter.drawRoundedRect(rect, 6, 6)
    painter.restore()
    size = theme().px(14)
    rtl = option.direction is Qt.LayoutDirection.RightToLeft
    x = rect.left() + theme().px(8) if rtl else rect.right() - theme().px(8) - size
    color = theme().color("text.secondary" if enabled else "text.disabled")
    paint_icon(painter, QRectF(x, rect.center().y() - size / 2, size, size), "ph.caret-down", color)
