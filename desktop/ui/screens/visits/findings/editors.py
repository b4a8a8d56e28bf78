"""The fields below an opened row: of a finding, of a result, of the visit as a whole."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import Criterion, FindingTag, Severity
from desktop.services.visits.records import FindingRecord, VisitRecord
from desktop.ui.screens.visits.findings.line import rating_segments
from desktop.ui.screens.visits.findings.presenter import FindingsPresenter, Line
from desktop.ui.screens.visits.words import criterion_word, tag_word
from desktop.ui.theme import severity_mark
from desktop.ui.widgets import (
    Button,
    ChoiceField,
    Field,
    FlowLayout,
    SegmentedChoice,
    TextArea,
    column,
    label,
    row,
)


class LineEditor(QWidget):
    """Made when a row is opened; `flush` tells what is typed."""

    def __init__(self, line: Line, visit: VisitRecord, presenter: FindingsPresenter) -> None:
        super().__init__()
        self.fields: list[Field] = []
        self._presenter = presenter
        self._layout = column(gap=8, margins=(52, 0, 0, 4), on=self)
        if line.finding is not None:
            self._finding(line.finding, visit)
        else:
            self._result(line, visit)

    def _finding(self, finding: FindingRecord, visit: VisitRecord) -> None:
        tell = self._presenter.edited
        statement = TextArea(_("What was found"), "finding_text", lines=2)
        statement.set_value(finding.statement)
        evidence = TextArea(_("Evidence"), "finding_evidence", lines=2)
        evidence.set_value(finding.evidence)
        why = TextArea(_("Why no action point follows"), "finding_no_action_reason", lines=2)
        why.set_value(finding.no_action_reason)
        why.setVisible(finding.severity in (Severity.MAJOR, Severity.CRITICAL))
        for name, field in (("text", statement), ("evidence", evidence), ("no_action_reason", why)):
            self._take(field, partial(tell, finding.id, name), visit)
        words = FlowLayout(gap=12)
        for name, choice in _choices(finding, visit):
            self._take(choice, partial(tell, finding.id, name), visit, add=False)
            words.addWidget(choice)
        self._layout.addLayout(words)
        if finding.result_id is not None:
            self._rating(finding.result_id, finding.rating, visit)
        self._layout.addLayout(self._deeds(finding, visit))
        self.setFocusProxy(statement)

    def _result(self, line: Line, visit: VisitRecord) -> None:
        result = line.result
        result_id = result.result_id if result else None
        rating = result.rating if result else visit.row.overall_rating
        self._rating(result_id, rating, visit)
        summary = TextArea(_("In your words"), "rating_summary", lines=2)
        summary.set_value(result.summary if result else visit.overall_summary)
        self._take(summary, partial(self._presenter.summary_edited, result_id), visit)
        add = Button(
            _("Finding"),
            "line_add_finding",
            icon="ph.plus",
            compact=True,
            press=lambda: self._presenter.new_finding(result_id),
        )
        add.setVisible(visit.may_edit)
        self._layout.addLayout(row(add, None))
        self.setFocusProxy(summary)

    def _rating(self, result_id: Any, rating: object, visit: VisitRecord) -> None:
        choice = SegmentedChoice(rating_segments(), "line_rating", _("Rating"))
        choice.set_value(rating)
        choice.chosen.connect(lambda chosen: self._presenter.rated(result_id, chosen))
        choice.setEnabled(visit.may_edit)
        self._layout.addLayout(row(label(_("Rating"), "secondary"), choice, None, gap=12))

    def _take(
        self, field: Field, tell: Callable[[Any], None], visit: VisitRecord, *, add: bool = True
    ) -> None:
        field.set_read_only(not visit.may_edit)
        field.edited.connect(tell)
        self.fields.append(field)
        if add:
            self._layout.addWidget(field)

    def _deeds(self, finding: FindingRecord, visit: VisitRecord) -> FlowLayout:
        flow = FlowLayout(gap=8)
        if not visit.may_edit:
            return flow
        presenter = self._presenter
        for word, name, icon, act in (
            (_("Move up"), "finding_up", "ph.arrow-up", lambda: presenter.moved(finding.id, -1)),
            (_("Move down"), "finding_down", "ph.arrow-down", lambda: presenter.moved(finding.id, 1)),
            (_("Delete"), "finding_delete", "ph.trash", lambda: presenter.delete(finding.id)),
        ):
            flow.addWidget(Button(word, name, kind="ghost", icon=icon, compact=True, press=act))
        return flow

    def is_typing(self) -> bool:
        return any(field.editor.hasFocus() or field.has_unsaved() for field in self.fields)

    def flush(self) -> None:
        for field in self.fields:
            field.flush()


def _choices(finding: FindingRecord, visit: VisitRecord) -> list[tuple[str, ChoiceField]]:
    severity = ChoiceField(
        _("Severity"), "finding_severity", [(one, severity_mark(one).word) for one in Severity]
    )
    severity.set_value(finding.severity)
    site = ChoiceField(
        _("Place"),
        "finding_site",
        [(one.id, one.name) for one in visit.sites],
        empty=_("Everywhere"),
    )
    site.set_value(finding.site_id)
    criterion = ChoiceField(
        _("Criterion"),
        "finding_criterion",
        [(one, criterion_word(one)) for one in Criterion],
        empty=_("None"),
    )
    criterion.set_value(finding.criterion)
    tag = ChoiceField(
        _("Theme"), "finding_tag", [(one, tag_word(one)) for one in FindingTag], empty=_("None")
    )
    tag.set_value(finding.tag)
    return [("severity", severity), ("site_id", site), ("criterion", criterion), ("tag", tag)]
