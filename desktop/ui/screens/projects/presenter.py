"""Decides what the list of projects shows: filters, search, sorting, and which project is open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _, language
from desktop.reference.countries import country_name
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.vocabulary import ProjectKind, ProjectStage
from desktop.services.projects.records import PortfolioSum, ProjectFilter, ProjectRow
from desktop.services.wording import word
from desktop.ui.listing.narrowed import Choice, Narrowed
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.words import sort_words, twins_words
from desktop.ui.shell import Change, Shell

AREAS = frozenset(
    {
        "projects",
        "project_locations",
        "budget_lines",
        "framework_links",
        "results",
        "indicators",
        "targets",
        "indicator_values",
        "visits",
        "result_ratings",
        "verifications",
        "action_points",
    }
)


class ProjectsScreen(Protocol):
    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        """Key, word and group of every filter, and the keys of those that are on."""

    def show_rows(self, total: int, sums: PortfolioSum) -> None:
        """The list is to be read anew with `page`."""

    def show_nothing_yet(self, *, may_add: bool) -> None: ...

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        """`without`: for each filter that is on, how many would show if it were off."""

    def select(self, project_id: UUID | None) -> None: ...

    def show_detail(self, is_there: bool) -> None: ...

    def ask_new(self) -> None: ...

    def ask_import(self) -> None: ...


class ProjectsPresenter(Narrowed):
    """What happens in the list; the open project lies on the desk."""

    def __init__(self, screen: ProjectsScreen, shell: Shell, desk: ProjectDesk) -> None:
        super().__init__(shell, "projects", sort_words(), alone={"kind"})
        self._screen, self._desk = screen, desk

    def page(self, after: UUID | None, limit: int) -> Sequence[ProjectRow]:
        return self._shell.services.projects.page(
            self._wanted(self._active, self._text), sort=self._sort, after=after, limit=limit
        )

    def reload(self) -> None:
        projects = self._shell.services.projects
        self._screen.show_filters(self._choices(), self._active)
        total, sums = projects.count(ProjectFilter()), projects.sum(self._wanted(self._active, self._text))
        if total == 0:
            self._screen.show_nothing_yet(may_add=self._may_add())
        elif sums.count == 0:
            self._screen.show_no_match(total, self.without_each())
        else:
            self._screen.show_rows(total, sums)
            self._screen.select(self._desk.project.id if self._desk.project else None)

    def _may_add(self) -> bool:
        return not RIGHTS[Deed.EDIT_PROJECT].isdisjoint(self._shell.services.accounts.me().roles)

    def on_changed(self, changed: Change) -> None:
        if not changed.areas & AREAS:
            return
        if self._desk.project is not None:
            self._screen.show_detail(self._desk.reload())
        self.reload()

    def open(self, project_id: UUID) -> None:
        """A row was chosen, or another screen sent here."""
        if self._desk.project is not None and self._desk.project.id == project_id:
            return
        self._screen.show_detail(self._desk.open(project_id))
        self._screen.select(project_id)

    def new_project(self) -> None:
        self._screen.ask_new()

    def import_file(self) -> None:
        self._screen.ask_import()

    def warn_of_code(self, code: str) -> str:
        """What to say beside a code that is being typed: another project bears it."""
        return twins_words(self._shell.services.projects.bearing(code))

    def create(self, fields: Mapping[str, Any]) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        made = self._shell.services.projects.create(fields)
        self.open(made.id)
        self._shell.toast(_("{title} is a concept now.").format(title=made.title), undo=self._desk.undo)

    def delete(self) -> None:
        """The open project, into the bin."""
        project = self._desk.project
        if project is None:
            return
        try:
            self._shell.services.projects.delete(project.id)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._desk.close()
        self._screen.show_detail(False)
        self._shell.toast(
            _("Project {code} is deleted.").format(code=project.short_code),
            undo=lambda: self._restore(project.id),
        )

    def _restore(self, project_id: UUID) -> None:
        self._shell.services.projects.restore(project_id)
        self.open(project_id)

    def _wanted(self, active: Sequence[str], text: str) -> ProjectFilter:
        wanted = ProjectFilter(text=text)
        for key in active:
            kind, _colon, value = key.partition(":")
            if kind == "stage":
                wanted = replace(wanted, stages=wanted.stages | {ProjectStage(value)})
            elif kind == "country":
                wanted = replace(wanted, countries=wanted.countries | {value})
            elif kind == "area":
                wanted = replace(wanted, areas=wanted.areas | {value})
            elif kind == "office":
                wanted = replace(wanted, offices=wanted.offices | {value})
            elif kind == "kind":
                wanted = replace(wanted, kind=ProjectKind(value))
        return wanted

    def _count(self, active: Sequence[str], text: str) -> int:
        return self._shell.services.projects.count(self._wanted(active, text))

    def _choices(self) -> list[Choice]:
        known = self._shell.services.projects.choices()
        me = self._shell.services.accounts.me()
        own = me.office.code if me.office else ""
        offices = [(one.word, _("My office") if one.word == own else one.word) for one in known.offices]
        return [
            *((f"office:{code}", name, "") for code, name in offices if code == own),
            *(
                (f"stage:{one.word}", word(ProjectStage(one.word)).capitalize(), _("Stage"))
                for one in known.stages
            ),
            *(
                (f"country:{one.word}", country_name(one.word, language()), _("Country"))
                for one in known.countries
            ),
            *((f"area:{one.word}", one.word, _("Thematic area")) for one in known.areas),
            *((f"office:{code}", name, _("Office")) for code, name in offices if code != own),
            ("kind:own", _("Our own"), _("Kind")),
            ("kind:external", _("Of others"), _("Kind")),
        ]
