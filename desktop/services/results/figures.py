"""Reports figures against indicators, and takes them from draft to approval."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import BadInput, NotFound, Refused
from desktop.i18n import _
from desktop.models import Indicator, IndicatorValue, Person, Project, Verification
from desktop.models.ids import natural_id
from desktop.rules import arithmetic, value_states
from desktop.rules.periods import Period, parse_period, period_code
from desktop.rules.roles import RIGHTS, Deed, is_own
from desktop.rules.transitions import may_take
from desktop.rules.value_states import ValueFacts
from desktop.rules.vocabulary import Measure, ValueStatus
from desktop.services.accounts.access import Access
from desktop.services.own_work import authors_of
from desktop.services.references import resolve
from desktop.services.results.grid import gaps_of, grid_of, parse_cell
from desktop.services.results.records import Grid, ValueRecord
from desktop.services.results.standing import latest_recounts, recount_of
from desktop.services.steps import Missing, StepOffer, refuse, require_on, roles_on
from desktop.services.typed import read_choice, read_line, read_number, read_text
from desktop.services.wording import word
from desktop.storage.database import Database
from desktop.storage.work import Work


class FigureService:
    """What people do with reported figures; each method is one unit of work."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def grid(self, project_id: UUID) -> Grid:
        """The results monitoring framework of a project."""
        with self._database.reading() as work:
            return grid_of(work, work.get(Project, project_id), self._access, today_of(self._clock))

    def values(self, indicator_id: UUID, *, period: str | None = None) -> tuple[ValueRecord, ...]:
        """Every figure of an indicator, or of one period, the oldest first."""
        with self._database.reading() as work:
            indicator = work.get(Indicator, indicator_id)
            wanted = read_period(period) if period else None
            return tuple(
                self._record(work, indicator, value)
                for value in work.results.values_of_indicator(indicator.id)
                if wanted is None or (value.period_start, value.period_end) == (wanted.start, wanted.end)
            )

    def report(
        self,
        indicator_id: UUID,
        period: str | Period,
        figures: Mapping[str, Any],
        *,
        place: str | None = None,
        source: str | None = None,
        seen: int | None = None,
        editing: str | None = None,
    ) -> ValueRecord:
        """Write a figure of one period, place and source as a draft, or over one that is still being written.

        `figures`: value, numerator, denominator, text, cells. Raises BadInput; Refused for an approved figure.
        """
        with self._database.writing("results.value", seen=seen, editing=editing) as work:
            indicator = work.get(Indicator, indicator_id)
            project = self._reportable(work, indicator)
            wanted = read_period(period)
            found = resolve.find_place(work, place) if place else None
            place_name = found.name if found else read_line(place)
            source = read_line(source)
            value_id = value_id_of(
                indicator.id, wanted.start, wanted.end, str(found.id) if found else place_name, source
            )
            value = work.find(IndicatorValue, value_id, deleted=True)
            if value is None:
                value = IndicatorValue(
                    id=value_id,
                    scope_id=project.scope_id,
                    project_id=project.id,
                    indicator_id=indicator.id,
                    period_start=wanted.start,
                    period_end=wanted.end,
                    place_id=found.id if found else None,
                    place_name=place_name,
                    source=source,
                    status=ValueStatus.DRAFT,
                )
                work.add(value)
            elif not value_states.may_edit(ValueStatus(value.status)):
                raise Refused(
                    _("This figure is {state} and is not typed over.").format(
                        state=word(ValueStatus(value.status))
                    ),
                    _("Correct it with a reason; the old figure stays readable."),
                )
            value.deleted_at = None
            _write(indicator, value, figures)
            work.flush()
            return self._record(work, indicator, value)

    def one(
        self, indicator_id: UUID, period: str | Period, *, place: str | None = None, source: str | None = None
    ) -> ValueRecord:
        """The figure of one period, place and source. Raises NotFound."""
        with self._database.reading() as work:
            indicator, wanted = work.get(Indicator, indicator_id), read_period(period)
            found = resolve.find_place(work, place) if place else None
            named = str(found.id) if found else read_line(place)
            value_id = value_id_of(indicator.id, wanted.start, wanted.end, named, read_line(source))
            value = work.find(IndicatorValue, value_id)
            if value is None:
                raise NotFound(
                    _("There is no figure of this indicator for {period}, this place and source.").format(
                        period=period
                    ),
                    _("List what there is without --move; name the place and source as they stand there."),
                )
            return self._record(work, indicator, value)

    def move(
        self, value_id: UUID, target: ValueStatus | str, *, reason: str | None = None, seen: int | None = None
    ) -> ValueRecord:
        """Take one step. Raises Refused, naming everything that is missing."""
        with self._database.writing("results.value_step", reason=reason, seen=seen) as work:
            value = work.get(IndicatorValue, value_id)
            indicator = work.get(Indicator, value.indicator_id)
            project = work.get(Project, value.project_id)
            status, wanted = ValueStatus(value.status), read_choice(ValueStatus, target)
            step = value_states.find_step(status, wanted) if wanted else None
            if wanted is None or step is None:
                raise Refused(
                    _("A figure that is {state} cannot become {target}.").format(
                        state=word(status), target=word(wanted) if wanted else target
                    )
                )
            own = is_own(self._access.person_id, authors_of(work, value))
            if not may_take(step, roles_on(self._access, project), own=own):
                raise Refused(
                    _("You cannot make this figure {target}.").format(target=word(wanted)),
                    _("The country office approves figures, and nobody approves own work."),
                )
            missing = value_states.missing_for(step, _facts(indicator, value, reason))
            if missing:
                raise refuse(
                    _("The figure cannot become {target} yet.").format(target=word(wanted)),
                    [_NEEDS[code]() for code in missing],
                )
            value.status, value.status_reason = wanted, read_text(reason)
            value.status_by = self._access.person_id
            work.flush()
            return self._record(work, indicator, value)

    def delete(self, value_id: UUID) -> None:
        """A draft goes into the bin. Raises Refused once it was handed in."""
        with self._database.writing("results.value_delete") as work:
            value = work.get(IndicatorValue, value_id)
            self._reportable(work, work.get(Indicator, value.indicator_id))
            if ValueStatus(value.status) is not ValueStatus.DRAFT:
                raise Refused(
                    _("Only a draft is deleted; this figure is {state}.").format(
                        state=word(ValueStatus(value.status))
                    )
                )
            value.deleted_at = self._clock()

    def _reportable(self, work: Work, indicator: Indicator) -> Project:
        project = work.get(Project, indicator.project_id)
        require_on(
            self._access,
            project,
            RIGHTS[Deed.REPORT_FIGURE],
            _("Your role does not let you report figures here."),
        )
        if indicator.retired_on is not None and indicator.retired_on < today_of(self._clock):
            raise Refused(_("This indicator is retired: no new figures are reported for it."))
        return project

    def _record(self, work: Work, indicator: Indicator, value: IndicatorValue) -> ValueRecord:
        project = work.get(Project, value.project_id)
        author = work.find(Person, value.created_by) if value.created_by else None
        status = ValueStatus(value.status)
        own = is_own(self._access.person_id, authors_of(work, value))
        facts, roles = _facts(indicator, value, None), roles_on(self._access, project)
        return ValueRecord(
            id=value.id,
            indicator_id=indicator.id,
            period_start=value.period_start,
            period_end=value.period_end,
            period=period_code(Period(value.period_start, value.period_end)),
            place=value.place_name,
            place_id=value.place_id,
            source=value.source,
            value=value.value,
            numerator=value.numerator,
            denominator=value.denominator,
            text_value=value.text_value,
            cells={key: str(text) for key, text in (value.cells or {}).items()},
            status=status,
            status_reason=value.status_reason,
            verified=arithmetic.total(recount_of(row).verified for row in _recounts(work, value)),
            author=author.name if author else None,
            created_at=value.created_at,
            steps=tuple(
                StepOffer(
                    target=step.target.value,
                    missing=tuple(
                        Missing(code=code, tab="results", record_id=indicator.id, label=_NEEDS[code]())
                        for code in value_states.missing_for(step, facts)
                        if code != "reason"
                    ),
                    needs_reason="reason" in step.needs,
                    may_take=may_take(step, roles, own=own),
                )
                for step in value_states.allowed_steps(status)
            ),
            may_edit=value_states.may_edit(status) and not RIGHTS[Deed.REPORT_FIGURE].isdisjoint(roles),
            seen=work.change,
        )


