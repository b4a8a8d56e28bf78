"""Paints a row of a list: code line, title, what is missing, a state at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.item_models.roles import Index, record_at
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import icon_color, paint_icon
from desktop.ui.theme.painting import END, Bar, Mark, Rungs
from desktop.ui.theme.tokens import Tone, theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row says; every part but the title may be left out."""

    title: str
    lead: str = ""
    """A column in front, strong, such as Tue-Fri; `lead_note` stands under it."""
    lead_note: str = ""
    icon: Mark | None = None
    """An icon in front; its word is spoken, not shown."""
    code: str = ""
    """Monospaced, above the title."""
    code_note: str = ""
    code_below: bool = False
    """The code stands under the title."""
    strong: bool = False
    """The title is bold always, not only when selected."""
    meta: tuple[str | Mark, ...] = ()
    """The last line: words, or icon and word."""
    bar: Bar | None = None
    chip: Mark | None = None
    chip_filled: bool = True
    note: str | Mark = ""
    """At the end of the last line."""
    rungs: Rungs | None = None
    aside: str = ""
    """A quiet word before the rungs, such as the time."""
    link: str = ""

    def lines(self) -> int:
        return 1 + bool(self.code or self.code_note) + bool(self.meta or self.bar or self.note)

    def spoken(self) -> str:
        marks = [part.word if isinstance(part, Mark) else part for part in (*self.meta, self.note)]
        chip = self.chip.word if self.chip else ""
        rungs = self.rungs.word if self.rungs else ""
        parts = (self.code, self.code_note, self.title, chip, self.lead, self.lead_note, *marks, rungs)
        return ", ".join(part for part in parts if part)


