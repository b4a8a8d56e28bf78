"""The lines above the questions: what is missing, that it is finished or sent back, a newer version, retired answers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import Problem
from desktop.ui.screens.form.finished_words import finished_words, returned_words
from desktop.ui.screens.form.pages import Heading
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import Tone
from desktop.ui.widgets import NoticeStrip, column

_NAMED = 3


class FormStrips(QWidget):
    """Takes no room where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.missing = NoticeStrip("form_problems", Tone.OFF_TRACK, "ph.warning-circle")
        self.finished = NoticeStrip("form_finished", Tone.ON_TRACK, "ph.check-circle")
        self.returned = NoticeStrip("form_returned", Tone.AT_RISK, "ph.arrow-counter-clockwise")
        self.newer = NoticeStrip("form_newer", Tone.INFO, "ph.info")
        self.retired = NoticeStrip("form_retired", Tone.NEUTRAL, "ph.archive-box")
        self._all = (self.missing, self.finished, self.returned, self.newer, self.retired)
        column(*self._all, gap=6, margins=(20, 8, 20, 0), on=self)
        for strip in self._all:
            strip.hide()
        self.hide()

    def show_heading(self, heading: Heading) -> None:
        self.finished.show_parts(*finished_words(heading))
        self.returned.show_parts(returned_words(heading))
        self._show_any()

    def show_versions(self, newer: str | None, retired: int) -> None:
        lead = _("Version {version} of this form is here.").format(version=newer or "")
        stays = _("This draft stays with its own version until you move it.")
        words = [(lead, stays)] if newer is not None else []
        self.newer.show_parts(words, _("See what changes") if words else "")
        counted = ngettext(
            "{count} answer belongs to a question this version asks no more.",
            "{count} answers belong to questions this version asks no more.",
            retired,
        ).format(count=retired)
        self.retired.show_parts([("", counted)] if retired else [], _("See them") if retired else "")
        self._show_any()

    def show_missing(self, problems: Sequence[Problem]) -> None:
        if not problems:
            self.missing.show_parts([])
            self._show_any()
            return
        counted = ngettext(
            "{count} answer stands in the way:", "{count} answers stand in the way:", len(problems)
        ).format(count=len(problems))
        listed = ", ".join(plain(one.words) for one in problems[:_NAMED])
        more = f" … (+{len(problems) - _NAMED})" if len(problems) > _NAMED else ""
        self.missing.show_parts([(counted, listed + more)], _("Go to the first"))
        self._show_any()

    def _show_any(self) -> None:
        self.setVisible(any(not strip.isHidden() for strip in self._all))
