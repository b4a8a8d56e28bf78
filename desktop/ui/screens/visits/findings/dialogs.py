"""The short forms that begin a finding and an action point."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import Severity
from desktop.services.visits.records import VisitRecord
from desktop.ui.screens.visits.findings.line import rating_segments
from desktop.ui.theme import severity_mark
from desktop.ui.widgets import (
    CheckField,
    ChoiceField,
    DateField,
    FormDialog,
    NoticeStrip,
    SegmentedChoice,
    TextArea,
    TextField,
    column,
    label,
)


def reporting_channel_words() -> str:
    """What never goes into a finding, and where it goes instead."""
    return _(
        "Never write about sexual exploitation or abuse, protection incidents or suspected fraud here: "
        "report them at once through your office’s confidential channel."
    )


class FindingDialog(FormDialog):
    """Asks what a finding needs to exist; the rest is written in its row."""

    def __init__(
        self,
        parent: QWidget,
        visit: VisitRecord,
        result_id: UUID | None,
        add: Callable[..., None],
    ) -> None:
        super().__init__(
            parent, _("Finding"), _("Add finding"), self._submit, object_name="finding_dialog", width=560
        )
        self._add = add
        self.text = TextArea(_("What was found"), "new_finding_text", required=True, lines=3)
        self.on_result = ChoiceField(
            _("On"),
            "new_finding_result",
            [(one.result_id, f"{one.number}  {one.statement}") for one in visit.results],
            empty=_("The visit as a whole"),
        )
        self.on_result.set_value(result_id)
        self.site = ChoiceField(
            _("Place"),
            "new_finding_site",
            [(one.id, one.name) for one in visit.sites],
            empty=_("Everywhere"),
        )
        self.severity = ChoiceField(
            _("Severity"), "new_finding_severity", [(one, severity_mark(one).word) for one in Severity]
        )
        self.severity.set_value(Severity.MINOR)
        self.evidence = TextArea(_("Evidence"), "new_finding_evidence", lines=2)
        self.rating = SegmentedChoice(rating_segments(), "new_finding_rating", _("Rating"))
        rating = QWidget()
        column(label(_("Rating of the result"), "secondary"), self.rating, gap=4, on=rating)
        channel = NoticeStrip("reporting_channel", icon="ph.shield-warning")
        channel.show_parts([("", reporting_channel_words())])
        self.add(self.text, self.on_result, self.site, self.severity, self.evidence, rating, channel)

    def _submit(self) -> None:
        self._add(
            statement=self.text.value(),
            result_id=self.on_result.value(),
            site_id=self.site.value(),
            severity=self.severity.value(),
            evidence=self.evidence.value(),
            rating=self.rating.value,
        )


class ActionDialog(FormDialog):
    """What is to be done, by when, by whom."""

    def __init__(self, parent: QWidget, add: Callable[..., None]) -> None:
        super().__init__(
            parent, _("Action point"), _("Add action point"), self._submit, object_name="action_dialog"
        )
        self._add = add
        self.title_field = TextField(_("What is to be done"), "new_action_title", required=True)
        self.due = DateField(_("Due"), "new_action_due")
        self.owner = TextField(_("Who"), "new_action_owner", placeholder=_("A colleague, or anyone by name"))
        self.is_high = CheckField(_("High priority: completing it needs evidence"), "new_action_high")
        self.add(self.title_field, self.due, self.owner, self.is_high)

    def _submit(self) -> None:
        self._add(
            title=self.title_field.value(),
            due=self.due.value(),
            owner=self.owner.value(),
            is_high=self.is_high.value(),
        )
