"""Which of a form's languages suits the person, and which way it is written."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from desktop.i18n import is_right_to_left

_CODE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]+)?)\s*\)\s*$")
_RIGHT_TO_LEFT_NAMES = (
    "arabic", "dari", "pashto", "pashtu", "farsi", "persian", "urdu", "hebrew", "sorani", "uyghur", "uighur", "sindhi",
    "عرب", "دری", "پښتو", "فارسی", "اردو", "עברית",
)  # fmt: skip
_NAMES = {
    "en": ("english",),
    "ru": ("russian", "русск"),
    "uk": ("ukrain", "україн"),
    "tr": ("turkish", "türk"),
    "sr": ("serbian", "srpsk", "српск"),
    "bs": ("bosnian", "bosansk"),
    "sq": ("albanian", "shqip"),
    "ka": ("georgian", "ქართ"),
    "hy": ("armenian", "հայ"),
    "ar": ("arabic", "عرب"),
}


def choose_language(offered: Sequence[str], wanted: str, default: str) -> str:
    """The form's language that the person speaks (ISO 639), else the form's own default.

    Authors write `English (en)`, `English` or `en`.
    """
    for name in offered:
        if code_of(name) == wanted:
            return name
    for name in offered:
        if any(known in name.casefold() for known in _NAMES.get(wanted, ())):
            return name
    return default if default in offered or not offered else offered[0]


def code_of(name: str) -> str:
    """The ISO code an author wrote with a language, or nothing."""
    match = _CODE.search(name)
    written = match[1] if match else name if len(name) in (2, 3) else ""
    return re.split("[-_]", written)[0].lower()


def reads_right_to_left(name: str, sample: Iterable[str] = ()) -> bool:
    """By its code, else by its name, else by the script of a sample of its texts."""
    code = code_of(name)
    if code:
        return is_right_to_left(code)
    if any(known in name.casefold() for known in _RIGHT_TO_LEFT_NAMES):
        return True
    kinds = [unicodedata.bidirectional(sign) for text in sample for sign in text]
    return sum(kind in ("R", "AL") for kind in kinds) > sum(kind == "L" for kind in kinds)
