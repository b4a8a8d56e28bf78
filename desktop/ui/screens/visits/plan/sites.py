"""The places of a visit: one row each with its state, and a field that adds the next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import SiteState
from desktop.services.visits.records import SiteRecord, VisitRecord
from desktop.ui import formats
from desktop.ui.screens.visits.words import site_state_word
from desktop.ui.widgets import IconButton, TextField, clear_layout, column, label, name_widget, row


class SiteRows(QWidget):
    added = Signal(str)
    removed = Signal(object)
    state_chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(gap=6)
        self.entry = TextField(_("Add a place"), "plan_site_add", placeholder=_("Name or p-code, then Enter"))
        self.entry.line.returnPressed.connect(self._add)
        column(self._rows, self.entry, gap=8, on=self)
        self._visit: VisitRecord | None = None

    def show_sites(self, visit: VisitRecord) -> None:
        self._visit = visit
        clear_layout(self._rows)
        for at, site in enumerate(visit.sites):
            self._rows.addWidget(self._row(at, site, may_edit=visit.may_edit))
        self.entry.setVisible(visit.may_edit)

    def show_again(self) -> None:
        """After a dialog was left: the states as they are kept."""
        if self._visit is not None:
            self.show_sites(self._visit)

    def _row(self, at: int, site: SiteRecord, *, may_edit: bool) -> QWidget:
        holder = QWidget()
        states = QComboBox()
        name_widget(states, f"site_{at + 1}_state", _("State of {site}").format(site=site.name))
        for state in SiteState:
            states.addItem(site_state_word(state), state)
        states.setCurrentIndex(states.findData(site.state))
        states.setEnabled(may_edit)
        states.activated.connect(lambda n: self.state_chosen.emit(site, str(states.itemData(n))))
        gone = IconButton("ph.x", _("Remove {site}").format(site=site.name), f"site_{at + 1}_remove")
        gone.clicked.connect(lambda: self.removed.emit(site.id))
        gone.setEnabled(may_edit)
        name = label(site.name, wrap=True)
        head = row(name, None, states, gone, gap=8)
        column(head, *self._details(site), gap=2, on=holder)
        return holder

    def _details(self, site: SiteRecord) -> list[QLabel]:
        where = f"{site.lat}, {site.lon}" if site.lat is not None else ""
        parts = [part for part in (site.place_code or "", where, site.partner or "") if part]
        lines = [label(formats.dotted(parts), "code")] if parts else []
        if site.state_reason:
            lines.append(label(site.state_reason, "small", wrap=True))
        return lines

    def _add(self) -> None:
        text = self.entry.line.text()
        self.entry.line.clear()
        self.added.emit(text)
