"""What stands in the columns of the verification table."""

from collections.abc import Callable
from decimal import Decimal

from desktop.i18n import _
from desktop.rules.verification import Band
from desktop.rules.vocabulary import Extent
from desktop.services.visits.figure_records import RollUpRecord, VerificationRecord, figure_label
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column
from desktop.ui.screens.visits.verification.presenter import Shown
from desktop.ui.screens.visits.words import band_word, method_word, reason_word
from desktop.ui.theme import Mark, Tone

TWO_PLACES = 2


def columns(
    typed: Callable[[VerificationRecord, str], None], may_edit: Callable[[], bool]
) -> list[Column[Shown]]:
    """Eye goes reported (locked, grey) > verified (bold, editable) > factor > band."""

    def type_verified(row: Shown, text: str) -> None:
        if isinstance(row, VerificationRecord):
            typed(row, text)

    return [
        Column(key="indicator", title=_("Indicator"), cell=_indicator, width=190, stretch=True, tip=_title),
        Column(key="place", title=_("Place"), cell=_place, width=100),
        Column(
            key="reported",
            title=_("Reported"),
            cell=_reported,
            width=92,
            end=True,
            tip=_not_approved,
        ),
        Column(
            key="verified",
            title=_("Verified"),
            cell=_verified,
            width=92,
            end=True,
            edit=type_verified,
            edit_text=_editable,
            may_edit=lambda row: isinstance(row, VerificationRecord) and may_edit(),
        ),
        Column(key="factor", title=_("Verification factor"), cell=_factor, width=128, end=True),
        Column(key="band", title=_("Band"), cell=lambda row: Cell(mark=band_mark(row.band)), width=164),
        Column(key="reason", title=_("Reason for the difference"), cell=_reason, width=178),
        Column(key="method", title=_("Method, n of N"), cell=_method, width=172),
    ]


def _reported(row: Shown) -> Cell:
    waiting = row.unapproved if isinstance(row, VerificationRecord) else None
    text = _figure(row.reported) if waiting is None else f"({_figure(waiting)})"
    return Cell(text=text, end=True, quiet=True, icon="")


def _not_approved(row: Shown) -> str:
    if isinstance(row, VerificationRecord) and row.unapproved is not None:
        return _("Reported, but approved by nobody yet.")
    return ""


def _indicator(row: Shown) -> Cell:
    if isinstance(row, RollUpRecord):
        unit = _(" in {unit}").format(unit=row.unit) if row.unit else ""
        return Cell(text=_("Roll-up, {label}{unit}").format(label=row.label, unit=unit), strong=True)
    return Cell(text=row.indicator_title, before=figure_label(row.result_number, row.indicator_code))


def _title(row: Shown) -> str:
    return row.label if isinstance(row, RollUpRecord) else row.indicator_title


def _place(row: Shown) -> Cell:
    if isinstance(row, RollUpRecord):
        return Cell(text=_("{count} places").format(count=row.places), quiet=True)
    return Cell(text=row.place or _("All"), quiet=True)


def _verified(row: Shown) -> Cell:
    if row.verified is None:
        return Cell(text=_("not yet"), quiet=True, end=True)
    return Cell(text=_estimate(row), strong=True, end=True)


def _estimate(row: Shown) -> str:
    shown = _figure(round(row.verified, TWO_PLACES) if row.verified is not None else None)
    return _("≈ {figure}").format(figure=shown) if row.is_estimate else shown


def _editable(row: Shown) -> str:
    if isinstance(row, RollUpRecord):
        return ""
    kept = row.confirmed if row.extent is Extent.SAMPLE else row.verified
    return _figure(kept)


def _factor(row: Shown) -> Cell:
    if row.factor is None:
        return Cell(text="" if row.verified is None else "–", end=True)
    return Cell(text=formats.factor(row.factor), strong=True, end=True)


def _reason(row: Shown) -> Cell:
    if isinstance(row, RollUpRecord):
        share = formats.number(round(row.coverage)) if row.coverage is not None else ""
        return Cell(text=_("Coverage: {share} %").format(share=share) if share else "", quiet=True)
    if row.reasons:
        return Cell(text=", ".join(reason_word(one.reason) for one in row.reasons))
    if row.needs_reason:
        return Cell(missing=True)
    if row.band is not None and not row.note:
        return Cell(text=_("none needed"), quiet=True)
    return Cell(text=row.note or "", quiet=True)


def _method(row: Shown) -> Cell:
    if isinstance(row, RollUpRecord):
        return Cell()
    method = method_word(row.method) if row.method else ""
    if row.extent is Extent.SAMPLE:
        counts = _("sample, {n} of {all}").format(n=_figure(row.checked), all=_figure(row.reported))
    elif row.verified is not None and row.reported is not None:
        counts = _("{n} of {all}").format(n=_figure(row.reported), all=_figure(row.reported))
    else:
        counts = ""
    return Cell(text=", ".join(part for part in (method, counts) if part))


def band_mark(band: Band | None) -> Mark:
    tone, icon = {
        None: (Tone.NEUTRAL, "ph.minus-circle-fill"),
        Band.GOOD: (Tone.ON_TRACK, "ph.check-circle-fill"),
        Band.ACCEPTABLE: (Tone.AT_RISK, "ph.warning-fill"),
        Band.OVER_REPORTED: (Tone.OFF_TRACK, "ph.x-circle-fill"),
        Band.UNDER_REPORTED: (Tone.OFF_TRACK, "ph.x-circle-fill"),
        Band.MISMATCH: (Tone.OFF_TRACK, "ph.x-circle-fill"),
        Band.NOT_APPLICABLE: (Tone.NEUTRAL, "ph.minus-circle-fill"),
    }[band]
    return Mark(tone, band_word(band), icon)


def _figure(value: Decimal | None) -> str:
    return "" if value is None else formats.number(value)
