"""Draws the facts of a project as fields."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.reference.project_types import all_project_types, thematic_areas
from desktop.rules.vocabulary import GenderMarker
from desktop.ui.field_values import put
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.details.presenter import DetailsPresenter
from desktop.ui.widgets import (
    Card,
    ChoiceField,
    DateField,
    Field,
    NumberField,
    ScrollPage,
    TextArea,
    TextField,
    TwoColumns,
    row,
)


class DetailsTab(ScrollPage):
    """A DetailsScreen."""

    def __init__(self, desk: ProjectDesk) -> None:
        super().__init__("details_page")
        self._desk = desk
        self._fields = self._make_fields()
        self.add(TwoColumns(self._left(), self._right(), shares=(1, 1), least=760))
        self.body.addStretch(1)
        self._presenter = DetailsPresenter(self, desk)
        for name, field in self._fields.items():
            field.edited.connect(partial(self._presenter.edited, name))
        desk.on_flush(self.flush)
        self._presenter.begin()

    def _make_fields(self) -> dict[str, Field]:
        types = [(one.code, f"{one.code} · {one.name}") for one in all_project_types()]
        markers = [(one, one.value) for one in GenderMarker]
        people = [(one.id, one.name) for one in self._desk.services.accounts.people()]
        shares = _("Codes; with several also their shares: KG: 60; TJ: 40")
        return {
            "title": TextField(_("Title"), "project_title", required=True),
            "description": TextArea(_("Description"), "project_description", lines=6),
            "code": TextField(_("Project code"), "project_code", placeholder="LM.0465"),
            "prima_id": TextField(_("PRIMA ID"), "project_prima_id", placeholder="LM10P0465"),
            "iati_id": TextField(_("IATI identifier"), "project_iati_id"),
            "programme": TextField(_("Programme"), "project_programme"),
            "project_type": ChoiceField(_("Project type"), "project_type", types, empty=_("Not chosen yet")),
            "thematic_area": ChoiceField(
                _("Thematic area"), "project_area", [(one, one) for one in thematic_areas()], empty=_("Not chosen yet")
            ),
            "planned_start": DateField(_("Planned start"), "project_planned_start"),
            "planned_end": DateField(_("Planned end"), "project_planned_end"),
            "actual_start": DateField(_("Actual start"), "project_actual_start"),
            "actual_end": DateField(_("Actual end"), "project_actual_end"),
            "countries": TextField(_("Countries"), "project_countries", help_text=shares),
            "sectors": TextField(_("DAC sectors"), "project_sectors", help_text=shares.replace("KG", "15190").replace("TJ", "15136")),
            "donors": TextField(_("Donors"), "project_donors", help_text=_("Several with a semicolon between them")),
            "target_groups": TextField(_("Target groups"), "project_target_groups"),
            "budget": NumberField(_("Total budget"), "project_budget"),
            "currency": TextField(_("Currency"), "project_currency", placeholder="USD"),
            "manager": ChoiceField(_("Manager"), "project_manager", people, empty=_("Nobody yet")),
            "gender_marker": ChoiceField(_("Gender marker"), "project_gender", markers, empty=_("Not set yet")),
            "gender_reason": TextField(_("Reason for the marker"), "project_gender_reason"),
        }  # fmt: skip

    def _beside(self, *names: str) -> QWidget:
        pair = QWidget()
        row(*(self._fields[name] for name in names), None, gap=16, on=pair)
        return pair

    def _left(self) -> list[QWidget]:
        what = Card(_("What it is"))
        what.add(self._fields["title"], self._fields["description"])
        what.add(self._fields["project_type"], self._fields["thematic_area"], self._fields["programme"])
        who = Card(_("For whom, with whom"))
        who.add(self._fields["target_groups"], self._fields["donors"], self._fields["manager"])
        return [what, who]

    def _right(self) -> list[QWidget]:
        names = Card(_("Codes"))
        names.add(self._fields["code"], self._fields["prima_id"], self._fields["iati_id"])
        when = Card(_("Where and when"))
        when.add(self._fields["countries"], self._fields["sectors"])
        when.add(self._beside("planned_start", "planned_end"), self._beside("actual_start", "actual_end"))
        money = Card(_("Budget and marker"))
        money.add(
            self._beside("budget", "currency"), self._fields["gender_marker"], self._fields["gender_reason"]
        )
        return [names, when, money]

    def show_fields(self, values: dict[str, Any], *, may_edit: bool) -> None:
        for name, value in values.items():
            field = self._fields[name]
            if name == "thematic_area" and isinstance(field, ChoiceField):
                known = thematic_areas()
                extra = [(value, value)] if value and value not in known else []
                field.set_options([*((one, one) for one in known), *extra])
            put(field, value or None if isinstance(field, ChoiceField) else value)
            field.set_read_only(not may_edit)

    def show_error(self, field: str, sentence: str) -> None:
        self._fields[field].show_error(sentence)

    def show_warning(self, field: str, sentence: str) -> None:
        self._fields[field].show_warning(sentence)

    def flush(self) -> None:
        for field in self._fields.values():
            field.flush()
