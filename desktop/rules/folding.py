"""Text as a search compares it: no case, no accents, no Arabic vowel marks, one spelling of each letter."""

import unicodedata

# What no Unicode decomposition folds, though people type either: strokes, dotless i, Arabic and Armenian variants.
_SAME = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ґ": "г",
        "ё": "е",
        "ә": "а",
        "ө": "о",
        "ү": "у",
        "ң": "н",
        "қ": "к",
        "ғ": "г",
        "һ": "х",
        "ұ": "у",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ئ": "ي",
        "ی": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ـ": "",
        "և": "եւ",
    }
)
_KEPT_MARKS = {"й"}
"""A letter of its own in every Cyrillic alphabet, though Unicode takes it apart."""


def fold(text: str) -> str:
    """`text` as it is indexed and looked for; folding twice changes nothing."""
    plain = text.casefold().translate(_SAME)
    letters = []
    for letter in unicodedata.normalize("NFKC", plain):
        if letter in _KEPT_MARKS:
            letters.append(letter)
        else:
            apart = unicodedata.normalize("NFKD", letter)
            letters.append("".join(mark for mark in apart if not unicodedata.combining(mark)))
    return "".join(letters).casefold().translate(_SAME)
