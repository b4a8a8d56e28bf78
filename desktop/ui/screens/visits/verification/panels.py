"""Below the table: the chosen row in detail, and the quality of its indicator's data."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.rules.dqa import QualityBand, QualityDimension
from desktop.rules.vocabulary import DifferenceReason, Extent, SourcesSeen, VerificationMethod
from desktop.services.visits.figure_records import QualityRecord, VerificationRecord, figure_label
from desktop.ui import formats
from desktop.ui.field_values import put
from desktop.ui.screens.visits.verification.bars import DifferenceBars
from desktop.ui.screens.visits.words import (
    dimension_word,
    method_word,
    quality_word,
    reason_word,
    sources_word,
)
from desktop.ui.theme import Mark, Tone
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    Chip,
    ChoiceField,
    Field,
    NumberField,
    ScrollPage,
    Segment,
    SegmentedChoice,
    TextArea,
    label,
    row,
)


class RowPanel(ScrollPage):
    """Bars, extent, sources, method, reason, note of the chosen row."""

    def __init__(
        self,
        edited: Callable[[str, Any], None],
        delete: Callable[[], None],
        open_form: Callable[[UUID], None],
    ) -> None:
        super().__init__("verification_row", ground="panel")
        self._form_id: UUID | None = None
        self.form = Button("", "verification_form", kind="link", icon="ph.clipboard-text", small=True)
        self.form.clicked.connect(lambda: open_form(self._form_id) if self._form_id is not None else None)
        self.form.hide()
        self.heading = label("", "title", wrap=True)
        self.bars = DifferenceBars()
        self.extent = SegmentedChoice(
            [Segment(Extent.CENSUS, _("Everything")), Segment(Extent.SAMPLE, _("A sample"))],
            "verification_extent",
            _("What was recounted"),
        )
        self.extent.chosen.connect(partial(edited, "extent"))
        self.checked = NumberField(_("Checked"), "verification_checked")
        self.confirmed = NumberField(_("Found right"), "verification_confirmed")
        self.sources = SegmentedChoice(
            [Segment(one, sources_word(one)) for one in SourcesSeen],
            "verification_sources",
            _("Sources seen"),
        )
        self.sources.chosen.connect(partial(edited, "sources_seen"))
        self.method = ChoiceField(
            _("Method"),
            "verification_method",
            [(one, method_word(one)) for one in VerificationMethod],
            empty=_("Not said"),
            beside=True,
        )
        self.reason = ChoiceField(
            _("Reason"),
            "verification_reason",
            [(one, reason_word(one)) for one in DifferenceReason],
            empty=_("None"),
            beside=True,
        )
        self.note = TextArea(_("Note"), "verification_note", lines=2, beside=True)
        self.fields: dict[str, Field] = {
            "checked": self.checked,
            "confirmed": self.confirmed,
            "method": self.method,
            "reasons": self.reason,
            "note": self.note,
        }
        for name, field in self.fields.items():
            field.edited.connect(partial(edited, name))
        self.delete = Button(
            _("Delete row"),
            "verification_delete",
            kind="ghost",
            icon="ph.trash",
            compact=True,
            press=delete,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self._sample = QWidget()
        row(self.checked, self.confirmed, None, gap=16, on=self._sample)
        self.add(self.heading)
        self.body.addLayout(row(self.form, None))
        self.add(self.bars)
        self.body.addLayout(self._beside(_("Recounted"), self.extent))
        self.add(self._sample)
        self.body.addLayout(self._beside(_("Sources seen"), self.sources))
        self.add(self.method, self.reason, self.note)
        self.body.addLayout(row(self.delete, None))
        self.body.addStretch(1)

    def _beside(self, word: str, widget: QWidget) -> Any:
        name = label(word, "secondary", wrap=True)
        name.setFixedWidth(theme().px(104))
        return row(name, widget, None, gap=12)

    def show_row(self, one: VerificationRecord | None, *, may_edit: bool) -> None:
        self.content.setVisible(one is not None)
        if one is None:
            return
        where = one.place or _("all places")
        code = figure_label(one.result_number, one.indicator_code)
        said = _("{code} {title}, {place}").format(
            code=formats.apart(code), title=formats.apart(one.indicator_title), place=formats.apart(where)
        )
        self.heading.setText(formats.line(said))
        self._form_id = one.answer.submission_id if one.answer is not None else None
        self.form.setVisible(one.answer is not None)
        if one.answer is not None:
            words = _("From the form: {title}").format(title=one.answer.form_title)
            self.form.setText(words)
            self.form.setAccessibleName(words)
        self.bars.show_row(one)
        self.extent.set_value(one.extent)
        self._sample.setVisible(one.extent is Extent.SAMPLE)
        put(self.checked, one.checked)
        put(self.confirmed, one.confirmed)
        self.sources.set_value(one.sources_seen)
        self.method.set_value(one.method)
        self._show_reason(one)
        put(self.note, one.note)
        for field in self.fields.values():
            field.set_read_only(not may_edit)
        for widget in (self.extent, self.sources):
            widget.setEnabled(may_edit)
        self.delete.setVisible(may_edit)

    def _show_reason(self, one: VerificationRecord) -> None:
        several = len(one.reasons) > 1
        self.reason.set_value(one.reasons[0].reason if one.reasons and not several else None)
        words = ""
        if several:
            words = ", ".join(
                f"{reason_word(part.reason)} {formats.number(part.amount) if part.amount is not None else ''}".strip()
                for part in one.reasons
            )
        elif one.needs_reason and one.off_by_percent is not None:
            words = _("Required: reported and verified differ by {share} %").format(
                share=formats.number(round(one.off_by_percent))
            )
        self.reason.set_help(words)

    def flush(self) -> None:
        for field in self.fields.values():
            field.flush()


class QualityPanel(ScrollPage):
    """Six scores, the mark that follows, and what a weak one asks for."""

    def __init__(
        self, scored: Callable[[QualityDimension, int | None], None], noted: Callable[[str], None]
    ) -> None:
        super().__init__("quality_panel", ground="panel")
        self.heading = label("", "title", wrap=True)
        self._chip = Chip(Mark(Tone.NEUTRAL, ""))
        self.body.addLayout(row(self.heading, None, self._chip))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(8))
        grid.setVerticalSpacing(theme().px(4))
        self.choices: dict[QualityDimension, SegmentedChoice] = {}
        for at, dimension in enumerate(QualityDimension):
            choice = SegmentedChoice(_scores(), f"quality_{dimension}", dimension_word(dimension))
            choice.chosen.connect(partial(scored, dimension))
            self.choices[dimension] = choice
            grid.addWidget(label(dimension_word(dimension), "secondary"), at, 0)
            grid.addWidget(choice, at, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.note = TextArea(_("Note"), "quality_note", lines=2)
        self.note.edited.connect(noted)
        self._warning = label("", "warning", wrap=True)
        self.add(self._warning, self.note)
        self.body.addStretch(1)

    def show_quality(self, indicator: str, record: QualityRecord | None, *, may_edit: bool) -> None:
        self.content.setVisible(bool(indicator))
        self.heading.setText(_("Data quality of {indicator}").format(indicator=indicator))
        for dimension, choice in self.choices.items():
            choice.set_value(record.scores.get(dimension) if record else None)
            choice.setEnabled(may_edit)
        put(self.note, record.notes if record else "")
        self.note.set_read_only(not may_edit)
        self._chip.setVisible(record is not None and record.band is not None)
        if record is not None and record.band is not None and record.mean is not None:
            self._chip.set_mark(_quality_mark(record.band, formats.number(round(record.mean, 2))))
        self._warning.setText(_weak_words(record))
        self._warning.setVisible(bool(self._warning.text()))


def _scores() -> list[Segment]:
    return [
        Segment(1, _("1 Weak"), tone=Tone.OFF_TRACK, key="1"),
        Segment(2, _("2 Partly"), tone=Tone.AT_RISK, key="2"),
        Segment(3, _("3 Good"), tone=Tone.ON_TRACK, key="3"),
        Segment(0, _("n/a"), key="0"),
    ]


def _quality_mark(band: QualityBand, mean: str) -> Mark:
    tone, icon = {
        QualityBand.HIGH: (Tone.ON_TRACK, "ph.check-circle-fill"),
        QualityBand.MEDIUM: (Tone.AT_RISK, "ph.warning-fill"),
        QualityBand.LOW: (Tone.OFF_TRACK, "ph.x-circle-fill"),
    }[band]
    return Mark(tone, _("{mark}, {mean}").format(mark=quality_word(band), mean=mean), icon)


def _weak_words(record: QualityRecord | None) -> str:
    if record is None or not record.weak:
        return ""
    names = ", ".join(dimension_word(one) for one in record.weak)
    asks = ngettext(
        "{names} is weak: a note and an action point are needed.",
        "{names} are weak: a note and an action point are needed for each.",
        len(record.weak),
    ).format(names=names)
    caps = {QualityDimension.VALIDITY, QualityDimension.INTEGRITY} & set(record.weak)
    return f"{asks} {_('It caps the mark at medium.')}" if caps else asks
