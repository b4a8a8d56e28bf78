"""The page with the recovery code, and the two ways to keep it."""

from collections.abc import Callable

from desktop.i18n import _
from desktop.ui.screens.first_start.ring import RING
from desktop.ui.widgets import Button, ScrollPage, column, label, row, surface


class SheetPage(ScrollPage):
    def __init__(self, *, save_sheet: Callable[[], None], save_file: Callable[[], None]) -> None:
        super().__init__("first_start_sheet_page", margin=RING, ground="panel")
        self._code = label("", "code", wrap=True, selectable=True)
        self._code.setObjectName("first_start_sheet_code")
        self._state = label("", "good", wrap=True)
        self._state.setObjectName("first_start_sheet_state")
        card = surface("card")
        column(
            label(_("Recovery code"), "small_strong"),
            self._code,
            gap=8,
            margins=(16, 12, 16, 12),
            on=card,
        )
        save = Button(
            _("Save the sheet as PDF, to print"),
            "first_start_save_sheet",
            icon="ph.printer",
            press=save_sheet,
        )
        keep = Button(
            _("Save the code as a file"),
            "first_start_save_file",
            icon="ph.floppy-disk",
            press=save_file,
        )
        self.add(card)
        self.body.addLayout(row(save, keep, None))
        self.add(self._state)
        self.body.addStretch(1)

    def show_code(self, code: str, *, is_kept: bool) -> None:
        self._code.setText(code)
        kept = _("Saved. Print it, and keep it away from this laptop.")
        self._state.setText(kept if is_kept else "")
