"""What is printed for a sign that no face draws: its name, for an empty box tells nobody what was written."""

import unicodedata

from desktop.reports.typefaces import is_drawn

_SIGNS = frozenset(("So", "Sm", "Sk"))
_FIRST_FLAG, _LAST_FLAG = 0x1F1E6, 0x1F1FF
_MODIFIERS = ((0xFE00, 0xFE0F), (0x1F3FB, 0x1F3FF), (0xE0000, 0xE01EF))
"""They colour, frame or qualify the sign before them (UTS 51); alone they are nothing."""


def stand_in(character: str) -> str:
    """The sign itself where it is drawn; of a flag its letters, else `[zebra face]` (Unicode name)."""
    code = ord(character)
    if any(first <= code <= last for first, last in _MODIFIERS):
        return ""
    if _FIRST_FLAG <= code <= _LAST_FLAG:
        return chr(ord("A") + code - _FIRST_FLAG)
    if unicodedata.category(character) not in _SIGNS or is_drawn(character):
        return character
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name else "\ufffd"
