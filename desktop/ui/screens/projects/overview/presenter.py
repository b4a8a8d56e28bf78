"""Gathers what the overview says of the open project."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from desktop.i18n import _
from desktop.reference.frameworks import framework_items
from desktop.rules.vocabulary import Framework, LinkWeight, Rating
from desktop.services.projects.records import LinkRecord, ProjectRecord
from desktop.services.results.records import Matrix, Standing, StatusCounts
from desktop.ui.screens.projects.desk import ProjectDesk

MARKED = (Framework.MIGOF, Framework.SDG, Framework.GCM, Framework.SRF)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """A result at a glance. Its one indicator's progress; of several only how many are on track."""

    id: UUID
    number: str
    depth: int
    statement: str
    indicators: int
    counts: StatusCounts
    standing: Standing | None
    rating: Rating | None


class OverviewScreen(Protocol):
    def show_tiles(self, project: ProjectRecord, counts: StatusCounts) -> None: ...

    def show_results(self, lines: Sequence[ResultLine]) -> None: ...

    def show_no_results(self, *, may_edit: bool) -> None: ...

    def show_marks(self, links: Sequence[LinkRecord], *, may_edit: bool) -> None: ...

    def show_next(self, project: ProjectRecord) -> None: ...

    def ask_mark(self, choices: Sequence[tuple[str, str]]) -> None: ...


class OverviewPresenter:
    def __init__(self, screen: OverviewScreen, desk: ProjectDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        """Follow the desk; at once where a project lies there."""
        self._desk.watch(self.show)

    def show(self) -> None:
        project, matrix = self._desk.project, self._desk.matrix
        if project is None or matrix is None:
            return
        self._screen.show_tiles(project, matrix.counts)
        lines = result_lines(matrix)
        if lines:
            self._screen.show_results(lines)
        else:
            self._screen.show_no_results(may_edit=matrix.may_edit)
        self._screen.show_marks(
            [link for link in project.links if link.result_id is None], may_edit=project.may_edit
        )
        self._screen.show_next(project)

    def write_objective(self) -> None:
        """The first line of an empty matrix."""
        self._desk.do(
            lambda project: self._desk.services.results.add_result(
                project.id, "objective", _("What this project contributes to")
            )
        )

    def add_mark(self) -> None:
        """Offer every item of the frameworks that is not marked yet."""
        project = self._desk.project
        if project is None:
            return
        taken = {(link.framework, link.item) for link in project.links if link.result_id is None}
        self._screen.ask_mark(
            [
                (f"{framework}/{item.key}", f"{item.code} {item.title}")
                for framework in MARKED
                for item in framework_items(framework)
                if (framework, item.key) not in taken
            ]
        )

    def mark_chosen(self, key: str, *, is_primary: bool, reason: str) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        project = self._desk.project
        if project is None:
            return
        framework, _slash, item = key.partition("/")
        weight = LinkWeight.PRIMARY if is_primary else LinkWeight.SECONDARY
        self._desk.services.projects.link(project.id, framework, item, weight=weight, reason=reason or None)

    def mark_removed(self, link_id: UUID) -> None:
        if self._desk.do(lambda _project: self._desk.services.projects.unlink(link_id)):
            self._desk.shell.toast(_("The mark is taken away."), undo=self._desk.undo)

    def next_opened(self) -> None:
        """The line on overdue action points."""
        project = self._desk.project
        if project is not None:
            self._desk.shell.go_to("projects", project.id, part="actions")


def result_lines(matrix: Matrix) -> list[ResultLine]:
    """Activities without indicators say nothing at a glance."""
    return [
        ResultLine(
            id=result.id,
            number=result.number,
            depth=result.depth,
            statement=result.statement,
            indicators=len(result.indicators),
            counts=result.counts,
            standing=result.indicators[0].standing if len(result.indicators) == 1 else None,
            rating=result.rating,
        )
        for result in matrix.results
        if result.level != "activity" or result.indicators
    ]
