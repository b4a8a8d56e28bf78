"""Fixtures of the window's tests: the look is put on once, in light and English."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from desktop.i18n import use_language
from desktop.ui.theme import Appearance


@pytest.fixture(scope="session")
def appearance(qapp):
    return Appearance(qapp)


@pytest.fixture(autouse=True)
def _plain_look(appearance):
    use_language("en")
    appearance.apply("light", 1.0)
    yield
    use_language("en")