_NEEDS = {
    "figure": lambda: _("a figure"),
    "dimensions_agree": lambda: _("parts that sum to the figure"),
    "reason": lambda: _("a reason"),
}


def read_period(text: str | Period) -> Period:
    """`2026-H2`, `Jul-Dec 2026`, `2026-07-01..2026-12-31`. Raises BadInput."""
    if isinstance(text, Period):
        return text
    found = parse_period(text)
    if found is None:
        raise BadInput(
            _("{text} is not a period.").format(text=text[:40]),
            _("Write it like 2026-H2, 2026-Q3, 2026-07 or 2026-07-01..2026-12-31."),
        )
    return found


def value_id_of(indicator_id: UUID, start: date, end: date, place: str | None, source: str | None) -> UUID:
    """One figure a period, place and source, on every laptop and in every import the same."""
    return natural_id("value", indicator_id, start, end, (place or "").casefold(), (source or "").casefold())


def _write(indicator: Indicator, value: IndicatorValue, figures: Mapping[str, Any]) -> None:
    """A percentage given as two figures keeps both, and its own value follows from them."""
    known = {"value", "numerator", "denominator", "text", "cells"}
    unknown = sorted(set(figures) - known)
    if unknown:
        raise BadInput(_("There is no field named {name}.").format(name=unknown[0]))
    if "text" in figures:
        value.text_value = read_text(figures["text"])
    if "value" in figures:
        value.value = read_number(figures["value"])
        if value.value is not None and {"numerator", "denominator"}.isdisjoint(figures):
            value.numerator = value.denominator = None
    if "numerator" in figures or "denominator" in figures:
        value.numerator = read_number(figures.get("numerator"))
        value.denominator = read_number(figures.get("denominator"))
        value.value = arithmetic.ratio_of_sums([(value.numerator, value.denominator)])
    if "cells" in figures:
        value.cells = _cells(figures["cells"])
    if indicator.measure == Measure.PERCENTAGE and value.value is not None and value.value < 0:
        raise BadInput(_("A percentage is not below zero."))


def _cells(given: Mapping[str, Any] | None) -> dict[str, str] | None:
    kept: dict[str, str] = {}
    for key, text in (given or {}).items():
        number = read_number(text)
        if number is None:
            continue
        if not parse_cell(key):
            raise BadInput(_("{key} names no part.").format(key=key), _("Write it like sex=female."))
        kept["&".join(sorted(key.split("&")))] = format(number, "f")
    return kept or None


def _facts(indicator: Indicator, value: IndicatorValue, reason: str | None) -> ValueFacts:
    has_figure = value.value is not None or value.numerator is not None or bool(value.text_value)
    return ValueFacts(
        figure=has_figure,
        dimensions_agree=not gaps_of(indicator, value),
        reason=bool(reason and reason.strip()),
    )


def _recounts(work: Work, value: IndicatorValue) -> list[Verification]:
    return [
        row
        for row in latest_recounts(work.results.verifications_in((value.project_id,)))
        if (row.indicator_id, row.period_start, row.period_end, row.place_id, row.source or None)
        == (value.indicator_id, value.period_start, value.period_end, value.place_id, value.source or None)
    ]
