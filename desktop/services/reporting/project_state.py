"""What names a project, how it stands in figures and sentences, and its money over time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from desktop.i18n import _, ngettext
from desktop.models import Expenditure, Partner, Person, Visit, VisitSite
from desktop.reports.content import BudgetLine, KeyFigure, Message, RatedResult
from desktop.reports.project_content import Identity, Point, Spending
from desktop.rules import burn, verification
from desktop.rules.arithmetic import ProgressStatus, divided
from desktop.rules.periods import period_of
from desktop.rules.vocabulary import Framework, Frequency, ProjectStage, Rating, ResultLevel, ValueStatus
from desktop.services.references.numbering import short_project_code
from desktop.services.reporting import words
from desktop.services.reporting.project_figures import Line
from desktop.services.reporting.project_source import WAS_THERE, LastRating, ProjectSource
from desktop.services.wording import word

_MOST_BEHIND = 3


def identity(source: ProjectSource) -> Identity:
    project, view = source.project, source.view
    return Identity(
        code=short_project_code(project),
        prima_id=project.prima_id or "",
        iati_id=project.iati_id or "",
        start=source.start,
        end=source.end,
        budget=project.budget if view.money else None,
        currency=(project.currency or "") if view.money else "",
        status=word(ProjectStage(project.stage)).capitalize(),
        donors=tuple(project.donors),
        partners=_partners(source),
        frameworks=_frameworks(source),
        gender_marker=project.gender_marker or "",
        manager=manager(source),
        last_visit=_last_visit(source),
    )


def manager(source: ProjectSource) -> str:
    person_id = source.project.manager_id if source.view.follow_up else None
    person = source.work.find(Person, person_id) if person_id else None
    return person.name if person else ""


def _partners(source: ProjectSource) -> tuple[str, ...]:
    """Those whose sites were visited."""
    sites = source.work.visits.parts_of_many(VisitSite, [visit.id for visit in source.visits])
    ids = list({site.partner_id for site in sites if site.partner_id and source.may_show(site.id)})
    return tuple(sorted({partner.name for partner in source.work.people.by_ids(Partner, ids)}))


def _frameworks(source: ProjectSource) -> tuple[str, ...]:
    links = [one for one in source.work.projects.links_of(source.project.id) if source.may_show(one.id)]
    named = (f"{words.framework(Framework(link.framework))} {link.item}" for link in links)
    return tuple(dict.fromkeys(named))


def last_visit(source: ProjectSource) -> Visit | None:
    """The newest one on which somebody was in the field."""
    return next((one for one in source.visits if one.state in WAS_THERE and one.start), None)


def _last_visit(source: ProjectSource) -> str:
    visit = last_visit(source)
    if visit is None:
        return ""
    return source.formats.listed((source.formats.days(visit.start, visit.end), visit.code))


def results(source: ProjectSource) -> tuple[RatedResult, ...]:
    """With what the last visit said of each."""
    found = []
    for one in source.told_results:
        said: LastRating | None = source.ratings.get(one.result.id)
        found.append(
            RatedResult(
                number=one.number,
                title=one.result.statement,
                level=ResultLevel(one.result.level),
                rating=said.rating if said else None,
                summary=said.summary if said else "",
            )
        )
    return tuple(found)


def key_figures(source: ProjectSource, lines: Sequence[Line]) -> tuple[KeyFigure, ...]:
    """Counts and shares; never an average of percentages."""
    figures = (_on_track(source, lines), _elapsed(source), _spent(source), _share_verified(source))
    return tuple(one for one in figures if one is not None)


def _on_track(source: ProjectSource, lines: Sequence[Line]) -> KeyFigure | None:
    """Results as they were rated; before any visit, indicators as they progress."""
    if source.ratings:
        ratings = [source.ratings.get(one.result.id) for one in source.told_results]
        counted = Counter(one.rating if one else None for one in ratings)
        unrated = counted[None] + counted[Rating.NOT_MONITORED]
        return KeyFigure(
            value=_of(counted[Rating.ON_TRACK], len(ratings)),
            label=_("results on track"),
            note=_counts(source, counted[Rating.AT_RISK], counted[Rating.OFF_TRACK], unrated),
        )
    if not lines:
        return None
    statuses = Counter(line.standing.status for line in lines)
    return KeyFigure(
        value=_of(statuses[ProgressStatus.ON_TRACK], len(lines)),
        label=_("indicators on track"),
        note=_counts(
            source, statuses[ProgressStatus.AT_RISK], statuses[ProgressStatus.OFF_TRACK], statuses[None]
        ),
    )


def _of(part: int, whole: int) -> str:
    return _("{count} of {all}").format(count=part, all=whole)


def _counts(source: ProjectSource, at_risk: int, off_track: int, unknown: int) -> str:
    said = [
        _("{count} at risk").format(count=at_risk) if at_risk else "",
        _("{count} off track").format(count=off_track) if off_track else "",
        _("{count} without a rating").format(count=unknown) if unknown else "",
    ]
    return source.formats.listed(said)


def elapsed_percent(source: ProjectSource) -> Decimal | None:
    """On the day of the newest change."""
    if source.start is None or source.end is None:
        return None
    return burn.elapsed_percent(source.start, source.end, source.made_on)


def _elapsed(source: ProjectSource) -> KeyFigure | None:
    elapsed = elapsed_percent(source)
    if elapsed is None:
        return None
    note = _("on {day}").format(day=source.formats.day(source.made_on))
    return KeyFigure(value=elapsed / 100, percent=True, label=_("of the time elapsed"), note=note)


def _spent(source: ProjectSource) -> KeyFigure | None:
    spent = burn.spent_percent(_spent_in_all(source), source.project.budget)
    if spent is None:
        return None
    elapsed = elapsed_percent(source)
    note = "" if elapsed is None else _beside_time(int((spent - elapsed).to_integral_value()))
    return KeyFigure(value=spent / 100, percent=True, label=_("of the budget spent"), note=note)


def _beside_time(points: int) -> str:
    if points < 0:
        said = ngettext("{count} point behind time", "{count} points behind time", -points)
    elif points > 0:
        said = ngettext("{count} point ahead of time", "{count} points ahead of time", points)
    else:
        return _("as much as of the time")
    return said.format(count=abs(points))


def _share_verified(source: ProjectSource) -> KeyFigure | None:
    """Of rows, not of persons: across indicators nothing else may be added up."""
    reported = {
        (one.indicator_id, one.period_start, one.period_end, one.place_id, one.source)
        for values in source.rows.values.values()
        for one in values
        if one.status == ValueStatus.APPROVED
    }
    recounted = {
        (one.indicator_id, one.period_start, one.period_end, one.place_id, one.source)
        for recounts in source.rows.recounts.values()
        for one in recounts
    }
    both = len(reported & recounted)
    share = verification.share_verified(both, len(reported))
    if share is None:
        return None
    note = _("{count} of {all} figures").format(count=both, all=len(reported))
    return KeyFigure(value=share / 100, percent=True, label=_("of reported figures verified"), note=note)


def messages(source: ProjectSource, lines: Sequence[Line]) -> tuple[Message, ...]:
    """What the figures say by themselves, so that nobody has to write it."""
    said = [
        (_("On course:"), _listed(source, [one for one in lines if _is(one, ProgressStatus.ON_TRACK)])),
        (_("Furthest behind:"), _behind(source, lines)),
        (_("Never verified:"), _never_verified(source, lines)),
        (_("Missing a baseline:"), _listed(source, [one for one in lines if one.indicator.baseline is None])),
        (_("Missing a target:"), _listed(source, [one for one in lines if not one.standing.has_target])),
    ]
    return tuple(Message(lead=lead, text=text) for lead, text in said if text)


def _is(line: Line, status: ProgressStatus) -> bool:
    return line.standing.status is status


def _listed(source: ProjectSource, lines: Sequence[Line]) -> str:
    return source.formats.listed(line.label for line in lines) + "." if lines else ""


def _never_verified(source: ProjectSource, lines: Sequence[Line]) -> str:
    return _listed(source, [one for one in lines if one.values and not one.recounts])


def _behind(source: ProjectSource, lines: Sequence[Line]) -> str:
    gaps = [
        (standing.expected - standing.progress, line)
        for line in lines
        if (standing := line.standing).expected is not None
        and standing.progress is not None
        and standing.status in (ProgressStatus.AT_RISK, ProgressStatus.OFF_TRACK)
        and not line.is_small
    ]
    gaps.sort(key=lambda one: (-one[0], one[1].label))
    said = []
    for gap, line in gaps[:_MOST_BEHIND]:
        points = int(gap.to_integral_value())
        said.append(
            ngettext(
                "{indicator}, {count} point below the expected {expected}",
                "{indicator}, {count} points below the expected {expected}",
                points,
            ).format(
                indicator=f"{line.label} {line.indicator.title}",
                count=points,
                expected=source.formats.percent((line.standing.expected or Decimal(0)) / 100),
            )
        )
    return "; ".join(said) + "." if said else ""


def spending(source: ProjectSource) -> Spending | None:
    """Spent month by month in per cent of the budget, where both are in one currency."""
    rows, budget = _spending_rows(source), source.project.budget
    if not rows or not budget:
        return None
    spent, points = Decimal(0), {}
    if source.start is not None and source.start <= rows[0].month:
        points[source.start] = Decimal(0)
    for row in rows:
        spent += row.amount
        points[period_of(row.month, Frequency.MONTHLY).end] = divided(spent * 100, budget)
    return Spending(
        planned=_planned(source, budget),
        spent=tuple(Point(day=day, value=value) for day, value in sorted(points.items())),
        today=source.made_on,
        note=f"{source.project.currency} {source.formats.number(spent, 0)}",
    )


def _planned(source: ProjectSource, budget: Decimal) -> tuple[Point, ...]:
    """As dated budget lines lay it over time, each one evenly; a project without them has no such plan."""
    lines = [
        (one.period_start, one.period_end, one.amount)
        for one in source.work.projects.budget_lines_of(source.project.id)
        if one.period_start is not None
        and one.period_end is not None
        and one.currency == source.project.currency
        and source.may_show(one.id)
    ]
    days = {day for start, end, _amount in lines for day in (start, end)}
    return tuple(Point(day=day, value=_planned_by(day, lines, budget)) for day in sorted(days))


def _planned_by(day: date, lines: Sequence[tuple[date, date, Decimal]], budget: Decimal) -> Decimal:
    planned = Decimal(0)
    for start, end, amount in lines:
        gone = min(max((day - start).days, 0), (end - start).days)
        planned += amount if day >= end else divided(amount * gone, Decimal((end - start).days))
    return divided(planned * 100, budget)


def _spending_rows(source: ProjectSource) -> list[Expenditure]:
    """Nothing where two currencies meet: they may not be added up."""
    if not source.view.money:
        return []
    rows = [one for one in source.work.reports.spending_of(source.project.id) if source.may_show(one.id)]
    return rows if {row.currency for row in rows} == {source.project.currency} else []


def _spent_in_all(source: ProjectSource) -> Decimal | None:
    rows = _spending_rows(source)
    return sum((row.amount for row in rows), Decimal(0)) if rows else None


def budget(source: ProjectSource) -> tuple[tuple[BudgetLine, ...], BudgetLine | None]:
    """The lines as planned, and the whole project beside what was spent."""
    project = source.project
    if not source.view.money or project.budget is None:
        return (), None
    spent, elapsed = _spent_in_all(source), elapsed_percent(source)
    is_off = burn.is_off_pace(burn.spent_percent(spent, project.budget), elapsed)
    whole = BudgetLine(
        title=_("Whole project"),
        planned=project.budget,
        spent=spent,
        elapsed_percent=elapsed,
        flag=_("off pace") if is_off else "",
    )
    lines = tuple(
        BudgetLine(
            title=source.formats.listed(
                (one.description or "", source.formats.days(one.period_start, one.period_end))
            ),
            planned=one.amount,
        )
        for one in source.work.projects.budget_lines_of(project.id)
        if one.currency == project.currency and source.may_show(one.id)
    )
    return (lines, whole) if lines else ((whole,), None)
