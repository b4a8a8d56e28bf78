"""Every place in the navigation opens, in light, dark and from right to left, on an empty store."""

import pytest

from desktop.i18n import use_language
from desktop.settings.preferences import Preferences
from desktop.ui.frame.screens import HoldsTyping
from desktop.ui.session import Session


@pytest.mark.parametrize(
    ("look", "code", "scale"), [("light", "en", 1.0), ("dark", "ar", 1.0), ("light", "ru", 2.0)]
)
def test_every_screen_opens_and_lets_go(qapp, appearance, services, profile_folder, look, code, scale):
    use_language(code)
    appearance.apply(look, scale)
    session = Session(qapp, services, profile_folder, Preferences())
    session.begin()
    keys = list(session.window.navigation._buttons)

    for key in keys:
        session.window.go_to(key)
        qapp.processEvents()
        assert session.window.current_key == key
        screen = session.window.screen_of(key)
        if isinstance(screen, HoldsTyping):
            screen.flush()

    assert {"projects", "visits", "settings"} <= set(keys)
    session.window.hide()
    session.end()
