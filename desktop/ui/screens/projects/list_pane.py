"""The list of projects: how one reads, what they sum to, and what is said where there is none."""

from desktop.i18n import _
from desktop.services.projects.records import PortfolioSum, ProjectRow
from desktop.ui import formats
from desktop.ui.item_models import Row
from desktop.ui.listing.pane import ListPane, PaneWords
from desktop.ui.screens.projects.presenter import ProjectsPresenter
from desktop.ui.screens.projects.words import countries_words, counts_words, money_words
from desktop.ui.theme import Bar, Tone, rating_mark, stage_mark
from desktop.ui.widgets import Button, EmptyState, IconButton, NextStep


def project_row(project: ProjectRow) -> Row:
    """How a project reads in the list: where, what, how it stands, when it was last seen."""
    facts = [countries_words(project.countries), project.thematic_area or ""]
    counts = project.indicators
    judged = counts.on_track + counts.at_risk + counts.off_track
    visit = project.last_visit
    return Row(
        code=project.code,
        code_note=formats.dotted(facts),
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


class ProjectsPane(ListPane):
    """The left half of the screen."""

    HAS_SUMS = True

    def __init__(self) -> None:
        self.import_button = IconButton("ph.download-simple", _("Import projects"), "import_projects")
        self.new_button = Button(_("New"), "new_project", icon="ph.plus", compact=True)
        words = PaneWords(
            title=_("Projects"),
            list_name=_("Projects"),
            search=_("Search projects"),
            no_match=_("No project matches"),
            hidden=_("{count} projects are hidden by {filters}."),
        )
        super().__init__("project", words, project_row, [self.import_button, self.new_button])

    def connect_to(self, presenter: ProjectsPresenter) -> None:
        self._presenter = presenter
        self.narrow_with(presenter, presenter.page, lambda project: presenter.open(project.id))
        self.new_button.clicked.connect(lambda _on=False: presenter.new_project())
        self.import_button.clicked.connect(lambda _on=False: presenter.import_file())

    def show_sums(self, total: int, sums: PortfolioSum) -> None:
        self.show_rows(sums.count, total)
        budgets = ", ".join(money_words(money) for money in sums.budgets)
        self.foot_text.setText(_("Budget: {sum}").format(sum=budgets) if budgets else "")

    def show_nothing_yet(self, *, may_add: bool) -> None:
        presenter = self._presenter
        steps = [
            NextStep(_("Import a list"), presenter.import_file, "ph.download-simple", "primary"),
            NextStep(_("New project"), presenter.new_project, "ph.plus"),
        ]
        sentence = _("Take in the list your office keeps, or write the first concept.")
        if not may_add:
            sentence = _("Projects of your office arrive with the next sync.")
        self.show_state(
            EmptyState(
                "ph.folders",
                _("No projects yet"),
                sentence,
                steps if may_add else (),
                object_name="no_projects",
            )
        )
