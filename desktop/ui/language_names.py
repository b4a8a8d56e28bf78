"""The languages of the program, each by its own name."""

from desktop.i18n import LANGUAGES

OWN_NAMES = {
    "en": "English",
    "ru": "Русский",
    "uk": "Українська",
    "tr": "Türkçe",
    "sr": "Српски",
    "bs": "Bosanski",
    "sq": "Shqip",
    "ka": "ქართული",
    "hy": "Հայերեն",
    "ar": "العربية",
}


def language_choices() -> list[tuple[str, str]]:
    """Code and own name of each language there is a catalogue for."""
    return [(code, OWN_NAMES[code]) for code in LANGUAGES]
