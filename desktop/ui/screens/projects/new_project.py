"""The short form that begins a project."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.reference.project_types import all_project_types
from desktop.ui.widgets import ChoiceField, DateField, FormDialog, TextField, row


class NewProjectDialog(FormDialog):
    """Asks only what a concept needs to exist; the details ask for the rest."""

    def __init__(
        self,
        parent: QWidget,
        create: Callable[[Mapping[str, Any]], None],
        country: str,
        warn_of: Callable[[str], str],
    ) -> None:
        """`warn_of` says of a code what there is to say before it is taken; no text where nothing is."""
        super().__init__(
            parent, _("New project"), _("Add it"), self._create, object_name="new_project_dialog", width=520
        )
        self._make = create
        self.title_field = TextField(_("Title"), "new_project_title", required=True)
        self.code = TextField(_("Project code"), "new_project_code", placeholder="LM.0465")
        self.code.edited.connect(lambda code: self.code.show_warning(warn_of(str(code or ""))))
        self.countries = TextField(
            _("Countries"), "new_project_countries", help_text=_("Codes, like KG; TJ or KG: 60; TJ: 40")
        )
        self.countries.set_value(country)
        types = [(one.code, f"{one.code} · {one.name}") for one in all_project_types()]
        self.kind = ChoiceField(_("Project type"), "new_project_type", types, empty=_("Not chosen yet"))
        self.start, self.end = (
            DateField(_("Planned start"), "new_project_start"),
            DateField(_("Planned end"), "new_project_end"),
        )
        days = QWidget()
        row(self.start, self.end, None, gap=16, on=days)
        self.add(self.title_field, self.code, self.kind, self.countries, days)

    def _create(self) -> None:
        if not (self.start.is_readable() and self.end.is_readable()):
            raise BadInput(_("The days cannot be read."), _("Write them like the example in the field."))
        self._make(
            {
                "title": self.title_field.value(),
                "code": self.code.value(),
                "project_type": self.kind.value(),
                "countries": self.countries.value(),
                "planned_start": self.start.value(),
                "planned_end": self.end.value(),
            }
        )
