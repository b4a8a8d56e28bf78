"""Names in brackets for the signs that no face draws, so that neither an empty box nor a gap is printed."""

import re
import unicodedata
from functools import lru_cache

from desktop.reports.directions import isolate
from desktop.reports.typefaces import is_drawn

_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]+")
# how a sign is coloured or joined to the next one says nothing on a page of one colour
_DRESS = "[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
_SIGNS = re.compile(f"({_FLAG}|[\u00a1-\U0010ffff]){_DRESS}")
_FIRST_FLAG_LETTER = 0x1F1E6


def with_stand_ins(text: str, isolated: bool) -> str:
    """The text with each sign that no face has named; `isolated` where lines are read from the right."""
    if text.isascii():
        return text

    def named(found: re.Match[str]) -> str:
        name = _stand_in(found[1])
        if not name:
            return found[1] + _TONES.sub("", found[0][len(found[1]) :])
        return isolate(name) if isolated else name

    return _SIGNS.sub(named, text)


@lru_cache(maxsize=4096)
def _stand_in(sign: str) -> str:
    """`[slightly smiling face]`, `[GE]` for a flag; nothing for what is drawn, and for letters, which are copied."""
    if len(sign) == 2:
        return f"[{''.join(chr(ord(letter) - _FIRST_FLAG_LETTER + 65) for letter in sign)}]"
    kind = unicodedata.category(sign)
    if (kind[0] not in "SPN" and kind not in ("Me", "Co", "Cn")) or is_drawn(sign):
        return ""
    name = unicodedata.name(sign, "")
    return f"[{name.lower()}]" if name else f"[U+{ord(sign):04X}]"
