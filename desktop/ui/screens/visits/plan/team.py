"""The team: who comes along, with a cross to take back, and a field to add."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.visits.planning import PlanChoices
from desktop.services.visits.records import VisitRecord
from desktop.ui.widgets import ChoiceField, Filter, FilterChips, column


class TeamRows(QWidget):
    """Names as chips; choosing one in the field adds it."""

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.entry = ChoiceField(_("Team"), "plan_team_add", empty=_("Add a colleague"))
        self.chips = FilterChips("plan_team")
        self.chips.set_choices([])
        self.chips.removed.connect(self._tell_removed)
        self.entry.edited.connect(self._tell_chosen)
        self._members: dict[str, object] = {}
        column(self.entry, self.chips, gap=6, on=self)

    def show_team(self, visit: VisitRecord, choices: PlanChoices) -> None:
        taken = {one.person_id for one in visit.team} | {visit.row.lead_id}
        self.entry.set_options([(one.id, one.text) for one in choices.people if one.id not in taken])
        self.entry.set_value(None)
        self.entry.set_read_only(not visit.may_edit)
        self._members = {str(one.id): one.id for one in visit.team}
        chips = []
        for one in visit.team:
            name = one.name or _("Not on this laptop")
            chips.append(Filter(str(one.id), f"{name} ({one.duty})" if one.duty else name))
        self.chips.set_active(chips)
        self.chips.setVisible(bool(chips))
        self.chips.setEnabled(visit.may_edit)

    def _tell_chosen(self, person_id: object) -> None:
        if person_id is not None:
            self.chosen.emit(person_id)

    def _tell_removed(self, key: str) -> None:
        self.removed.emit(self._members[key])
