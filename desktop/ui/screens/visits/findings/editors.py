"""The fields below an opened row: of a finding, of a result, of the visit as a whole."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import Criterion, FindingTag, Severity
from desktop.services.visits.records import FindingRecord, VisitRecord
from desktop.ui.field_values import put
from desktop.ui.screens.visits.findings.line import rating_segments
from desktop.ui.screens.visits.findings.presenter import FindingsPresenter, Line
from desktop.ui.screens.visits.words import criterion_word, tag_word
from desktop.ui.theme import severity_mark
from desktop.ui.widgets import (
    Button,
    ChoiceField,
    Field,
    SegmentedChoice,
    TextArea,
    column,
    flow,
    label,
    row,
)


class LineEditor(QWidget):
    """Made when a row is opened; `flush` tells what is typed."""

    def __init__(self, line: Line, visit: VisitRecord, presenter: FindingsPresenter) -> None:
        super().__init__()
        self.fields: list[Field] = []
        self._named: dict[str, Field] = {}
        self._choice: SegmentedChoice | None = None
        self._why: TextArea | None = None
        self._presenter = presenter
        self._layout = column(gap=8, margins=(52, 0, 0, 4), on=self)
        if line.finding is not None:
            self._finding(line.finding, visit)
        else:
            self._result(line, visit)
        self.show_line(line, visit)

    def show_line(self, line: Line, visit: VisitRecord) -> None:
        """The values as they are kept; what is being typed stays."""
        finding, result = line.finding, line.result
        values: dict[str, Any]
        if finding is not None:
            values = {
                "text": finding.statement,
                "evidence": finding.evidence,
                "no_action_reason": finding.no_action_reason,
                "severity": finding.severity,
                "site_id": finding.site_id,
                "criterion": finding.criterion,
                "tag": finding.tag,
            }
            rating = finding.rating
        else:
            values = {"summary": result.summary if result else visit.overall_summary}
            rating = result.rating if result else visit.row.overall_rating
        for name, value in values.items():
            put(self._named[name], value)
        if self._choice is not None:
            self._choice.set_value(rating)
        if self._why is not None and finding is not None:
            self._why.setVisible(finding.severity in (Severity.MAJOR, Severity.CRITICAL))

    def _finding(self, finding: FindingRecord, visit: VisitRecord) -> None:
        tell = self._presenter.edited
        statement = TextArea(_("What was found"), "finding_text", lines=2)
        evidence = TextArea(_("Evidence"), "finding_evidence", lines=2)
        why = self._why = TextArea(_("Why no action point follows"), "finding_no_action_reason", lines=2)
        for name, field in (("text", statement), ("evidence", evidence), ("no_action_reason", why)):
            self._named[name] = field
            self._take(field, partial(tell, finding.id, name), visit)
        choices = _choices(visit)
        for name, choice in choices:
            self._named[name] = choice
            self._take(choice, partial(tell, finding.id, name), visit, add=False)
        self._layout.addWidget(flow(*(choice for _name, choice in choices), gap=12))
        if finding.result_id is not None:
            self._rating(finding.result_id, visit)
        if visit.may_edit:
            self._layout.addWidget(self._deeds(finding))
        self.setFocusProxy(statement)

    def _result(self, line: Line, visit: VisitRecord) -> None:
        result = line.result
        result_id = result.result_id if result else None
        self._rating(result_id, visit)
        summary = self._named["summary"] = TextArea(_("In your words"), "rating_summary", lines=2)
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

    def _rating(self, result_id: Any, visit: VisitRecord) -> None:
        choice = self._choice = SegmentedChoice(rating_segments(), "line_rating", _("Rating"))
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

    def _deeds(self, finding: FindingRecord) -> QWidget:
        presenter = self._presenter
        deeds = (
            (_("Move up"), "finding_up", "ph.arrow-up", lambda: presenter.moved(finding.id, -1)),
            (_("Move down"), "finding_down", "ph.arrow-down", lambda: presenter.moved(finding.id, 1)),
            (_("Delete"), "finding_delete", "ph.trash", lambda: presenter.delete(finding.id)),
        )
        return flow(
            *(
                Button(word, name, kind="ghost", icon=icon, compact=True, press=act)
                for word, name, icon, act in deeds
            )
        )

    def is_typing(self) -> bool:
        return any(field.editor.hasFocus() or field.has_unsaved() for field in self.fields)

    def flush(self) -> None:
        for field in self.fields:
            field.flush()


def _choices(visit: VisitRecord) -> list[tuple[str, ChoiceField]]:
    severity = ChoiceField(
        _("Severity"), "finding_severity", [(one, severity_mark(one).word) for one in Severity]
    )
    site = ChoiceField(
        _("Place"),
        "finding_site",
        [(one.id, one.name) for one in visit.sites],
        empty=_("Everywhere"),
    )
    criterion = ChoiceField(
        _("Criterion"),
        "finding_criterion",
        [(one, criterion_word(one)) for one in Criterion],
        empty=_("None"),
    )
    tag = ChoiceField(
        _("Theme"), "finding_tag", [(one, tag_word(one)) for one in FindingTag], empty=_("None")
    )
    return [("severity", severity), ("site_id", site), ("criterion", criterion), ("tag", tag)]
