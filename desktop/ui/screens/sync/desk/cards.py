"""One side of a conflict as a card: what is said, who said it, when, where and why."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.screens.sync.desk.sheet import Card, Line
from desktop.ui.screens.sync.desk.word_diff import Run
from desktop.ui.theme.painting import Mark, is_mirrored
from desktop.ui.theme.tokens import Tone, theme
from desktop.ui.widgets import Button, Chip, IconLabel, KeyHint, column, label, line, row, surface


class SideFrame(QFrame):
    """All sides are drawn alike: none is the primary one."""

    kept = Signal(int)

    def __init__(self, card: Card, *, may_decide: bool) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setObjectName(f"conflict_side_{card.number}")
        self.setAccessibleName(f"{card.title}: {card.figure or _plain_text(card.runs)}")
        head = row(label(card.title, "strong"), None, gap=8, margins=(12, 6, 12, 6))
        if card.is_shown:
            head.addWidget(Chip(Mark(Tone.INFO, _("Shown meanwhile"), "ph.eye")))
        holder = QWidget()
        holder.setLayout(head)
        holder.setMinimumHeight(theme().px(38))
        body = column(gap=8, margins=(12, 10, 12, 12))
        self._add_value(body, card)
        self._add_origin(body, card)
        body.addStretch(1)
        keep = Button(
            _("Keep this"),
            f"conflict_keep_{card.number}",
            icon="ph.check",
            accessible=_("Keep {whose}").format(whose=card.title),
            press=lambda: self.kept.emit(card.number),
        )
        if may_decide:
            body.addLayout(row(keep, KeyHint(str(card.number)), None, gap=8))
        column(holder, line(), body, gap=0, margins=(1, 1, 1, 1), on=self)

    def _add_value(self, body: QVBoxLayout, card: Card) -> None:
        if card.figure:
            figure = label(
                card.figure, "page" if len(card.figure) <= 24 else "strong", wrap=True, selectable=True
            )
            figure.setObjectName(f"conflict_value_{card.number}")
            if card.figure_difference:
                body.addLayout(row(figure, label(card.figure_difference, "warning"), None, gap=8))
            else:
                body.addWidget(figure)
        if card.runs or not card.figure:
            body.addWidget(_text_of(card.runs, card.number))
        if card.lines:
            body.addLayout(_grid_of(card.lines))

    def _add_origin(self, body: QVBoxLayout, card: Card) -> None:
        origin = column(gap=1)
        for icon, words in (("ph.user", card.who), ("ph.clock", card.when), ("ph.laptop", card.device)):
            one = row(gap=6)
            one.addWidget(IconLabel(icon, "secondary", "inline"), 0, Qt.AlignmentFlag.AlignTop)
            one.addWidget(label(words, "small", wrap=True), 1)
            origin.addLayout(one)
        body.addLayout(origin)
        if card.reason:
            quote = surface("sunken")
            why = label(card.reason, "small", wrap=True)
            inner = row(gap=8, margins=(10, 6, 10, 6), on=quote)
            inner.addWidget(IconLabel("ph.quotes", "secondary", "inline"), 0, Qt.AlignmentFlag.AlignTop)
            inner.addWidget(why, 1)
            body.addWidget(quote)


def _grid_of(lines: Sequence[Line]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(16))
    grid.setVerticalSpacing(theme().px(4))
    grid.setColumnStretch(1, 1)
    for at, one in enumerate(lines):
        grid.addWidget(label(one.word, "small"), at, 0, Qt.AlignmentFlag.AlignTop)
        value = label(one.value, "strong" if one.differs else "", wrap=True, selectable=True)
        if one.difference:
            grid.addLayout(row(value, label(one.difference, "warning"), None, gap=6), at, 1)
        else:
            grid.addWidget(value, at, 1)
    return grid


def _text_of(runs: Sequence[Run], number: int) -> QLabel:
    """The text with what was taken out struck through and what is new in bold, never by colour alone."""
    shown = QLabel()
    shown.setObjectName(f"conflict_text_{number}")
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setWordWrap(True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if is_mirrored():
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    shown.setText(_rich(runs) or escape(_("nothing")))
    shown.setAccessibleName(_plain_text(runs) or _("nothing"))
    return shown


def _rich(runs: Sequence[Run]) -> str:
    said = []
    for at, run in enumerate(runs):
        is_replaced = run.kind == "gone" and at + 1 < len(runs) and runs[at + 1].kind == "new"
        # Else it would run into what stands instead.
        said.append(_marked(run) + (" " if is_replaced and not run.text[-1].isspace() else ""))
    return "".join(said)


def _marked(run: Run) -> str:
    words = escape(run.text.strip() if run.kind == "gone" else run.text).replace("\n", "<br>")
    if run.kind == "same":
        return words
    colors = theme().tone(Tone.OFF_TRACK if run.kind == "gone" else Tone.ON_TRACK)
    style = f"color: {colors.fg.name()}; background-color: {colors.bg.name()};"
    if run.kind == "new":
        return f'<b style="{style}">{words}</b>'
    before, after = (" " if sign.isspace() else "" for sign in (run.text[0], run.text[-1]))
    return f'{before}<s style="{style}">{words}</s>{after}'


def _plain_text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs if run.kind != "gone")
