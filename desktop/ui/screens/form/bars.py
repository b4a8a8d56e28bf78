"""Above the page its title, how much is shown and the menu; below it both ways on."""

import unicodedata

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, MoreButton, Segment, SegmentedChoice, label, row


class FormHead(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "page", wrap=True)
        self.whole = SegmentedChoice(
            [Segment(False, _("One section")), Segment(True, _("Whole form"))], "form_whole", _("Show")
        )
        self.more = MoreButton(_("More actions"), "form_more")
        self.setProperty("surface", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = self._layout = row(gap=12, margins=(20, 10, 20, 10), on=self)
        layout.addWidget(self.title, 1)
        layout.addStretch(0)
        layout.addWidget(self.whole)
        layout.addWidget(self.more)

    def take_in(self, line: QWidget) -> None:
        """A line that has no room of its own in a window that is not tall."""
        self._layout.insertWidget(0, line)

    def set_short(self, is_short: bool) -> None:
        over = 4 if is_short else 10
        self._layout.setContentsMargins(*(theme().px(edge) for edge in (20, over, 20, over)))


class FormFoot(QFrame):
    """The one primary button goes on, and after the last section finishes."""

    def __init__(self) -> None:
        super().__init__()
        self.back = Button(_("Back"), "form_previous", icon="ph.arrow-left")
        self.onward = Button(
            "", "form_onward", kind="primary", icon="ph.arrow-right", trailing=True, elided=True
        )
        self.setProperty("surface", "foot")
        self._layout = row(None, self.back, self.onward, gap=8, margins=(20, 8, 20, 8), on=self)

    def set_short(self, is_short: bool) -> None:
        over = 4 if is_short else 8
        self._layout.setContentsMargins(*(theme().px(edge) for edge in (20, over, 20, over)))

    def show_ways(self, back: str, onward: str, *, is_last: bool, may_finish: bool) -> None:
        self.back.setVisible(bool(back))
        self.back.setToolTip(back)
        words = _("Finish the form") if is_last else _("Next: {section}").format(section=_apart(onward))
        self.onward.setText(words.replace("&", "&&"))
        self.onward.setAccessibleName(words)
        self.onward.setVisible(not is_last or may_finish)


def _apart(title: str) -> str:
    """In a window of the other direction a title keeps its own marks at its own end."""
    reads_left = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in title)
    return f"\u2068{title}\u2069" if reads_left is not QGuiApplication.isRightToLeft() else title
