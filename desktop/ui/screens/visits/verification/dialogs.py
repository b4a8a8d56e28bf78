"""Adds a figure to recount: one that was reported, or one nobody stored."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.rules.periods import Period
from desktop.services.visits.figure_records import StoredFigure
from desktop.services.visits.planning import Choice
from desktop.ui import formats
from desktop.ui.screens.visits.periods import period_words
from desktop.ui.widgets import ChoiceField, FormDialog, NumberField, TextField


class FigureDialog(FormDialog):
    """The first field offers what was reported; the rest is for what was not."""

    def __init__(
        self,
        parent: QWidget,
        offered: Sequence[StoredFigure],
        indicators: Sequence[Choice],
        take: Callable[[StoredFigure], None],
        add: Callable[..., None],
    ) -> None:
        super().__init__(
            parent,
            _("Add an indicator"),
            _("Add it"),
            self._submit,
            object_name="figure_dialog",
            width=560,
        )
        self._take, self._add = take, add
        names = {one.id: f"{one.code} {one.text}".strip() for one in indicators}
        self.figure = ChoiceField(
            _("Reported figure"),
            "new_figure",
            [(one, _figure_words(one, names)) for one in offered],
            empty=_("Another figure, not reported yet"),
        )
        self.indicator = ChoiceField(
            _("Indicator"), "new_figure_indicator", list(names.items()), empty=_("Choose an indicator")
        )
        self.period = TextField(_("Period"), "new_figure_period", placeholder="2026-H2")
        self.place = TextField(_("Place"), "new_figure_place", placeholder=_("All places, if left empty"))
        self.reported = NumberField(_("Reported"), "new_figure_reported")
        self.verified = NumberField(_("Verified"), "new_figure_verified")
        self._typed = (self.indicator, self.period, self.place, self.reported, self.verified)
        self.figure.edited.connect(self._show_fields)
        self.add(self.figure, *self._typed)
        if offered:
            self.figure.set_value(offered[0])
            self._show_fields(offered[0])

    def _show_fields(self, chosen: Any) -> None:
        for field in self._typed:
            field.setVisible(chosen is None)

    def _submit(self) -> None:
        chosen = self.figure.value()
        if chosen is not None:
            self._take(chosen)
            return
        self._add(
            indicator_id=self.indicator.value(),
            period=self.period.value(),
            place=self.place.value(),
            reported=self.reported.value(),
            verified=self.verified.value(),
        )


def _figure_words(one: StoredFigure, names: dict[Any, str]) -> str:
    period = period_words(Period(one.period_start, one.period_end))
    parts = [names.get(one.indicator_id, ""), one.place or "", period, formats.number(one.value)]
    return formats.dotted(parts)
