"""A text cut into shaped words: the smallest things a line is filled with."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.reports.directions import CONTROLS, is_plainly_left_to_right, levels_of, runs_right_to_left
from desktop.reports.palette import Color, TextStyle
from desktop.reports.shaping import Shaped, shape
from desktop.reports.stand_ins import stand_in
from desktop.reports.typefaces import split_by_face


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a paragraph that differs from its style."""

    text: str
    bold: bool | None = None
    color: Color | None = None
    size: float | None = None


Text = str | Sequence[Span]


@dataclass(frozen=True, slots=True)
class Ink:
    """Size, weight and colour of a stretch."""

    size: float
    bold: bool
    color: Color


@dataclass(slots=True)
class Piece:
    """A shaped stretch of one face, level and ink."""

    shaped: Shaped
    ink: Ink
    level: int
    width: float


@dataclass(slots=True)
class Word:
    """Pieces that stay together on a line; a blank one may vanish at its end."""

    pieces: list[Piece]
    width: float
    blank: bool = False


@dataclass(slots=True)
class HardLine:
    """What stands between two line breaks its writer typed."""

    words: list[Word]
    right_to_left: bool


_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = " \t\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_UNSPACED = "\u2e80-\u2fdf\u3001-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_TOKENS = re.compile(f"[{_BLANKS}]+|[{_UNSPACED}]|[^{_BLANKS}{_UNSPACED}]+")
_AFTER_SIGN = re.compile("(?<=[/-])(?=.)")
_LONG_WORD, _LONGEST_WORD = 14, 160
_LONGEST_LINE = 3000  # the bidi algorithm is pure Python: a pasted megabyte goes through it in pieces


def hard_lines(text: Text, style: TextStyle, right_to_left_report: bool) -> list[HardLine]:
    """The words of a text, one list for each line its writer ended."""
    spans = [Span(text)] if isinstance(text, str) else text
    lines: list[list[tuple[str, Ink]]] = [[]]
    for span in spans:
        ink = Ink(
            span.size or style.size,
            style.bold if span.bold is None else span.bold,
            span.color or style.color,
        )
        first, *others = _LINE_ENDS.split(_printable(span.text))
        lines[-1].append((first, ink))
        lines += [[(other, ink)] for other in others]
    return [_hard_line(part, right_to_left_report) for line in lines for part in _in_short_parts(line)]


def _printable(text: str) -> str:
    """NFC, without what no page can show."""
    if text.isascii() and text.isprintable():
        return text
    normal = unicodedata.normalize("NFC", text).replace("\u202f", "\u00a0")
    return "".join(map(_shown, normal))


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cs" or (kind == "Cc" and not _LINE_ENDS.match(character) and character != "\t"):
        return "\ufffd"
    return "" if character in "\ufeff\u00ad" else stand_in(character)


def _length(part: tuple[str, Ink]) -> int:
    return len(part[0])


def _in_short_parts(line: list[tuple[str, Ink]]) -> Iterable[list[tuple[str, Ink]]]:
    if all(is_plainly_left_to_right(text) for text, _ink in line) or sum(map(_length, line)) <= _LONGEST_LINE:
        yield line
        return
    for text, ink in line:
        start = 0
        while start < len(text):
            end = start + _LONGEST_LINE
            if end < len(text):
                blank = text.rfind(" ", start + 1, end)
                end = blank + 1 if blank > 0 else end
            yield [(text[start:end], ink)]
            start = end


def _hard_line(spans: list[tuple[str, Ink]], right_to_left_report: bool) -> HardLine:
    text = "".join(part for part, _ink in spans)
    right_to_left = runs_right_to_left(text, right_to_left_report)
    levels = levels_of(text, right_to_left)
    if levels is None and len(spans) == 1:
        ink = spans[0][1]
        return HardLine([_plain_word(token, ink) for token in _tokens(_drawn(text))], right_to_left)
    inks = [ink for part, ink in spans for _character in part]
    level_of = levels or (0,) * len(text)
    kept = [at for at, character in enumerate(text) if character not in CONTROLS]
    return HardLine(
        _mixed_words(
            "".join(text[at] for at in kept), [inks[at] for at in kept], [level_of[at] for at in kept]
        ),
        right_to_left,
    )


def _drawn(text: str) -> str:
    return text if text.isascii() else "".join(character for character in text if character not in CONTROLS)


def _tokens(text: str) -> Iterable[str]:
    for token in _TOKENS.findall(text):
        if len(token) <= _LONG_WORD:
            yield token
            continue
        for part in _AFTER_SIGN.split(token):
            yield from (part[at : at + _LONGEST_WORD] for at in range(0, len(part), _LONGEST_WORD))


@lru_cache(maxsize=20_000)
def _shaped_parts(text: str, bold: bool, right_to_left: bool) -> tuple[Shaped, ...]:
    text = text.replace("\t", "  ").replace("\u200b", "")
    return tuple(shape(part, face, right_to_left) for part, face in split_by_face(text, bold))


def pieces_of(text: str, ink: Ink, level: int) -> list[Piece]:
    """The pieces of a text of one ink and one level."""
    parts = _shaped_parts(text, ink.bold, level % 2 == 1)
    return [Piece(part, ink, level, part.width * ink.size) for part in parts]


def _plain_word(token: str, ink: Ink) -> Word:
    pieces = pieces_of(token, ink, 0)
    return Word(pieces, sum(piece.width for piece in pieces), token.isspace() and "\u00a0" not in token)


def _mixed_words(text: str, inks: list[Ink], levels: list[int]) -> list[Word]:
    words, at = [], 0
    for token in _tokens(text):
        pieces: list[Piece] = []
        start, end = at, at + len(token)
        for here in range(at + 1, end + 1):
            if here == end or inks[here] is not inks[start] or levels[here] != levels[start]:
                pieces += pieces_of(text[start:here], inks[start], levels[start])
                start = here
        words.append(
            Word(pieces, sum(piece.width for piece in pieces), token.isspace() and "\u00a0" not in token)
        )
        at = end
    return words
