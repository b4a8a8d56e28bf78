"""Words to lines of a given width, and a line to the operators that draw it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from desktop.reports.directions import in_visual_order
from desktop.reports.glyph_fonts import GlyphFont, actual_text
from desktop.reports.shaping import Shaped
from desktop.reports.typefaces import Face
from desktop.reports.words import HardLine, Piece, Word, pieces_of


@dataclass(slots=True)
class Line:
    """Pieces in the order they are read, and the words they came from; `ends` where its writer ended it."""

    pieces: list[Piece]
    width: float
    right_to_left: bool
    words: list[Word]
    ends: bool = False


def fill_lines(lines: Iterable[HardLine], width: float) -> list[Line]:
    """The lines of a paragraph set into a width; a word too long for a line is cut between characters."""
    filled: list[Line] = []
    for line in lines:
        filled += _fill(line, max(width, 1.0))
    return filled


def _fill(hard_line: HardLine, width: float) -> list[Line]:
    lines: list[Line] = []
    present: list[Word] = []
    used = 0.0
    for word in hard_line.words:
        if word.blank and not present and lines:
            continue
        if used + word.width > width and not word.blank:
            if present:
                lines.append(_line(present, hard_line.right_to_left))
                present, used = [], 0.0
            while word.width > width:
                head, word = _cut(word, width)
                lines.append(_line([head], hard_line.right_to_left))
        present.append(word)
        used += word.width
    if present or not lines:
        lines.append(_line(present, hard_line.right_to_left))
    lines[-1].ends = True
    return lines


def unfilled(lines: Iterable[Line]) -> list[HardLine]:
    """The words of some lines again, for another width."""
    hard: list[HardLine] = []
    goes_on = False
    for line in lines:
        if not goes_on:
            hard.append(HardLine([], line.right_to_left))
        hard[-1].words.extend(line.words)
        goes_on = not line.ends
    return hard


def _line(words: list[Word], right_to_left: bool) -> Line:
    end = len(words)
    while end and words[end - 1].blank:
        end -= 1
    pieces = [piece for word in words[:end] for piece in word.pieces]
    return Line(pieces, sum(word.width for word in words[:end]), right_to_left, words)


def _cut(word: Word, width: float) -> tuple[Word, Word]:
    """The part of a word that fits, at least one character, and the rest."""
    head: list[Piece] = []
    room = width
    for at, piece in enumerate(word.pieces):
        if piece.width <= room:
            head.append(piece)
            room -= piece.width
            continue
        text = piece.shaped.text
        count = _count_that_fits(piece, room, at_least=0 if head else 1)
        head += pieces_of(text[:count], piece.ink, piece.level) if count else []
        rest = pieces_of(text[count:], piece.ink, piece.level) if count < len(text) else []
        return _word(head), _word([*rest, *word.pieces[at + 1 :]])
    return _word(head), _word([])


def _word(pieces: list[Piece]) -> Word:
    return Word(pieces, sum(piece.width for piece in pieces))


def _count_that_fits(piece: Piece, room: float, at_least: int) -> int:
    text = piece.shaped.text
    low, high = at_least, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(part.width for part in pieces_of(text[:middle], piece.ink, piece.level)) <= room:
            low = middle
        else:
            high = middle - 1
    while low > 1 and low < len(text) and unicodedata.combining(text[low]):
        low -= 1
    return max(low, at_least)


class LineDrawer:
    """Draws lines into the pages of one document, and keeps the fonts it used."""

    def __init__(self) -> None:
        self._fonts: dict[Face, GlyphFont] = {}

    def draw(self, canvas: Any, line: Line, x: float, y: float) -> None:
        """Draw a line with its left end and baseline at x, y."""
        if not line.pieces:
            return
        ordered = in_visual_order(line.pieces, [piece.level for piece in line.pieces])
        code = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        before: Piece | None = None
        for piece in ordered:
            font = self._font(canvas, piece.shaped.face)
            if before is None or piece.ink != before.ink or piece.shaped.face is not before.shaped.face:
                size = piece.ink.size * piece.shaped.face.factor
                code.append(f"/{font.name} {size:.3f} Tf {piece.ink.color.fill}")
            code.append(_glyphs_shown(font, piece.shaped, piece.ink.size))
            before = piece
        code.append("ET")
        canvas.show_code(" ".join(code))

    def _font(self, canvas: Any, face: Face) -> GlyphFont:
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = GlyphFont(face, len(self._fonts) + 1)
            canvas.add_font(font)
        return font


def _glyphs_shown(font: GlyphFont, shaped: Shaped, size: float) -> str:
    faithful = font.use(shaped)
    shown = []
    for rise, operators in shaped.parts:
        if rise:
            shown.append(f"{rise * size * shaped.face.factor:.3f} Ts [{operators}] TJ 0 Ts")
        else:
            shown.append(f"[{operators}] TJ")
    code = " ".join(shown)
    return code if faithful else f"{actual_text(shaped.text)} {code} EMC"
