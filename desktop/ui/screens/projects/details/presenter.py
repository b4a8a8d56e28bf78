"""Saves the facts of the open project as they are typed."""

from typing import Any, Protocol

from desktop.errors import UserError
from desktop.services.projects.records import ProjectRecord, Share
from desktop.services.projects.twins import REFERENCES
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.words import twins_words


class DetailsScreen(Protocol):
    def show_fields(self, values: dict[str, Any], *, may_edit: bool) -> None: ...

    def show_error(self, field: str, sentence: str) -> None: ...

    def show_warning(self, field: str, sentence: str) -> None: ...


class DetailsPresenter:
    def __init__(self, screen: DetailsScreen, desk: ProjectDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        """Follow the desk; at once where a project lies there."""
        self._desk.watch(self.show)

    def show(self) -> None:
        project = self._desk.project
        if project is not None:
            self._screen.show_fields(values_of(project), may_edit=project.may_edit)
            for name in REFERENCES:
                said = twins_words([one for one in project.twins if name in one.shares])
                if said:
                    self._screen.show_warning(name, said)

    def edited(self, field: str, value: Any) -> None:
        """A field was typed in; what cannot be kept is said beside it, and stays there."""
        project = self._desk.project
        if project is None or values_of(project).get(field) == value:
            return

        def refused(problem: UserError) -> None:
            self._screen.show_error(field, problem.sentence())

        self._desk.shell.saving()
        kept = self._desk.keep(
            field,
            lambda project, token: self._desk.services.projects.set_fields(
                project.id, {field: value}, seen=project.seen, editing=token
            ),
            refused=refused,
        )
        if kept:
            self._screen.show_error(field, "")
            if field in REFERENCES:
                twins = self._desk.services.projects.bearing(str(value or ""), but=project.id)
                self._screen.show_warning(field, twins_words(twins))
            self._desk.shell.saved()


def values_of(project: ProjectRecord) -> dict[str, Any]:
    """Every field as it stands in its editor."""
    return {
        "title": project.title,
        "description": project.description or "",
        "code": project.code or "",
        "prima_id": project.prima_id or "",
        "iati_id": project.iati_id or "",
        "programme": project.programme or "",
        "project_type": project.project_type,
        "thematic_area": project.thematic_area or "",
        "planned_start": project.planned_start,
        "planned_end": project.planned_end,
        "actual_start": project.actual_start,
        "actual_end": project.actual_end,
        "countries": shares_words(project.countries),
        "sectors": shares_words(project.sectors),
        "donors": "; ".join(project.donors),
        "target_groups": "; ".join(project.target_groups),
        "budget": project.budget,
        "currency": project.currency or "",
        "manager": project.manager_id,
        "gender_marker": project.gender_marker,
        "gender_reason": project.gender_reason or "",
    }


def shares_words(shares: tuple[Share, ...]) -> str:
    """As the field reads it back: `KG: 60; TJ: 40`, one alone by its code."""
    if len(shares) == 1:
        return shares[0].code
    return "; ".join(f"{one.code}: {one.share}" if one.share is not None else one.code for one in shares)
