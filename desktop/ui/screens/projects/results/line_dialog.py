"""All fields of a result or an indicator, for those that have no column."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.rules.vocabulary import Direction, Frequency, Measure, TargetBasis, ValueMode
from desktop.services.results.records import IndicatorRecord, ResultRecord
from desktop.services.wording import word
from desktop.ui.screens.projects.results.presenter import Line
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    FlowLayout,
    FormDialog,
    NumberField,
    ScrollPage,
    TextArea,
    TextField,
)


class LineDialog(FormDialog):
    """Tells only what was changed."""

    def __init__(
        self, parent: QWidget, line: Line, keep: Callable[[Line, dict[str, Any]], None], field: str = ""
    ) -> None:
        title = line.indicator.title if line.indicator else line.result.statement
        super().__init__(parent, title, _("Keep"), self._keep, object_name="line_dialog", width=720)
        self._line, self._tell = line, keep
        self._editors = _indicator_fields() if line.indicator else _result_fields()
        values = _indicator_values(line.indicator) if line.indicator else _result_values(line.result)
        for name, editor in self._editors.items():
            editor.set_value(values[name])
        self._before = {name: editor.value() for name, editor in self._editors.items()}
        self._lay_out()
        if field in self._editors:
            self._editors[field].setFocus()

    def _lay_out(self) -> None:
        """Short fields beside each other, as many as there is room for; the whole scrolls on a small screen."""
        page = ScrollPage("line_fields", margin=4, ground="panel")
        flow: FlowLayout | None = None
        for name, editor in self._editors.items():
            if name not in _SHORT:
                page.add(editor)
                flow = None
                continue
            if flow is None:
                holder = QWidget()
                flow = FlowLayout(holder, gap=16)
                page.add(holder)
            flow.addWidget(editor)
        page.body.addStretch(1)
        page.setMinimumHeight(min(theme().px(430), 540))
        self.body.addWidget(page)

    def _keep(self) -> None:
        for editor in self._editors.values():
            editor.flush()
            if isinstance(editor, NumberField | DateField) and not editor.is_readable():
                raise BadInput(_("One of the fields cannot be read."), _("Its message says how to write it."))
        now = {name: editor.value() for name, editor in self._editors.items()}
        changes = {name: value for name, value in now.items() if value != self._before[name]}
        if changes:
            self._tell(self._line, changes)


_SHORT = frozenset(
    {
        "unit",
        "measure",
        "value_mode",
        "direction",
        "baseline",
        "baseline_date",
        "baseline_due",
        "target",
        "target_date",
        "target_basis",
        "frequency",
        "code",
        "counts_persons",
        "counts_unique",
    }
)


def _result_fields() -> dict[str, Field]:
    return {
        "statement": TextArea(_("Statement"), "line_statement", lines=2, required=True),
        "assumptions": TextArea(_("Assumptions"), "line_assumptions", lines=2),
        "responsible": TextField(_("Responsible"), "line_responsible"),
    }


def _result_values(result: ResultRecord) -> dict[str, Any]:
    return {
        "statement": result.statement,
        "assumptions": result.assumptions or "",
        "responsible": result.responsible or "",
    }


def _indicator_fields() -> dict[str, Field]:
    basis = [(TargetBasis.ABSOLUTE, _("the level to reach")), (TargetBasis.INCREMENT, _("what is added"))]
    return {
        "title": TextField(_("Title"), "line_title", required=True),
        "code": TextField(_("Code"), "line_code"),
        "unit": TextField(_("Unit"), "line_unit"),
        "measure": ChoiceField(_("Measure"), "line_measure", [(one, word(one)) for one in Measure]),
        "value_mode": ChoiceField(_("Figures are"), "line_mode", [(one, word(one)) for one in ValueMode]),
        "direction": ChoiceField(_("Direction"), "line_direction", [(one, word(one)) for one in Direction]),
        "frequency": ChoiceField(
            _("Frequency"),
            "line_frequency",
            [(one, word(one)) for one in Frequency],
            empty=_("Not chosen yet"),
        ),
        "baseline": NumberField(_("Baseline"), "line_baseline"),
        "baseline_date": DateField(_("Baseline day"), "line_baseline_date"),
        "target": NumberField(_("Target"), "line_target"),
        "target_date": DateField(_("Target day"), "line_target_date"),
        "target_basis": ChoiceField(_("Target is"), "line_basis", basis),
        "baseline_due": DateField(_("Baseline known by"), "line_baseline_due"),
        "data_source": TextField(_("Data source"), "line_source"),
        "method": TextField(
            _("Method"), "line_method", help_text=_("Of a percentage: numerator / denominator")
        ),
        "responsible": TextField(_("Responsible"), "line_responsible"),
        "dimensions": TextField(
            _("Told apart by"), "line_dimensions", help_text=_("sex; age; or waiver: and the reason")
        ),
        "counts_persons": CheckField(_("Counts persons"), "line_persons"),
        "counts_unique": CheckField(_("Each person once"), "line_unique"),
    }


def _indicator_values(indicator: IndicatorRecord) -> dict[str, Any]:
    standing = indicator.standing
    return {
        "title": indicator.title,
        "code": indicator.code or "",
        "unit": indicator.unit or "",
        "measure": indicator.measure,
        "value_mode": indicator.value_mode,
        "direction": indicator.direction,
        "frequency": indicator.frequency,
        "baseline": indicator.baseline,
        "baseline_date": indicator.baseline_date,
        "baseline_due": indicator.baseline_due,
        "target": standing.target,
        "target_date": standing.target_due,
        "target_basis": standing.target_basis,
        "data_source": indicator.data_source or "",
        "method": indicator.method or "",
        "responsible": indicator.responsible or "",
        "dimensions": "; ".join(indicator.dimensions),
        "counts_persons": indicator.counts_persons,
        "counts_unique": indicator.counts_unique,
    }
