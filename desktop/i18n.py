"""Translated text: gettext catalogues, the present language, and its direction."""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import resources
from pathlib import Path

LANGUAGES = ("en", "ru", "uk", "tr", "sr", "bs", "sq", "ka", "hy", "ar")
"""Languages with a catalogue, ISO 639."""

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "prs", "ps", "ku", "ckb", "ur"})

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"
# a report may be printed in another language than the window speaks, at the same time
_spoken_here: ContextVar[tuple[str, _gettext.NullTranslations] | None] = ContextVar("spoken", default=None)


def use_language(code: str) -> None:
    """Make `code` (ISO 639, a region may follow) the language of all text from now on."""
    global _current, _language
    _language, _current = _catalogue(code)


def has_language(code: str) -> bool:
    """Whether there is a catalogue for `code`; a region may follow."""
    return _short(code) in LANGUAGES


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Text in another language inside this block, for the calling task alone."""
    token = _spoken_here.set(_catalogue(code))
    try:
        yield
    finally:
        _spoken_here.reset(token)


def _short(code: str) -> str:
    return code.replace("-", "_").split("_")[0].lower() or "en"


def _catalogue(code: str) -> tuple[str, _gettext.NullTranslations]:
    short = _short(code)
    folder = Path(str(resources.files("desktop") / "locale"))
    return short, _gettext.translation("milepost", folder, [short], fallback=True)


def _spoken() -> tuple[str, _gettext.NullTranslations]:
    return _spoken_here.get() or (_language, _current)


def language() -> str:
    """ISO 639 code of the present language."""
    return _spoken()[0]


def is_right_to_left(code: str | None = None) -> bool:
    return (code or language()).split("-")[0].split("_")[0].lower() in RIGHT_TO_LEFT


def _(message: str) -> str:
    return _spoken()[1].gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    return _spoken()[1].ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    return _spoken()[1].pgettext(context, message)
