"""Characters to positioned glyphs, with the text each glyph stands for."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import uharfbuzz as hb

from desktop.reports.typefaces import Face


@dataclass(frozen=True, slots=True)
class Shaped:
    """A stretch of text of one face and direction, as page operators.

    Widths are in em. `parts` are strings for TJ, each with its rise in em. `glyphs` pairs each glyph with its text.
    """

    text: str
    face: Face
    right_to_left: bool
    width: float
    parts: tuple[tuple[float, str], ...]
    glyphs: tuple[tuple[int, str], ...]


def _ligature_signs() -> dict[str, str]:
    signs: dict[str, str] = {}
    for code in range(0xFB50, 0xFF00):
        letters = unicodedata.normalize("NFKC", chr(code))
        if len(letters) > 1 and " " not in letters:
            signs.setdefault(letters, chr(code))
    return signs


# readers swap the letters of a ligature in a right-to-left run unless it maps to one character
_LIGATURES = _ligature_signs()


@lru_cache(maxsize=20_000)
def shape(text: str, face: Face, right_to_left: bool) -> Shaped:
    """The glyphs of a text that is one stretch of one face."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(face.font, buffer, {})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    scale = 1000 / face.em
    width = sum(position.x_advance for position in positions) * scale * face.factor / 1000
    spoken = _texts_of_glyphs(text, [info.cluster for info in infos], right_to_left)
    glyphs = tuple((info.codepoint, said) for info, said in zip(infos, spoken, strict=True))
    return Shaped(text, face, right_to_left, width, _operators(face, infos, positions, scale), glyphs)


def _texts_of_glyphs(text: str, clusters: list[int], right_to_left: bool) -> list[str]:
    starts = sorted(set(clusters))
    ends = dict(pairwise([*starts, len(text)]))
    spoken = []
    previous = None
    for cluster in clusters:
        said = text[cluster : ends[cluster]].replace("\u00a0", " ") if cluster != previous else ""
        spoken.append(_right_to_left_text(said) if right_to_left else said)
        previous = cluster
    return spoken


def _right_to_left_text(said: str) -> str:
    # vowel marks that are mapped split the word they stand on in every reader
    letters = "".join(sign for sign in said if unicodedata.category(sign) not in ("Mn", "Cf"))
    return _LIGATURES.get(letters, letters)


def _operators(face: Face, infos: list, positions: list, scale: float) -> tuple[tuple[float, str], ...]:  # type: ignore[type-arg]
    parts: list[tuple[float, str]] = []
    codes: list[str] = []
    written = ""
    rise = 0.0
    for info, position in zip(infos, positions, strict=True):
        own_rise = position.y_offset * scale / 1000
        before = position.x_offset * scale
        natural = face.font.get_glyph_h_advance(info.codepoint) * scale
        after = position.x_advance * scale - natural - before
        if own_rise != rise and (codes or written):
            parts.append((rise, written + _hex(codes)))
            codes, written = [], ""
        rise = own_rise
        if before:
            written += f"{_hex(codes)}{-before:.2f}"
            codes = []
        codes.append(f"{info.codepoint:04x}")
        if abs(after) > 0.01:
            written += f"{_hex(codes)}{-after:.2f}"
            codes = []
    parts.append((rise, written + _hex(codes)))
    return tuple(parts)


def _hex(codes: list[str]) -> str:
    return f"<{''.join(codes)}>" if codes else ""
