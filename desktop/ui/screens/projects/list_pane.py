"""The list of projects with its filters, search and sorting."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.projects.records import PortfolioSum, ProjectRow
from desktop.ui import formats
from desktop.ui.item_models import PagedListModel, RecordList, Row
from desktop.ui.screens.projects.presenter import ProjectsPresenter
from desktop.ui.screens.projects.words import countries_words, counts_words, money_words, sort_words
from desktop.ui.theme import Bar, Tone, rating_mark, stage_mark
from desktop.ui.widgets import (
    Button,
    EmptyState,
    Filter,
    FilterChips,
    IconButton,
    MenuButton,
    NextStep,
    SearchField,
    SectionHeader,
    StateStack,
    column,
    label,
    no_match_steps,
    row,
    surface,
)


def project_row(project: ProjectRow) -> Row:
    """How a project reads in the list: where, what, how it stands, when it was last seen."""
    facts = [countries_words(project.countries), project.thematic_area or ""]
    counts = project.indicators
    judged = counts.on_track + counts.at_risk + counts.off_track
    visit = project.last_visit
    return Row(
        code=project.code,
        code_note=" · ".join(fact for fact in facts if fact),
        title=project.title,
        chip=rating_mark(project.last_rating) if project.last_rating else stage_mark(project.stage),
        chip_filled=project.last_rating is None,
        bar=Bar(counts.on_track / judged, tone=_tone(project)) if judged else None,
        meta=(counts_words(counts),),
        note=_("Visit {day}").format(day=formats.day_in_year(visit)) if visit else "",
    )


def _tone(project: ProjectRow) -> Tone:
    """The bar agrees with the word beside it: the last visit's rating, else the worst of the indicators."""
    if project.last_rating:
        return rating_mark(project.last_rating).tone
    if project.indicators.off_track:
        return Tone.OFF_TRACK
    return Tone.AT_RISK if project.indicators.at_risk else Tone.ON_TRACK


class ListPane(QWidget):
    """The left half of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._page: Callable[[UUID | None, int], Sequence[ProjectRow]] = lambda _after, _limit: ()
        self._known: dict[str, Filter] = {}
        self.import_button = IconButton("ph.download-simple", _("Import projects"), "import_projects")
        self.new_button = Button(_("New"), "new_project", icon="ph.plus", compact=True)
        self.header = SectionHeader(_("Projects"), "", [self.import_button, self.new_button])
        self.sort = MenuButton(_("By title"), "project_sort")
        self.filters = FilterChips("project_filters", tail=[self.sort])
        self.search = SearchField(_("Search projects"), "project_search")
        self.model: PagedListModel[ProjectRow] = PagedListModel(
            self._fetch, lambda project: project.id, text_of=lambda project: project_row(project).spoken()
        )
        self.list = RecordList(self.model, project_row, "project_list", _("Projects"))
        self.stack = StateStack(self.list)
        head = surface("bar")
        column(self.header, self.filters, self.search, gap=8, margins=(12, 10, 12, 10), on=head)
        self.foot_text, self.foot_sort = label("", "small"), label("", "small")
        foot = surface("foot")
        row(self.foot_text, None, self.foot_sort, margins=(12, 6, 12, 6), on=foot)
        ground = surface("panel")
        column(head, self.stack, foot, gap=0, on=ground)
        column(ground, gap=0, on=self)
        self.setFocusProxy(self.list)
        self.search.left_downwards.connect(self.list.setFocus)

    def connect_to(self, presenter: ProjectsPresenter) -> None:
        self._presenter = presenter
        self._page = presenter.page
        self.new_button.clicked.connect(lambda _on=False: presenter.new_project())
        self.import_button.clicked.connect(lambda _on=False: presenter.import_file())
        self.filters.added.connect(presenter.filter_added)
        self.filters.removed.connect(presenter.filter_removed)
        self.search.searched.connect(presenter.searched)
        self.list.current_changed.connect(lambda project: presenter.open(project.id))
        self.sort.set_choices([(text, partial(presenter.sorted_by, name)) for name, text in sort_words()])

    def _fetch(self, after: Any, limit: int) -> Sequence[ProjectRow]:
        return self._page(after, limit)

    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        known = [Filter(key, text, group) for key, text, group in choices]
        self.filters.set_choices(known)
        self._known = {one.key: one for one in known}
        self.filters.set_active([self._known[key] for key in active if key in self._known])

    def show_sort(self, words: str) -> None:
        self.sort.setText(words)
        self.foot_sort.setText(words)

    def show_rows(self, total: int, sums: PortfolioSum) -> None:
        read, scrolled = self.model.rowCount(), self.list.verticalScrollBar().value()
        self.model.reload()
        while self.model.rowCount() < read and self.model.canFetchMore(self.list.rootIndex()):
            self.model.fetchMore(self.list.rootIndex())
        self.stack.show_content()
        self.list.verticalScrollBar().setValue(scrolled)
        self._show_count(sums.count, total)
        budgets = ", ".join(money_words(money) for money in sums.budgets)
        self.foot_text.setText(_("Budget: {sum}").format(sum=budgets) if budgets else "")

    def _show_count(self, shown: int, total: int) -> None:
        both = _("{shown} of {total}").format(shown=shown, total=total)
        self.header.set_count(both if shown != total else str(total))

    def show_nothing_yet(self, *, may_add: bool) -> None:
        presenter = self._presenter
        self.header.set_count("")
        self.foot_text.setText("")
        steps = [
            NextStep(_("Import a list"), presenter.import_file, "ph.download-simple", "primary"),
            NextStep(_("New project"), presenter.new_project, "ph.plus"),
        ]
        sentence = _("Take in the list your office keeps, or write the first concept.")
        if not may_add:
            sentence = _("Projects of your office arrive with the next sync.")
        self.stack.show_state(
            EmptyState(
                "ph.folders",
                _("No projects yet"),
                sentence,
                steps if may_add else (),
                object_name="no_projects",
            )
        )

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        self._show_count(0, total)
        self.foot_text.setText("")
        searched = Filter("text", self.search.text().strip())
        active = [(self._known.get(key, searched), count) for key, count in without]
        words = ", ".join(one.word for one, _count in active)
        steps = no_match_steps(active, self._remove, self._clear)
        self.stack.show_state(
            EmptyState(
                "ph.funnel",
                _("No project matches"),
                _("{count} projects are hidden by {filters}.").format(count=total, filters=words),
                [NextStep(verb, act, icon) for verb, icon, act in steps],
                object_name="no_match",
            )
        )

    def _remove(self, key: str) -> None:
        if key == "text":
            self.search.clear()
        self._presenter.filter_removed(key)

    def _clear(self) -> None:
        self.search.clear()
        self._presenter.filters_cleared()

    def select(self, project_id: UUID | None) -> None:
        """Bring a row forward, reading on until it is among those read."""
        at = self.model.row_of(project_id)
        while at < 0 and self.model.canFetchMore(self.list.rootIndex()) and self.model.rowCount() < 2000:
            self.model.fetchMore(self.list.rootIndex())
            at = self.model.row_of(project_id)
        if at >= 0 and at != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(at))
        elif at < 0:
            self.list.clearSelection()
