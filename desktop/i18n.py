"""Translated text: gettext catalogues, the present language, and its direction."""

import gettext as _gettext
from importlib import resources
from pathlib import Path

LANGUAGES = ("en", "ru", "uk", "tr", "sr", "bs", "sq", "ka", "hy", "ar")
"""Languages with a catalogue, ISO 639."""

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "prs", "ps", "ku", "ckb", "ur"})

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use_language(code: str) -> None:
    """Make `code` (ISO 639, a region may follow) the language of all text from now on."""
    global _current, _language
    short = code.replace("-", "_").split("_")[0].lower() or "en"
    folder = Path(str(resources.files("desktop") / "locale"))
    _current = _gettext.translation("milepost", folder, [short], fallback=True)
    _language = short


def language() -> str:
    """ISO 639 code of the present language."""
    return _language


def is_right_to_left(code: str | None = None) -> bool:
    return (code or _language).split("-")[0].split("_")[0].lower() in RIGHT_TO_LEFT


def _(message: str) -> str:
    return _current.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    return _current.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    return _current.pgettext(context, message)
