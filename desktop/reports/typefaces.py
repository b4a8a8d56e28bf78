"""Which Noto face sets which character, and what its file holds."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from unicodedata import category

import uharfbuzz as hb

from desktop.errors import StoreProblem
from desktop.i18n import _
from desktop.paths import find_font


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of one family, ready for shaping; equal to itself alone."""

    file_name: str
    factor: float
    data: bytes = field(repr=False, compare=False)
    font: Any = field(repr=False, compare=False)
    characters: frozenset[int] = field(repr=False, compare=False)
    em: int

    def has(self, character: str) -> bool:
        return ord(character) in self.characters


_FACTORS = {"NotoSansGeorgian": 0.94, "NotoSansArabic": 1.05}
_SCRIPTS = (
    (0x0530, 0x058F, "NotoSansArmenian"),
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0x0600, 0x06FF, "NotoSansArabic"),
    (0x0750, 0x077F, "NotoSansArabic"),
    (0x0870, 0x08FF, "NotoSansArabic"),
    (0x10A0, 0x10FF, "NotoSansGeorgian"),
    (0x1C90, 0x1CBF, "NotoSansGeorgian"),
    (0x2D00, 0x2D2F, "NotoSansGeorgian"),
    (0xFB13, 0xFB17, "NotoSansArmenian"),
    (0xFB1D, 0xFB4F, "NotoSansHebrew"),
    (0xFB50, 0xFDFF, "NotoSansArabic"),
    (0xFE70, 0xFEFC, "NotoSansArabic"),
)
# marks, joiners, and punctuation: readers part a word from a full stop of another face
_NEIGHBOURLY = frozenset(("Mn", "Me", "Cf", "Po", "Pd", "Pi", "Pf"))
_DEFAULT, _SIGNS, _SMILEYS = "NotoSans", "NotoSansSymbols2", "DejaVuSans"
_ONE_WEIGHT = {_SIGNS: "NotoSansSymbols2-Regular.ttf", _SMILEYS: "DejaVuSans.ttf"}


@lru_cache(maxsize=32)
def load_face(family: str, bold: bool) -> Face:
    """The face of a family; a clear problem when its file is not on this machine."""
    file_name = _ONE_WEIGHT.get(family, f"{family}-{'Bold' if bold else 'Regular'}.ttf")
    path = find_font(file_name)
    if path is None:
        raise StoreProblem(
            _("The font {name} is missing, so this report cannot be printed.").format(name=file_name),
            _("Install the Noto fonts (package fonts-noto-core), then print the report again."),
        )
    data = path.read_bytes()
    face = hb.Face(hb.Blob(data))
    return Face(
        file_name, _FACTORS.get(family, 1.0), data, hb.Font(face), frozenset(face.unicodes), face.upem
    )


@lru_cache(maxsize=8192)
def _face_of(character: str, bold: bool) -> Face:
    code = ord(character)
    family = next((name for first, last, name in _SCRIPTS if first <= code <= last), _DEFAULT)
    face = load_face(family, bold)
    if face.has(character):
        return face
    default = load_face(_DEFAULT, bold)
    if default.has(character):
        return default
    return next((face for face in _faces_of_signs() if face.has(character)), default)


@lru_cache(maxsize=1)
def _faces_of_signs() -> tuple[Face, ...]:
    """For signs and smileys; the second is drawn where its file is, and nothing fails without it."""
    smileys = (load_face(_SMILEYS, False),) if find_font(_ONE_WEIGHT[_SMILEYS]) else ()
    return (load_face(_SIGNS, False), *smileys)


def is_drawn(character: str) -> bool:
    """Whether some face of the program has it."""
    return _face_of(character, False).has(character)


def _stays_with_neighbour(character: str) -> bool:
    return character.isspace() or category(character) in _NEIGHBOURLY


def split_by_face(text: str, bold: bool) -> list[tuple[str, Face]]:
    """The text in stretches of one face; blanks, marks and punctuation stay with what stands before them."""
    stretches: list[tuple[str, Face]] = []
    start, present = 0, None
    for at, character in enumerate(text):
        if present is not None and _stays_with_neighbour(character) and present.has(character):
            continue
        face = _face_of(character, bold)
        if face is not present:
            if present is not None:
                stretches.append((text[start:at], present))
            start, present = at, face
    if present is not None:
        stretches.append((text[start:], present))
    return stretches
