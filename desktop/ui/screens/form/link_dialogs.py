"""Dialogs that make something of an answer: a finding, or a verified figure."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import Severity
from desktop.services.form_library.links import FigureChoice, FigureOffer
from desktop.ui import formats
from desktop.ui.theme import severity_mark
from desktop.ui.widgets import ChoiceField, FormDialog, TextArea, TextField


class FindingDialog(FormDialog):
    """`add(statement, evidence, severity)` may raise a UserError."""

    def __init__(self, parent: QWidget, evidence: str, add: Callable[[str, str, str], None]) -> None:
        super().__init__(
            parent,
            _("Make a finding"),
            _("Add finding"),
            self._submit,
            object_name="finding_dialog",
            sentence=_("It stands among the findings of the visit, and leads back to this question."),
            width=560,
        )
        self._add = add
        self.statement = TextArea(_("What was found"), "form_finding_text", lines=2, required=True)
        self.evidence = TextArea(_("Evidence"), "form_finding_evidence", lines=2)
        self.evidence.set_value(evidence)
        self.severity = ChoiceField(
            _("Severity"), "form_finding_severity", [(str(one), severity_mark(one).word) for one in Severity]
        )
        self.severity.set_value(str(Severity.MINOR))
        self.add(self.statement, self.evidence, self.severity)
        self.statement.area.setFocus()

    def _submit(self) -> None:
        self._add(self.statement.value(), self.evidence.value(), str(self.severity.value()))


class FigureDialog(FormDialog):
    """Which reported figure, or which indicator and period, the answer verifies."""

    def __init__(
        self, parent: QWidget, offer: FigureOffer, take: Callable[[FigureChoice, str], None]
    ) -> None:
        super().__init__(
            parent,
            _("Use {value} as a verified figure?").format(value=formats.number(offer.value)),
            _("Use as verified figure"),
            self._submit,
            object_name="figure_dialog",
            sentence=_("It stands beside what was reported, which stays as it is."),
            width=560,
        )
        self._offer, self._take = offer, take
        self.choice = ChoiceField(
            _("Figure"),
            "figure_choice",
            [(at, _choice_words(one)) for at, one in enumerate(offer.choices)],
        )
        self.period = TextField(
            _("Period"), "figure_period", help_text=_("Such as 2026-H2, 2026-Q3 or 2026-11.")
        )
        self.add(self.choice, self.period)
        if offer.choices:
            self.choice.set_value(offer.suggested or 0)
        self.choice.edited.connect(lambda _at: self._show_period())
        self._show_period()

    def _chosen(self) -> FigureChoice | None:
        at = self.choice.value()
        return self._offer.choices[at] if isinstance(at, int) and at < len(self._offer.choices) else None

    def _show_period(self) -> None:
        chosen = self._chosen()
        self.period.setVisible(chosen is not None and chosen.period_start is None)

    def _submit(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._take(chosen, self.period.value())


def _choice_words(choice: FigureChoice) -> str:
    if choice.period_start is None or choice.period_end is None:
        return _("{indicator} · another period").format(indicator=choice.label)
    parts = [
        choice.label,
        f"{formats.day(choice.period_start)} – {formats.day(choice.period_end)}",
        choice.place or "",
        _("reported {value}").format(value=formats.number(choice.reported))
        if choice.reported is not None
        else "",
    ]
    return formats.dotted(parts)
