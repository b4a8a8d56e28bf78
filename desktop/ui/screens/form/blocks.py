"""What all blocks of a page share, and the headings of groups and sections."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.screens.form.pages import ShownHeading
from desktop.ui.screens.form.rich_text import rich
from desktop.ui.theme import theme
from desktop.ui.widgets import column, row

NUMBER_WIDTH = 42
_INDENT = 16


def text_label(role: str = "") -> QLabel:
    """A label that follows the direction of the form, not that of the window."""
    made = QLabel()
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.RichText)
    if role:
        made.setProperty("role", role)
    return made


def code_label(text: str = "") -> QLabel:
    made = QLabel(text)
    made.setProperty("role", "code")
    made.setFixedWidth(theme().px(NUMBER_WIDTH))
    return made


def stand_at_the_start(*labels: QLabel) -> None:
    """Words of the other script too begin where the page begins, not where their script would."""
    for made in labels:
        side = Qt.AlignmentFlag.AlignRight if made.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        made.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


def show_number(made: QLabel, number: str) -> None:
    """A label of Latin text stands at the left whatever its direction, unless told otherwise."""
    side = Qt.AlignmentFlag.AlignRight if made.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
    made.setText(number)


class Block(QWidget):
    """Anything on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._drawn: tuple[object, ...] | None = None

    def show_item(self, shown: Any, *, may_edit: bool) -> None:
        """Show the item this block was made for, as it stands now."""
        raise NotImplementedError

    def _is_drawn(self, shown: object, *, may_edit: bool) -> bool:
        """Whether it stands there already: of a hundred blocks on a page an answer changes a few."""
        wanted = (shown, may_edit, theme(), self.isRightToLeft())
        if wanted == self._drawn:
            return True
        self._drawn = wanted
        return False

    def flush(self) -> None:
        """Tell what is typed now."""

    def _indent(self, depth: int) -> None:
        layout = self.layout()
        if layout is not None:
            side = theme().px(_INDENT) * depth
            is_mirrored = self.isRightToLeft()
            layout.setContentsMargins(0 if is_mirrored else side, 0, side if is_mirrored else 0, 0)


class HeadingBlock(Block):
    """The title of a group, or of a section in the whole form."""

    def __init__(self, shown: ShownHeading, _zone: str) -> None:
        super().__init__()
        self._title = text_label("title" if shown.is_section else "strong")
        self._hint = text_label("small")
        words = column(self._title, self._hint, gap=2)
        layout = row(gap=0, on=self)
        layout.addSpacing(0 if shown.is_section else theme().px(NUMBER_WIDTH))
        layout.addLayout(words, 1)

    def show_item(self, shown: ShownHeading, *, may_edit: bool) -> None:
        if self._is_drawn(shown, may_edit=may_edit):
            return
        stand_at_the_start(self._title, self._hint)
        self._title.setText(rich(shown.title))
        self._hint.setText(rich(shown.hint))
        self._hint.setVisible(bool(shown.hint))
        self._indent(shown.depth)
