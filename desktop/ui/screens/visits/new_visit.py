"""The short form that begins a visit: project, days, places, what to look at."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.rules.vocabulary import VisitType
from desktop.services.roster import Services
from desktop.ui.screens.visits.words import type_word
from desktop.ui.widgets import ChoiceField, DateField, FormDialog, TextArea, TextField, row


class NewVisitDialog(FormDialog):
    """Asks only what a visit needs to exist; the plan asks for the rest."""

    def __init__(
        self,
        parent: QWidget,
        services: Services,
        create: Callable[..., None],
        *,
        unplanned: bool = False,
        project_id: UUID | None = None,
    ) -> None:
        title = _("Record a visit that is under way") if unplanned else _("Plan a visit")
        verb = _("Record it") if unplanned else _("Plan it")
        super().__init__(parent, title, verb, self._create, object_name="new_visit_dialog", width=520)
        self._make, self._unplanned = create, unplanned
        self.project = ChoiceField(
            _("Project"), "new_visit_project", _projects(services), empty=_("Choose a project"), required=True
        )
        self.project.set_value(project_id)
        self.kind = ChoiceField(_("Kind"), "new_visit_type", [(kind, type_word(kind)) for kind in VisitType])
        self.kind.set_value(VisitType.MONITORING)
        self.title_field = TextField(
            _("Title"), "new_visit_title", placeholder=_("Made of kind and places, if left empty")
        )
        self.start, self.end = (
            DateField(_("First day"), "new_visit_start"),
            DateField(_("Last day"), "new_visit_end"),
        )
        self.sites = TextArea(
            _("Places"),
            "new_visit_sites",
            placeholder=_("One a line: a name or a p-code"),
            lines=2,
        )
        days = QWidget()
        row(self.start, self.end, None, gap=16, on=days)
        self.add(self.project, self.kind, self.title_field, days, self.sites)

    def _create(self) -> None:
        project = self.project.value()
        if project is None:
            raise BadInput(_("A visit belongs to a project."), _("Choose one."))
        if not (self.start.is_readable() and self.end.is_readable()):
            raise BadInput(_("The days cannot be read."), _("Write them like the example in the field."))
        fields: dict[str, Any] = {
            "project_id": project,
            "start": self.start.value(),
            "end": self.end.value(),
            "title": self.title_field.value(),
            "type": self.kind.value(),
            "sites": tuple(line.strip() for line in self.sites.value().splitlines() if line.strip()),
            "unplanned": self._unplanned,
        }
        self._make(**fields)


def _projects(services: Services) -> list[tuple[UUID, str]]:
    """Every project by code and title; the field is searched by typing."""
    return [(one.id, f"{one.code} {one.text}") for one in services.visit_plans.projects()]