class RowDelegate(QStyledItemDelegate):
    """Draws records through `describe(record) -> Row`."""

    def __init__(
        self,
        describe: Callable[[Any], Row],
        parent: QObject | None = None,
        *,
        lead_width: int = 96,
        edge: int = 12,
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._lead_width, self._edge = lead_width, edge

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        record = record_at(index)
        lines = self._describe(record).lines() if record is not None else 2
        token = theme().height("row_list_two_lines" if lines < 3 else "row_list_three_lines")
        text = (lines - 1) * line_height("small") + line_height("body") + theme().px(4 + 4 * lines)
        return QSize(theme().px(200), max(token, text))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ground = row_ground(option)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        record = record_at(index)
        if record is not None:
            _RowPainter(painter, option, self._describe(record), self._lead_width, self._edge).paint()
        painting.hairline(painter, option.rect)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_border(painter, option.rect)
        painter.restore()


def row_ground(option: QStyleOptionViewItem) -> QColor | None:
    """Blue where the keyboard is, grey in the other pane, a tint under the mouse."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        active = state & QStyle.StateFlag.State_Active and _view_has_focus(option)
        return theme().color("selection.bg" if active else "selection.inactive")
    if state & QStyle.StateFlag.State_MouseOver:
        return theme().color("bg.hover")
    return None


def _view_has_focus(option: QStyleOptionViewItem) -> bool:
    from PySide6.QtWidgets import QWidget

    view = option.widget
    return isinstance(view, QWidget) and (view.hasFocus() or view.isAncestorOf(view.window().focusWidget()))


def focus_border(painter: QPainter, rect: QRect) -> None:
    """The ring of the present row, inside it."""
    painter.setPen(QPen(theme().color("border.focus"), 2))
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))


class _RowPainter:
    """Places the parts of one row from the side where reading begins."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, lead_width: int, edge: int
    ) -> None:
        self.painter, self.row = painter, row
        px = theme().px
        self.area = option.rect.adjusted(px(edge), px(2), -px(edge), -px(2))
        self.is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.lead_width = px(lead_width)
        lines = row.lines()
        heights = [line_height("small")] * (lines - 1) + [line_height("body")]
        self.gap = px(2 if lines == 3 else 1)
        self.top = self.area.top() + (self.area.height() - sum(heights) - self.gap * (lines - 1)) // 2

    def paint(self) -> None:
        shift = self._paint_lead() + self._paint_icon()
        body = painting.placed(self.area, shift, self.area.width() - shift)
        body = self._paint_rungs(body)
        body = self._paint_link(body)
        y = self.top
        has_code = bool(self.row.code or self.row.code_note)
        if has_code and not self.row.code_below:
            y = self._paint_code(body, y, with_chip=True)
        y = self._paint_title(body, y, with_chip=not has_code or self.row.code_below)
        if has_code and self.row.code_below:
            y = self._paint_code(body, y, with_chip=False)
        self._paint_meta(body, y)

    def _line(self, body: QRect, y: int, size: str) -> QRect:
        return QRect(body.left(), y, body.width(), line_height(size))

    def _paint_lead(self) -> int:
        row = self.row
        if not row.lead:
            return 0
        both = line_height("body") + (line_height("small") if row.lead_note else 0)
        y = self.area.top() + (self.area.height() - both) // 2
        slot = painting.placed(self.area, 0, self.lead_width - theme().px(8))
        color = theme().color("text.primary")
        painting.paint_text(
            self.painter, self._line(slot, y, "body"), row.lead, color, font("small", strong=True)
        )
        below = self._line(slot, y + line_height("body"), "small")
        painting.paint_text(
            self.painter, below, row.lead_note, theme().color("text.secondary"), font("small")
        )
        return self.lead_width

    def _paint_icon(self) -> int:
        if self.row.icon is None:
            return 0
        size = theme().icon_size("callout")
        slot = painting.placed(self.area, 0, size)
        square = QRectF(slot.left(), self.area.center().y() - size / 2 + 0.5, size, size)
        tone = self.row.icon.tone
        color = icon_color("secondary" if tone is Tone.PLAIN else str(tone))
        paint_icon(self.painter, square, self.row.icon.icon, color)
        return size + theme().px(12)

    def _paint_code(self, body: QRect, y: int, *, with_chip: bool) -> int:
        rect = self._line(body, y, "small")
        free = rect.width() - (self._paint_chip(body, y) if with_chip else 0)
        face, quiet = font("small", mono=True), theme().color("text.muted")
        width = min(painting.text_width(self.row.code, face), free)
        if self.row.code:
            painting.paint_text(self.painter, painting.placed(rect, 0, width), self.row.code, quiet, face)
        shift = width + theme().px(6) if self.row.code else 0
        note = painting.placed(rect, shift, max(free - shift, 0))
        painting.paint_text(
            self.painter, note, self.row.code_note, theme().color("text.secondary"), font("small")
        )
        return y + rect.height() + self.gap

    def _paint_title(self, body: QRect, y: int, *, with_chip: bool) -> int:
        rect = self._line(body, y, "body")
        free = rect.width() - (self._paint_chip(body, y) if with_chip else 0)
        color = theme().color("selection.text" if self.is_selected else "text.primary")
        face = font("body", strong=self.row.strong or self.is_selected)
        painting.paint_text(self.painter, painting.placed(rect, 0, free), self.row.title, color, face)
        return y + rect.height() + self.gap

    def _paint_chip(self, body: QRect, y: int) -> int:
        """Paints the state at the end of the first line; returns the room it took."""
        mark = self.row.chip
        if mark is None:
            return 0
        filled = self.row.chip_filled
        width = min(painting.mark_width(mark, strong=not filled, chip=filled), body.width() // 2)
        height = theme().height("chip") if filled else line_height("small")
        slot = painting.placed(body, body.width() - width, width)
        lift = (height - line_height("small")) // 2
        rect = QRect(slot.left(), y - lift, width, height)
        if filled:
            painting.paint_chip(self.painter, rect, mark)
        else:
            painting.paint_mark(self.painter, rect, mark)
        return width + theme().px(8)

    def _paint_meta(self, body: QRect, y: int) -> None:
        rect = self._line(body, y, "small")
        free = rect.width() - self._paint_note(rect)
        x = 0
        if self.row.bar is not None:
            width = min(theme().px(120), free // 2)
            painting.paint_bar(self.painter, painting.placed(rect, 0, width), self.row.bar)
            x = width + theme().px(8)
        for part in self.row.meta:
            if free - x < theme().px(24):
                return
            x += self._paint_part(painting.placed(rect, x, max(free - x, 0)), part) + theme().px(10)

    def _paint_part(self, rect: QRect, part: str | Mark) -> int:
        if isinstance(part, Mark):
            painting.paint_mark(self.painter, rect, part, strong=part.tone not in (Tone.NEUTRAL, Tone.PLAIN))
            return painting.mark_width(part, strong=True, chip=False)
        painting.paint_text(self.painter, rect, part, theme().color("text.secondary"), font("small"))
        return painting.text_width(part, font("small"))

    def _paint_note(self, rect: QRect) -> int:
        note = self.row.note
        if not note:
            return 0
        if isinstance(note, Mark):
            width = min(painting.mark_width(note, chip=False), rect.width() // 2)
            slot = painting.placed(rect, rect.width() - width, width)
            painting.paint_mark(self.painter, slot, note, strong=False)
        else:
            width = min(painting.text_width(note, font("small")), rect.width() // 2)
            slot = painting.placed(rect, rect.width() - width, width)
            painting.paint_text(self.painter, slot, note, theme().color("text.secondary"), font("small"), END)
        return width + theme().px(8)

    def _paint_rungs(self, body: QRect) -> QRect:
        rungs = self.row.rungs
        if rungs is None:
            return body
        word = Mark(rungs.tone, rungs.word)
        width = max(painting.rungs_width(rungs.count), painting.mark_width(word, chip=False), theme().px(100))
        slot = painting.placed(body, body.width() - width, width)
        half = slot.height() // 2
        painting.paint_rungs(self.painter, slot.adjusted(0, theme().px(4), 0, -half), rungs)
        painting.paint_mark(self.painter, slot.adjusted(0, half, 0, -theme().px(4)), word, strong=False)
        rest = painting.placed(body, 0, body.width() - width - theme().px(12))
        if not self.row.aside:
            return rest
        face = font("small")
        taken = painting.text_width(self.row.aside, face)
        aside = painting.placed(rest, rest.width() - taken, taken)
        painting.paint_text(self.painter, aside, self.row.aside, theme().color("text.secondary"), face)
        return painting.placed(rest, 0, rest.width() - taken - theme().px(8))

    def _paint_link(self, body: QRect) -> QRect:
        if not self.row.link:
            return body
        size, face = theme().icon_size("inline"), font("small")
        width = painting.text_width(self.row.link, face) + size + theme().px(2)
        slot = painting.placed(body, body.width() - width, width)
        word = painting.placed(slot, 0, width - size)
        painting.paint_text(self.painter, word, self.row.link, theme().color("link"), face)
        caret = painting.placed(slot, width - size, size)
        square = QRectF(caret.left(), slot.center().y() - size / 2 + 0.5, size, size)
        paint_icon(self.painter, square, "ph.caret-right", theme().color("link"))
        return painting.placed(body, 0, body.width() - width - theme().px(8))
