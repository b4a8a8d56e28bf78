"""Fixtures of the window's tests: the look is put on once, in light and English."""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.i18n import use_language
from desktop.ui.collecting import collect_what_is_due
from desktop.ui.theme import Appearance, theme


@pytest.fixture(scope="session")
def appearance(qapp):
    return Appearance(qapp)


@pytest.fixture(autouse=True, scope="module")
def _leave_no_widget_to_other_threads():
    """What a file's tests left is freed here, before a server's thread in another file's tests could."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _collect_on_this_thread():
    """As the program has it: no background job of a test frees a widget of an earlier one."""
    gc.disable()
    yield
    collect_what_is_due()
    gc.enable()


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
