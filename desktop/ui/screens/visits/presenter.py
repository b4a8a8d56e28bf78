"""Decides what the list of visits shows: filters, search, sorting, and which visit is open."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from desktop.errors import NotFound, UserError
from desktop.i18n import _
from desktop.rules.vocabulary import Rating, VisitState
from desktop.services.visits.records import VisitFilter, VisitRow
from desktop.services.wording import word
from desktop.ui.listing.narrowed import Choice, Narrowed
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.words import sort_words, way_word
from desktop.ui.shell import Change, Shell

AREAS = frozenset(
    {
        "visits",
        "visit_results",
        "visit_sites",
        "visit_team",
        "visit_narratives",
        "result_ratings",
        "findings",
        "verifications",
        "quality_checks",
        "people_met",
        "visit_groups",
        "interviews",
        "attachments",
        "action_points",
        "submissions",
        "known_issues",
        "trips",
        "projects",
        "results",
        "indicators",
        "indicator_values",
    }
)
LISTED = frozenset(
    {"visits", "visit_results", "visit_sites", "visit_team", "result_ratings", "submissions", "projects"}
)
ALONE = frozenset({"mine", "year", "rating"})
"""Kinds of filter that hold one at a time."""


class VisitsScreen(Protocol):
    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        """Key, word and group of every filter, and the keys of those that are on."""

    def show_rows(self, shown: int, total: int) -> None:
        """The list is to be read anew with `page`."""

    def show_nothing_yet(self) -> None: ...

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        """`without`: for each filter that is on, how many would show if it were off."""

    def select(self, visit_id: UUID | None) -> None: ...

    def show_detail(self, is_there: bool) -> None: ...

    def ask_new(self, *, unplanned: bool, project_id: UUID | None = None) -> None: ...


class VisitsPresenter(Narrowed):
    """What happens in the list; the open visit lies on the desk."""

    def __init__(self, screen: VisitsScreen, shell: Shell, desk: VisitDesk) -> None:
        super().__init__(shell, "visits", sort_words(), alone=ALONE)
        self._screen, self._desk = screen, desk

    def page(self, after: UUID | None, limit: int) -> Sequence[VisitRow]:
        return self._shell.services.visits.page(
            self._wanted(self._active, self._text), sort=self._sort, after=after, limit=limit
        )

    def reload(self) -> None:
        self._screen.show_filters(self._choices(), self._active)
        services = self._shell.services
        total = services.visits.count(VisitFilter())
        shown = self._count(self._active, self._text) if self.is_narrowed else total
        if total == 0:
            self._screen.show_nothing_yet()
        elif shown == 0:
            self._screen.show_no_match(total, self.without_each())
        else:
            self._screen.show_rows(shown, total)

    def on_changed(self, changed: Change) -> None:
        if changed.areas & LISTED:
            self.reload()
            if self._desk.visit is not None:
                self._screen.select(self._desk.visit.row.id)
        if changed.areas & AREAS and not self._desk.reload():
            self._screen.show_detail(False)

    def open(self, visit_id: UUID) -> None:
        """A row was chosen, or another screen sent here."""
        if self._desk.visit is not None and self._desk.visit.row.id == visit_id:
            return
        self._screen.show_detail(self._desk.open(visit_id))
        self._screen.select(visit_id)

    def arrive(self, record_id: UUID) -> None:
        """Another screen sent here: with a visit to open, or with a project to plan a visit to."""
        try:
            self._shell.services.visits.get(record_id)
        except NotFound:
            self.new_visit(project_id=record_id)
            return
        self.open(record_id)

    def new_visit(self, *, unplanned: bool = False, project_id: UUID | None = None) -> None:
        self._screen.ask_new(unplanned=unplanned, project_id=project_id)

    def create(self, **fields: object) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        made = self._shell.services.visits.create(**fields)  # type: ignore[arg-type]
        self.reload()
        self.open(made.row.id)
        self._shell.toast(_("Visit {code} is made.").format(code=made.row.code))

    def delete(self) -> None:
        visit = self._desk.visit
        if visit is None:
            return
        visit_id = visit.row.id
        try:
            self._shell.services.visits.delete(visit_id)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._desk.close()
        self._screen.show_detail(False)
        self._shell.toast(
            _("Visit {code} is deleted.").format(code=visit.row.code), undo=lambda: self._restore(visit_id)
        )

    def _restore(self, visit_id: UUID) -> None:
        self._shell.services.visits.restore(visit_id)
        self.open(visit_id)

    def _wanted(self, active: Sequence[str], text: str) -> VisitFilter:
        wanted = VisitFilter(text=text)
        for key in active:
            kind, _colon, value = key.partition(":")
            if kind == "mine":
                wanted = replace(wanted, mine=True)
            elif kind == "year" and value.isdigit():
                wanted = replace(wanted, year=int(value))
            elif kind == "state":
                wanted = replace(wanted, states=wanted.states | {VisitState(value)})
            elif kind == "rating":
                wanted = replace(wanted, rating=Rating(value))
        return wanted

    def _count(self, active: Sequence[str], text: str) -> int:
        return self._shell.services.visits.count(self._wanted(active, text))

    def _choices(self) -> list[Choice]:
        years = self._shell.services.visits.years()
        return [
            ("mine", _("Mine"), ""),
            *((f"year:{year}", str(year), _("Year")) for year in years),
            *((f"state:{state}", way_word(state).capitalize(), _("State")) for state in VisitState),
            *((f"rating:{rating}", word(rating).capitalize(), _("Rating")) for rating in Rating),
        ]
