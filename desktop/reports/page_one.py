"""The blocks page 1 of any report is made of: offices, facts, large figures, messages, the notice of unsent data."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import Color as StockColor
from reportlab.platypus import Flowable, Spacer

from desktop.i18n import _, ngettext
from desktop.reports.content import KeyFigure, Message, Unsent
from desktop.reports.headings import Heading
from desktop.reports.palette import ACCENT, CELL, FIGURE, GREY, HAIRLINE, INK, LABEL, LEAD, SMALL, TEXT_WIDTH
from desktop.reports.tables import RowTable
from desktop.reports.typesetter import Paragraph, Typesetter
from desktop.reports.words import Span

LONGEST_IN_BOX = 600
"""A box stays whole; a text that may not fit on a page goes below it as a paragraph."""
_HAIR, _RULE = StockColor(*HAIRLINE.rgb), StockColor(*INK.rgb)


def offices_line(names: Sequence[str], word: str, typesetter: Typesetter) -> list[Flowable]:
    """The offices, and the sensitivity in its frame."""
    offices = "  ·  ".join(names)
    if len(offices) <= LONGEST_IN_BOX:
        return [OfficeLine(typesetter, offices, word)]
    return [OfficeLine(typesetter, "", word), typesetter.paragraph(offices, CELL.but(color=GREY))]


class OfficeLine(Flowable):
    """Offices at the start, the sensitivity in its frame at the end."""

    def __init__(self, typesetter: Typesetter, offices: str, sensitivity: str) -> None:
        super().__init__()
        self._typesetter, self._word = typesetter, sensitivity.upper()
        self._style = CELL.but(bold=True, size=8)
        self._offices = typesetter.paragraph(offices, CELL.but(color=GREY, size=8.6))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._box = self._typesetter.width_of(self._word, self._style) + 14
        self.height = max(15.0, self._offices.wrap(width - self._box - 14, 0)[1])
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        mirrored = self._typesetter.right_to_left
        x = 0.0 if mirrored else self.width - self._box
        top = self.height
        canvas.stroke_with(INK, 0.8)
        canvas.rect(x, top - 15, self._box, 15, stroke=1, fill=0)
        self._typesetter.draw_line(canvas, self._word, self._style, x + self._box / 2, top - 10.4, "center")
        self._offices.drawOn(canvas, self._box + 14 if mirrored else 0, top - self._offices.height - 1)


class Bar(Flowable):
    """The short accent line below the title."""

    def __init__(self, typesetter: Typesetter) -> None:
        super().__init__()
        self._mirrored = typesetter.right_to_left

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, 16.0
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.fill_with(ACCENT)
        canvas.rect(self.width - 42 if self._mirrored else 0, 10, 42, 2.2, stroke=0, fill=1)


class Notice(Flowable):
    """A framed text with the sign of what exists on this device alone."""

    def __init__(self, typesetter: Typesetter, text: Sequence[Span]) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._text = typesetter.paragraph(text, CELL)
        self.spaceBefore, self.spaceAfter = 4, 4

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self.height = self._text.wrap(width - 38, 0)[1] + 10
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.stroke_with(INK, 0.8)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        mirrored = self._typesetter.right_to_left
        sign_at = self.width - 14 if mirrored else 14
        self._typesetter.draw_line(canvas, "◆", CELL.but(size=13), sign_at, self.height / 2 - 4.6, "center")
        self._text.drawOn(canvas, 12 if mirrored else 26, 5)


def unsent_notice(unsent: Unsent) -> list[Span]:
    """What the frame on page 1 says about records of this device alone."""
    count = unsent.records
    holds = ngettext(
        "This report holds {count} record that exists on this device only (marked ◆).",
        "This report holds {count} records that exist on this device only (marked ◆).",
        count,
    ).format(count=count)
    return [
        Span(_("Not yet synchronised."), bold=True),
        Span(" " + holds + " " + _("They may change after synchronisation; a new revision will say so.")),
    ]


def facts_grid(facts: Sequence[tuple[str, str]], typesetter: Typesetter) -> Flowable:
    """Labels over their values in three columns; facts without a value are left out, the first is bold."""
    known = [fact for fact in facts if fact[1]]
    if not known:
        return Spacer(1, 1)
    cells = [_fact(typesetter, label, value, first=at == 0) for at, (label, value) in enumerate(known)]
    return _three_columns(cells, typesetter)


def _fact(typesetter: Typesetter, label: str, value: str, *, first: bool) -> list[Flowable]:
    return [
        typesetter.paragraph(label, LABEL),
        typesetter.paragraph(value, CELL.but(size=8.8, leading=11.8, bold=first)),
    ]


def _three_columns(cells: list[list[Flowable]], typesetter: Typesetter) -> Flowable:
    rows = [cells[at : at + 3] + [[]] * (3 - len(cells[at : at + 3])) for at in range(0, len(cells), 3)]
    widths = [TEXT_WIDTH * share for share in (0.33, 0.335, 0.335)]
    if typesetter.right_to_left:
        rows, widths = [list(reversed(row)) for row in rows], list(reversed(widths))
    table = RowTable(rows, widths, hAlign="LEFT")
    inset = ("RIGHTPADDING", "LEFTPADDING") if typesetter.right_to_left else ("LEFTPADDING", "RIGHTPADDING")
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 3.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.6),
            (inset[0], (0, 0), (-1, -1), 0),
            (inset[1], (0, 0), (-1, -1), 8),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, _HAIR),
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, _HAIR),
        ]
    )
    return table


def figure_row(figures: Sequence[KeyFigure], typesetter: Typesetter) -> Flowable:
    """Up to four large figures side by side."""
    cells: list[Any] = [_figure(figure, typesetter) for figure in figures]
    cells += [""] * (4 - len(cells))
    if typesetter.right_to_left:
        cells.reverse()
    table = RowTable([cells], [TEXT_WIDTH / 4] * 4, hAlign="LEFT")
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, _RULE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.5, _HAIR),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return table


def _figure(figure: KeyFigure, typesetter: Typesetter) -> list[Flowable]:
    formats = typesetter.formats
    if isinstance(figure.value, str):
        value = figure.value
    elif figure.percent:
        value = formats.percent(Decimal(figure.value))
    else:
        value = formats.number(figure.value)
    parts = [
        typesetter.paragraph(value, FIGURE),
        typesetter.paragraph(figure.label, CELL.but(bold=True, size=8.2, leading=10.4)),
    ]
    if figure.note:
        parts.append(typesetter.paragraph(figure.note, SMALL.but(size=7.8, leading=10.4)))
    return list(parts)


def numbered(typesetter: Typesetter, number: str, text: str | Sequence[Span]) -> Paragraph:
    """A paragraph with an accent number or bullet at its start."""
    style = LEAD.but(bold=True, color=ACCENT)

    def draw(canvas: Any, x: float, baseline: float) -> None:
        at = x + 11 if typesetter.right_to_left else x
        typesetter.draw_line(
            canvas, number, style, at, baseline, "right" if typesetter.right_to_left else "left"
        )

    return typesetter.paragraph(text, LEAD, mark=draw, indent=11)


def message_list(messages: tuple[Message, ...], typesetter: Typesetter) -> list[Flowable]:
    """What the reader should know, numbered."""
    if not messages:
        return []
    story: list[Flowable] = [Heading(typesetter, _("What the reader should know"))]
    for number, message in enumerate(messages, 1):
        spans = [Span(message.lead, bold=True), Span(" " if message.lead else ""), Span(message.text)]
        story.append(numbered(typesetter, str(number), spans))
    return story
