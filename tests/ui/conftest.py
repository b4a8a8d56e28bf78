"""Fixtures of the window's tests: the look is put on once, in light and English."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.i18n import use_language
from desktop.ui.theme import Appearance, theme


@pytest.fixture(scope="session")
def appearance(qapp):
    return Appearance(qapp)


@pytest.fixture(autouse=True)
def _plain_look(appearance):
    """Light, English, 100 %: put on again only after a test that changed it."""
    use_language("en")
    if _changed():
        appearance.apply("light", 1.0)
    yield
    use_language("en")


def _changed():
    mirrored = QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    never = not QApplication.instance().styleSheet()
    return never or mirrored or theme().dark or theme().scale != 1.0
