"""Every word of the frame, the first start and the settings goes through the catalogues."""

import gettext

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from desktop import i18n
from tests.conftest import PASSPHRASE

UNTRANSLATED = frozenset(
    {"Milepost", "Aigul Example", "aigul@example.org", "sync.example.org", "KG", "AGE-SECRET-KEY-1…"}
)
"""Names, and words that are the same in every language."""


class PseudoLanguage(gettext.NullTranslations):
    """Marks each text, and makes it as long as a wordy language does."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"


@pytest.fixture
def pseudo(monkeypatch):
    monkeypatch.setattr(i18n, "_catalogue", lambda code: ("en", PseudoLanguage()))


def words_of(top: QWidget) -> set[str]:
    found: set[str] = set()
    for widget in top.findChildren(QWidget):
        if isinstance(widget, (QLabel, QAbstractButton)):
            found.add(widget.text())
        elif isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
        elif isinstance(widget, QComboBox):
            found.update(widget.itemText(at) for at in range(widget.count()))
        found.update((widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()))
    return found


def is_plain(text: str) -> bool:
    """Text with letters of English that no catalogue has seen."""
    from desktop.ui.language_names import OWN_NAMES

    shown = text.strip(" \u2066\u2069")
    if not shown or "⟦" in shown or shown in UNTRANSLATED or shown in OWN_NAMES.values():
        return False
    return any(letter.isalpha() for letter in shown)


def test_the_first_start_has_no_word_of_its_own(open_gui, tmp_path, pseudo):
    driver = open_gui(tmp_path / "profile")
    driver.wait_for("first_start_next")
    offices = {driver.find("first_start_office").itemText(at) for at in range(50)}

    assert {text for text in words_of(driver.window) - offices if is_plain(text)} == set()


def test_frame_and_settings_have_no_word_of_their_own(open_gui, profile_folder, pseudo):
    driver = open_gui(profile_folder, passphrase=PASSPHRASE)
    driver.wait_for_session()
    window = driver.window
    window.go_to("settings")
    data = {
        f"\u2066{profile_folder}\u2069",
        "Aigul Example · Country Office Kyrgyzstan",
        "Country Office Kyrgyzstan (KG)",
    }

    strange = {text for text in words_of(window) - data if is_plain(text)}
    strange |= {action.text() for action in window.commands() if is_plain(action.text())}
    assert {
        text for text in strange if not text.startswith(("• ", "Ctrl", "F1", "Wednesday", "Thursday"))
    } == set()
