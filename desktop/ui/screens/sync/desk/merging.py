"""Two texts put together: where both changed the same words, a choice for each place."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.ui.screens.sync.desk.word_diff import Piece
from desktop.ui.widgets import Segment, SegmentedChoice, column, label

MOST = 8
"""Places beyond which writing the text anew is quicker than choosing."""
_SHOWN = 28


class ClashChoices(QWidget):
    """`told` gets the text anew with each choice."""

    def __init__(self, pieces: Sequence[Piece], told: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("conflict_clashes")
        self._pieces, self._told = tuple(pieces), told
        clashes = [at for at, piece in enumerate(pieces) if piece.is_clash][:MOST]
        self._taken: dict[int, str] = {at: pieces[at].mine for at in clashes}
        said = ngettext(
            "Both texts are put together. In {count} place both changed the same words: which stay?",
            "Both texts are put together. In {count} places both changed the same words: which stay?",
            len(clashes),
        ).format(count=len(clashes))
        layout = column(label(said, "small", wrap=True), gap=6, on=self)
        for number, at in enumerate(clashes, start=1):
            layout.addWidget(self._choice(number, at))

    def _choice(self, number: int, at: int) -> SegmentedChoice:
        piece = self._pieces[at]
        both = f"{piece.mine} {piece.theirs}".strip()
        choice = SegmentedChoice(
            [
                Segment(piece.mine, _short(piece.mine)),
                Segment(piece.theirs, _short(piece.theirs)),
                Segment(both, _("both")),
            ],
            f"conflict_clash_{number}",
            _("Words of place {number}").format(number=number),
        )
        choice.set_value(piece.mine)
        choice.chosen.connect(partial(self._take, at))
        return choice

    def _take(self, at: int, words: object) -> None:
        self._taken[at] = str(words)
        self._told(self.text())

    def text(self) -> str:
        """The text as it is chosen now."""
        return "".join(self._taken.get(at, piece.mine) for at, piece in enumerate(self._pieces))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    if not flat:
        return _("(left out)")
    return f"“{flat}”" if len(flat) <= _SHOWN else f"“{flat[: _SHOWN - 1]}…”"
