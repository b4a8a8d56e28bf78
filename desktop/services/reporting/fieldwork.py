"""Terms of reference, sites, persons met, earlier actions and known issues."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from desktop.i18n import _
from desktop.reports import content
from desktop.rules import action_states
from desktop.rules.suppression import SMALLEST_SHOWN, suppressed_table
from desktop.rules.vocabulary import ActionState, Sex, SiteState
from desktop.services.accounts.access import Access
from desktop.services.actions.reading import rows_of as action_rows
from desktop.services.reporting.source import Source
from desktop.services.visits import sections
from desktop.services.visits.records import SiteRecord

_SEXES = (Sex.FEMALE, Sex.MALE, Sex.OTHER, Sex.UNKNOWN)
_TOTAL = "total"
_ALL = ""
_MOST_EARLIER = 40


def terms(source: Source) -> content.Terms:
    record = source.record
    limits = [source.words(sections.LIMITS), source.words(sections.FORMS_NOT_DONE)]
    return content.Terms(
        purpose=record.purpose or "",
        questions=record.questions or "",
        methods=record.methods or "",
        limits="\n".join(text for text in limits if text),
        logistics=(record.logistics or "") if source.view.internal_words else "",
    )


def sites(source: Source) -> tuple[content.Site, ...]:
    met = _persons_by_site(source)
    return tuple(
        content.Site(
            name=site.name,
            state=site.state,
            day=site.visited_on or (source.visit.start if site.state is SiteState.VISITED else None),
            done=_done_at(source, site),
            reason=site.state_reason or "",
            partner=site.partner or "",
            persons=_shown(source, met[site.id]) if site.id in met else None,
            latitude=site.lat,
            longitude=site.lon,
        )
        for site in source.record.sites
        if source.may_show(site.id)
    )


def _done_at(source: Source, site: SiteRecord) -> str:
    """The interviews and groups held there, and the figures recounted."""
    groups = [one.title for one in source.record.groups if one.site_id == site.id and source.may_show(one.id)]
    recounted = sum(one.site_id == site.id or one.place == site.name for one in source.record.verifications)
    said = [*groups, *([_("figures recounted: {count}").format(count=recounted)] if recounted else [])]
    return source.formats.listed(said)


def _persons_by_site(source: Source) -> dict[UUID, int]:
    met: dict[UUID, int] = defaultdict(int)
    for person in source.record.people_met:
        if person.site_id is not None:
            met[person.site_id] += 1
    for group in source.record.groups:
        if group.site_id is not None:
            met[group.site_id] += sum(sum(ages.values()) for ages in group.counts.values())
    return met


def _shown(source: Source, count: int) -> content.Count:
    is_small = 0 < count < SMALLEST_SHOWN and not source.view.small_counts
    return content.Hidden.BELOW_FIVE if is_small else count


def people(source: Source) -> tuple[tuple[content.PeopleGroup, ...], content.PeopleGroup | None]:
    """Persons met by group and sex, never by name; small numbers hidden from those outside the office."""
    counted = _counted(source)
    if not counted:
        return (), None
    table = {
        group: {**{sex.value: Decimal(by_sex[sex]) for sex in _SEXES}, _TOTAL: Decimal(sum(by_sex.values()))}
        for group, by_sex in counted.items()
    }
    # the totals are cells like others: where there is but one group they would tell all of it
    table[_ALL] = {
        column: sum((cells[column] for cells in table.values()), Decimal(0)) for column in _columns()
    }
    hidden = frozenset() if source.view.small_counts else suppressed_table(table)
    *rows, total = (_group(name, cells, hidden) for name, cells in table.items())
    return tuple(rows), replace(total, group=_("All"))


def _columns() -> tuple[str, ...]:
    return (*(sex.value for sex in _SEXES), _TOTAL)


def _group(
    name: str, cells: Mapping[str, Decimal], hidden: frozenset[tuple[str, str]]
) -> content.PeopleGroup:
    return content.PeopleGroup(
        group=name,
        **{
            column: content.Hidden.BELOW_FIVE if (name, column) in hidden else int(cells[column])
            for column in _columns()
        },
    )


def _counted(source: Source) -> dict[str, dict[Sex, int]]:
    counted: dict[str, dict[Sex, int]] = defaultdict(lambda: dict.fromkeys(_SEXES, 0))
    for group in source.record.groups:
        for word, ages in group.counts.items():
            sex = Sex(word) if word in set(Sex) else Sex.UNKNOWN
            counted[group.title][sex] += sum(ages.values())
    for person in source.record.people_met:
        name = person.organisation or person.role or _("Other persons")
        counted[name][person.sex or Sex.UNKNOWN] += 1
    return counted


def earlier_actions(source: Source, access: Access) -> tuple[content.EarlierAction, ...]:
    """Open action points of the project from before this visit, and where they stand."""
    rows = [
        row
        for row in source.work.actions.of_project(source.project.id)
        if row.visit_id != source.visit.id
        and ActionState(row.state) not in action_states.DONE
        and source.may_show(row.id)
    ]
    listed = action_rows(source.work, rows[:_MOST_EARLIER], access, source.made_on)
    return tuple(
        content.EarlierAction(
            text=one.title,
            state=one.state,
            reference=one.code,
            owner=one.owner or "",
            due=one.due,
            days_overdue=one.days_late,
        )
        for one in listed
    )


def known_issues(source: Source) -> tuple[content.KnownIssue, ...]:
    return tuple(
        content.KnownIssue(text=one.statement, state=one.state, note=one.place or "")
        for one in source.record.issues
        if source.may_show(one.id)
    )
