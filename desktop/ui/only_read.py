"""Says at the top of the window that nothing can be saved and why, and goes on by itself once something can."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.roster import Services
from desktop.ui.widgets import NoticeStrip

TRY_EVERY_MS = 5000


class OnlyRead(QObject):
    """Looks when told to, and for as long as nothing can be saved every few seconds."""

    def __init__(self, services: Services, strip: NoticeStrip, went_on: Callable[[], None]) -> None:
        super().__init__(strip)
        self._services, self._strip, self._went_on = services, strip, went_on
        strip.hide()
        strip.followed.connect(self._try)
        self._again = QTimer(self, interval=TRY_EVERY_MS)
        self._again.timeout.connect(self._try)

    def look(self) -> None:
        """Show or take away the strip, as the store stands."""
        why = self._services.upkeep.why_only_read()
        if not why:
            self.rest()
            return
        rest = _("All that is in the store can be read, and reports can be written to another disk.")
        self._strip.show_parts([(why, rest)], _("Try now"))
        self._again.start()

    def rest(self) -> None:
        """Ask nothing more of the store until told to look."""
        self._again.stop()
        self._strip.hide()

    def _try(self) -> None:
        try:
            goes_on = self._services.upkeep.go_on()
        except UserError:  # somebody else has taken the store meanwhile: each save says so
            return
        if goes_on:
            self.rest()
            self._went_on()
