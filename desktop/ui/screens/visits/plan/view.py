"""Draws the plan: days and lead, team, places, results in scope, terms of reference."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import SiteState, VisitType
from desktop.services.steps import Missing
from desktop.services.visits.planning import PlanChoices
from desktop.services.visits.records import SiteRecord, VisitRecord
from desktop.ui.field_values import put
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.plan.interviews import InterviewDialog
from desktop.ui.screens.visits.plan.people import GroupDialog, PeopleRows, PersonDialog
from desktop.ui.screens.visits.plan.presenter import PlanPresenter
from desktop.ui.screens.visits.plan.scope_list import ScopeList
from desktop.ui.screens.visits.plan.sites import SiteRows
from desktop.ui.screens.visits.plan.team import TeamRows
from desktop.ui.screens.visits.strip import MissingStrips
from desktop.ui.screens.visits.words import site_state_word, type_word
from desktop.ui.widgets import (
    Button,
    Card,
    ChoiceField,
    DateField,
    Field,
    FormDialog,
    ScrollPage,
    TextArea,
    TextField,
    TwoColumns,
    row,
)


class PlanTab(ScrollPage):
    """A PlanScreen."""

    def __init__(self, desk: VisitDesk, strips: MissingStrips) -> None:
        super().__init__("plan_page")
        self._fields = self._make_fields()
        self._sites: tuple[SiteRecord, ...] = ()
        self.team, self.sites = TeamRows(), SiteRows()
        self.scope, self.people = ScopeList(), PeopleRows()
        self.trip = ChoiceField(_("Trip"), "plan_trip", empty=_("By itself"))
        self.new_trip = Button(_("Begin a trip"), "plan_new_trip", kind="link", icon="ph.plus", small=True)
        self.add(strips.make("plan_missing"))
        self.add(TwoColumns(self._left(), self._right(), shares=(1, 1), least=760))
        self.body.addStretch(1)
        self._presenter = PlanPresenter(self, desk)
        self._connect()
        desk.on_flush(self.flush)
        self._presenter.begin()

    def _make_fields(self) -> dict[str, Field]:
        lines = {"purpose": 2, "questions": 3, "methods": 2, "logistics": 2, "security": 2}
        titles = {
            "purpose": _("Purpose"),
            "questions": _("Questions"),
            "methods": _("Methods"),
            "logistics": _("Logistics"),
            "security": _("Security clearance"),
        }
        made: dict[str, Field] = {
            "title": TextField(
                _("Title"), "plan_title", placeholder=_("Made of kind and places, if left empty")
            ),
            "type": ChoiceField(_("Kind"), "plan_type", [(kind, type_word(kind)) for kind in VisitType]),
            "start": DateField(_("First day"), "plan_start"),
            "end": DateField(_("Last day"), "plan_end"),
            "lead": ChoiceField(_("Lead"), "plan_lead", empty=_("Nobody yet")),
        }
        for name, count in lines.items():
            made[name] = TextArea(titles[name], f"plan_{name}", lines=count)
        return made

    def _left(self) -> list[QWidget]:
        days = QWidget()
        row(self._fields["start"], self._fields["end"], None, gap=16, on=days)
        who = Card(_("What, when, who"))
        who.add(self._fields["title"], self._fields["type"], days, self._fields["lead"], self.team)
        who.add(self.trip, self.new_trip)
        terms = Card(_("Terms of reference"))
        for name in ("purpose", "questions", "methods", "logistics", "security"):
            terms.add(self._fields[name])
        return [who, terms]

    def _right(self) -> list[QWidget]:
        places = Card(_("Places"))
        places.add(self.sites)
        results = Card(_("Results in scope"), tight=True)
        results.add(self.scope)
        people = Card(_("People met"))
        people.add(self.people)
        return [places, results, people]

    def _connect(self) -> None:
        for name, field in self._fields.items():
            field.edited.connect(partial(self._presenter.edited, name))
        self.team.chosen.connect(self._presenter.member_chosen)
        self.team.removed.connect(self._presenter.member_removed)
        self.sites.added.connect(self._presenter.site_added)
        self.sites.removed.connect(self._presenter.site_removed)
        self.sites.state_chosen.connect(self._presenter.site_state_chosen)
        self.scope.changed.connect(self._presenter.scope_changed)
        self.trip.edited.connect(partial(self._presenter.edited, "trip"))
        self.new_trip.clicked.connect(lambda _on=False: self._ask_trip())
        self.people.removed.connect(self._presenter.person_removed)
        self.people.person_asked.connect(lambda: self._ask_people(PersonDialog, "person_met"))
        self.people.group_asked.connect(lambda: self._ask_people(GroupDialog, "group"))
        self.people.interview_asked.connect(lambda: self._ask_people(InterviewDialog, "interview"))

    def is_seen(self) -> bool:
        return self.isVisible()

    def show_plan(self, visit: VisitRecord, choices: PlanChoices) -> None:
        lead = self._fields["lead"]
        if isinstance(lead, ChoiceField):
            people = [(one.id, one.text) for one in choices.people]
            known = {person for person, _name in people}
            if visit.row.lead_id is not None and visit.row.lead_id not in known:
                people.append((visit.row.lead_id, visit.row.lead or _("Not on this laptop")))
            lead.set_options(people)
        for name, value in _values(visit).items():
            put(self._fields[name], value)
            self._fields[name].set_read_only(not visit.may_edit)
        self.team.show_team(visit, choices)
        self.sites.show_sites(visit)
        self.scope.show_results(visit, choices)
        self.people.show_people(visit)
        self._sites = visit.sites
        self.trip.set_options([(one.id, one.title) for one in choices.trips])
        self.trip.set_value(visit.trip.id if visit.trip else None)
        self.trip.set_read_only(not visit.may_edit)
        self.new_trip.setVisible(visit.may_edit and visit.trip is None)

    def _ask_trip(self) -> None:
        title = TextField(
            _("Title of the journey"), "trip_title", required=True, placeholder=_("South, November")
        )
        dialog = FormDialog(
            self,
            _("Begin a trip"),
            _("Begin it"),
            lambda: self._presenter.trip_begun(title.value()),
            object_name="trip_dialog",
            sentence=_("A trip groups the visits of one journey; its days and team come from this visit."),
        )
        dialog.add(title)
        dialog.open()
        title.setFocus()

    def _ask_people(self, form: type[PersonDialog | GroupDialog | InterviewDialog], kind: str) -> None:
        dialog = form(self, self._sites, lambda given: self._presenter.person_added(kind, given))
        dialog.open()

    def show_error(self, field: str, sentence: str) -> None:
        self._fields.get(field, self.trip).show_error(sentence)

    def ask_site_reason(self, site: SiteRecord, state: str) -> None:
        title = f"{site.name}: {site_state_word(SiteState(state))}"
        reason = TextArea(_("Why?"), "site_reason", required=True)
        dialog = FormDialog(
            self,
            title,
            _("Keep"),
            lambda: self._presenter.site_not_visited(site.id, state, reason.value()),
            object_name="site_reason_dialog",
        )
        dialog.add(reason)
        dialog.rejected.connect(self.sites.show_again)
        dialog.open()
        reason.setFocus()

    def point_at(self, missing: Missing) -> None:
        """The keyboard goes where the missing thing is mended."""
        places: dict[str, QWidget] = {
            "lead": self._fields["lead"],
            "dates": self._fields["start"],
            "place": self.sites.entry,
            "result": self.scope.list,
        }
        target = places.get(missing.code)
        if target is not None:
            self.ensureWidgetVisible(target)
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> None:
        for field in self._fields.values():
            field.flush()


def _values(visit: VisitRecord) -> dict[str, Any]:
    lead: UUID | None = visit.row.lead_id
    return {
        "title": visit.own_title,
        "type": visit.row.type,
        "start": visit.row.start,
        "end": visit.row.end,
        "lead": lead,
        "purpose": visit.purpose,
        "questions": visit.questions,
        "methods": visit.methods,
        "logistics": visit.logistics,
        "security": visit.security,
    }
