"""Icons: every name the code uses can be drawn, and those that point turn round."""

import re
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.ui.theme import has_icon, icon
from desktop.ui.theme.icons import NEUTRAL, pixmap
from desktop.ui.theme.tokens import theme

_ROOT = Path(__file__).parents[2] / "desktop"


def _used_names() -> set[str]:
    texts = (path.read_text("utf-8") for path in _ROOT.rglob("*.py"))
    tokens = (_ROOT / "ui/theme/tokens.json").read_text("utf-8")
    return {name for text in (*texts, tokens) for name in re.findall(r'"((?:ph|mp)\.[a-z-]+)"', text)}


def test_every_icon_name_in_the_code_exists():
    missing = sorted(name for name in _used_names() if not has_icon(name))

    assert missing == [], "not in Phosphor 1.3; choose another name"


def test_an_icon_that_points_turns_round_in_a_right_to_left_language(qapp):
    color = theme().color("text.primary")
    straight = pixmap("ph.arrow-right", color, 32).toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        turned = pixmap("ph.arrow-right", color, 32).toImage()
        check = pixmap("ph.check", color, 32).toImage()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    assert turned != straight
    assert check == pixmap("ph.check", color, 32).toImage()


def test_an_icon_has_a_picture_for_the_disabled_state(qapp):
    from PySide6.QtGui import QIcon

    made = icon("ph.trash")

    normal = made.pixmap(16, QIcon.Mode.Normal).toImage()
    assert made.pixmap(16, QIcon.Mode.Disabled).toImage() != normal


def test_an_unknown_icon_is_logged_once_and_drawn_as_a_neutral_sign(qapp, caplog):
    names = ("ph.no-such-sign", "mp.no-such-sign", "", "trash")
    color = theme().color("text.primary")
    neutral = pixmap(NEUTRAL, color, 32).toImage()

    for name in names:
        assert not icon(name).isNull()
        assert pixmap(name, color, 32).toImage() == neutral

    told = [record.getMessage() for record in caplog.records]
    assert len(told) == len(names)
    assert "ph.no-such-sign" in told[0]
