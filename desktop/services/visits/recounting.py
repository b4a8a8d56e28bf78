"""How one recounted figure is read, copied and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Indicator, Verification, Visit, VisitSite
from desktop.models.ids import natural_id
from desktop.rules.periods import Period, parse_period
from desktop.rules.verification import difference, recount_faults
from desktop.rules.vocabulary import DifferenceReason, Extent, SourcesSeen, VerificationMethod
from desktop.services.references import resolve
from desktop.services.typed import read_choice, read_line, read_number, read_text
from desktop.services.visits.figures import figure_for, recount_of
from desktop.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """What a monitor counted: all of it (`verified`), or a sample (`checked` and `confirmed`)."""

    verified: Decimal | str | None = None
    checked: Decimal | str | None = None
    confirmed: Decimal | str | None = None
    method: VerificationMethod | str | None = None
    sources_seen: SourcesSeen | str | None = None
    note: str | None = None


def read_period(value: str | Period) -> Period:
    """Raises BadInput with examples."""
    found = value if isinstance(value, Period) else parse_period(value)
    if found is None:
        raise BadInput(
            _("{text} is not a period.").format(text=str(value)[:40]),
            _("Write it like 2026-H2, 2026-Q3, 2026-11 or 2026-07-01..2026-12-31."),
        )
    return found


def indicator_of(work: Work, visit: Visit, indicator_id: UUID) -> Indicator:
    indicator = work.get(Indicator, indicator_id)
    if indicator.project_id != visit.project_id:
        raise BadInput(_("This indicator belongs to another project."), _("A visit looks at one project."))
    return indicator


def site_of(work: Work, visit: Visit, site_id: UUID) -> UUID:
    if work.get(VisitSite, site_id).visit_id != visit.id:
        raise BadInput(_("This site belongs to another visit."), _("Choose a site of this visit."))
    return site_id


def row_of(
    work: Work, visit: Visit, indicator: Indicator, days: Period, place: str | None, source: str | None
) -> Verification:
    """The row of that key (domain 2): visit, indicator, period, place and source."""
    known = resolve.find_place(work, place) if place else None
    key = (days.start, days.end, known.id if known else (place or ""), source or "")
    row_id = natural_id("verification", visit.id, indicator.id, *key)
    row = work.find(Verification, row_id, deleted=True)
    if row is None:
        row = Verification(
            id=row_id,
            scope_id=visit.scope_id,
            visit_id=visit.id,
            indicator_id=indicator.id,
            period_start=days.start,
            period_end=days.end,
            place_id=known.id if known else None,
            place_name=known.name if known else place,
            source=source,
            extent=Extent.CENSUS,
            reasons=[],
        )
        work.add(row)
    row.deleted_at = None
    return row


def take_reported(work: Work, row: Verification, indicator: Indicator, given: Decimal | None) -> None:
    """Copied once, when the row is made: a later approval must not move what the monitor compared with."""
    stored, _is_approved = figure_for(work, row, indicator)
    if stored is not None and given is not None and given != stored:
        raise BadInput(
            _("A value is stored for this period and place: {value}.").format(value=format(stored, "f")),
            _("Leave the reported figure out; it is copied, and your recount stands beside it."),
        )
    if row.reported is None:
        row.reported = stored if stored is not None else given
    elif stored is None and given is not None:
        row.reported = given


def take_counts(row: Verification, recounted: Recounted) -> None:
    verified, checked, confirmed = (
        read_number(figure) for figure in (recounted.verified, recounted.checked, recounted.confirmed)
    )
    if verified is not None and (checked is not None or confirmed is not None):
        raise BadInput(
            _("A recount is either of everything or of a sample."),
            _("Give the verified figure, or what was checked and confirmed."),
        )
    if verified is not None:
        row.extent, row.checked, row.confirmed = Extent.CENSUS, None, verified
        return
    if checked is None or confirmed is None:
        raise BadInput(
            _("A recount needs a figure."), _("Give the verified figure, or both checked and confirmed.")
        )
    if row.reported is None:
        raise BadInput(
            _("A sample is compared with a reported figure, and none is stored."),
            _("Give the reported figure as well."),
        )
    row.extent, row.checked, row.confirmed = Extent.SAMPLE, checked, confirmed


def refuse_impossible(row: Verification) -> None:
    faults = {
        "below_zero": _("A count cannot be below zero."),
        "nothing_checked": _("Nothing was checked, so the sample says nothing."),
        "confirmed_beyond_checked": _("More was confirmed than was checked."),
        "checked_beyond_reported": _("More was checked than was reported."),
    }
    found = recount_faults(recount_of(row))
    if found:
        raise BadInput(faults[found[0]], _("Check the figures of this row."))


def _set_verified(row: Verification, value: Any) -> None:
    """Typed into the table: the whole was counted."""
    row.extent, row.checked, row.confirmed = Extent.CENSUS, None, read_number(value)


def _set_extent(row: Verification, value: Any) -> None:
    row.extent = read_choice(Extent, value) or Extent.CENSUS
    if row.extent == Extent.SAMPLE:
        row.checked, row.confirmed = row.checked or row.reported, row.confirmed or Decimal(0)


def _set_checked(row: Verification, value: Any) -> None:
    row.checked = read_number(value)


def _set_confirmed(row: Verification, value: Any) -> None:
    row.confirmed = read_number(value)


def _set_method(row: Verification, value: Any) -> None:
    row.method = read_choice(VerificationMethod, value)


def _set_sources(row: Verification, value: Any) -> None:
    row.sources_seen = read_choice(SourcesSeen, value)


def _set_note(row: Verification, value: Any) -> None:
    row.note = read_text(value)


def _set_source(row: Verification, value: Any) -> None:
    row.source = read_line(value)


def _set_site(row: Verification, value: UUID | None) -> None:
    row.site_id = value


def _reported_is_taken_first(row: Verification, value: Any) -> None:
    """`take_reported` guards it."""


def _set_reasons(row: Verification, value: Sequence[tuple[Any, Any]]) -> None:
    listed = [(read_choice(DifferenceReason, reason), read_number(amount)) for reason, amount in value]
    recount = recount_of(row)
    if len(listed) == 1 and listed[0][1] is None and None not in (recount.reported, recount.verified):
        listed = [(listed[0][0], (recount.verified or Decimal(0)) - (recount.reported or Decimal(0)))]
    row.reasons = [
        {"reason": reason.value, "amount": None if amount is None else format(amount, "f")}
        for reason, amount in listed
        if reason is not None
    ]


FIELDS = {
    "verified": _set_verified,
    "extent": _set_extent,
    "checked": _set_checked,
    "confirmed": _set_confirmed,
    "method": _set_method,
    "sources_seen": _set_sources,
    "reasons": _set_reasons,
    "note": _set_note,
    "source": _set_source,
    "site_id": _set_site,
    "reported": _reported_is_taken_first,
}


def follow_difference(row: Verification, before: Decimal | None) -> None:
    """A single reason that explained the whole difference goes on explaining it when the figure is corrected."""
    now = difference(row.reported, recount_of(row).verified)
    if len(row.reasons) != 1 or before is None or now is None or now == before:
        return
    reason = row.reasons[0]
    if reason.get("amount") is not None and Decimal(reason["amount"]) == before:
        row.reasons = [{**reason, "amount": format(now, "f")}]


def difference_of(row: Verification) -> Decimal | None:
    recount = recount_of(row)
    return difference(recount.reported, recount.verified)
