"""The list of visits: how one reads, and what is said where there is none."""

from desktop.i18n import _
from desktop.services.visits.records import VisitRow
from desktop.ui import formats
from desktop.ui.item_models import Row
from desktop.ui.listing.pane import ListPane, PaneWords
from desktop.ui.screens.visits.presenter import VisitsPresenter
from desktop.ui.screens.visits.words import dates_of, forms_words, unrated_words
from desktop.ui.theme import Mark, Tone, visit_mark
from desktop.ui.widgets import Button, EmptyState, NextStep


def visit_row(visit: VisitRow) -> Row:
    """How a visit reads in the list."""
    where = ", ".join(visit.places)
    meta = formats.dotted((dates_of(visit.start, visit.end), where))
    unrated = unrated_words(visit.unrated) if visit.unrated else ""
    lacks = unrated or (forms_words(visit.forms_open) if visit.forms_open else "")
    is_due = visit.report_due is not None
    return Row(
        code=visit.code,
        title=visit.title,
        chip=visit_mark(visit.state),
        meta=(meta,) if meta else (_("No days yet"),),
        note=Mark(Tone.OFF_TRACK, lacks, "ph.asterisk") if lacks and is_due else "",
    )


class VisitsPane(ListPane):
    """The left half of the screen."""

    def __init__(self) -> None:
        self.new_button = Button(_("New visit"), "new_visit", icon="ph.plus", compact=True)
        words = PaneWords(
            title=_("Visits"),
            list_name=_("Visits"),
            search=_("Search visits"),
            no_match=_("No visit matches"),
            hidden=_("{count} visits are hidden by {filters}."),
        )
        super().__init__("visit", words, visit_row, [self.new_button])

    def connect_to(self, presenter: VisitsPresenter) -> None:
        self._presenter = presenter
        self.narrow_with(presenter, presenter.page, lambda visit: presenter.open(visit.id))
        self.new_button.clicked.connect(lambda _on=False: presenter.new_visit())

    def show_nothing_yet(self) -> None:
        presenter = self._presenter
        self.show_state(
            EmptyState(
                "ph.map-pin",
                _("No visits yet"),
                _(
                    "A visit starts with what to check. Milepost fills the brief from the project’s results, "
                    "old findings and open action points."
                ),
                [
                    NextStep(_("Plan a visit"), presenter.new_visit, "ph.plus", "primary"),
                    NextStep(
                        _("I am already in the field"),
                        lambda: presenter.new_visit(unplanned=True),
                        "ph.map-pin",
                    ),
                ],
                object_name="no_visits",
            )
        )
