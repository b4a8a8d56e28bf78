"""Why the visit was made, how, where, with whom; and what earlier visits left open."""

from reportlab.platypus import Flowable

from desktop.i18n import _, ngettext
from desktop.reports import labels
from desktop.reports.content import Count, Hidden, PeopleGroup, Site, VisitReport
from desktop.reports.directions import isolate
from desktop.reports.formats import MISSING
from desktop.reports.headings import Heading
from desktop.reports.palette import ACCENT, BODY, CELL, NOTE
from desktop.reports.tables import Column, make_table
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span
from desktop.rules.vocabulary import SiteState


def visit_and_methods(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    story = headed_texts(
        typesetter,
        [
            (_("Purpose"), report.terms.purpose),
            (_("Questions"), report.terms.questions),
            (_("Methods"), report.terms.methods),
            (_("Logistics"), report.terms.logistics),
            (_("Limits"), report.terms.limits),
        ],
    )
    story += _sites(report, typesetter)
    story += _people(report, typesetter)
    if report.distribution:
        story.append(Heading(typesetter, _("Distribution"), sub=True))
        story.append(typesetter.paragraph(report.distribution, BODY))
    return story


def headed_texts(typesetter: Typesetter, texts: list[tuple[str, str]]) -> list[Flowable]:
    """Short heads at the start side, their texts beside them; heads without text are left out."""
    head = CELL.but(bold=True, color=ACCENT, size=8.6, leading=12.6)
    columns = [
        Column(style=head, share=0.2, narrowest=78),
        Column(style=CELL.but(size=9, leading=12.6), share=8),
    ]
    rows = [row for row in texts if row[1]]
    return [make_table(typesetter, columns, rows, after=4)] if rows else []


def _sites(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    if not report.sites:
        return []
    with_persons = any(site.persons is not None for site in report.sites)
    columns = [
        Column(title=_("No."), share=0.1),
        Column(title=_("Site"), share=1.2),
        Column(title=_("Date"), share=0.5),
        Column(title=_("What was done"), share=2.4),
    ]
    if with_persons:
        columns.append(Column(title=_("Persons"), number=True))
    rows = []
    for number, site in enumerate(report.sites, 1):
        row = [str(number), _site_name(site), typesetter.formats.short_day(site.day), _what_was_done(site)]
        rows.append([*row, typesetter.formats.count(site.persons)] if with_persons else row)
    return [Heading(typesetter, _("Sites"), sub=True), make_table(typesetter, columns, rows)]


def _site_name(site: Site) -> str:
    return f"{site.name} ({site.partner})" if site.partner else site.name


def _what_was_done(site: Site) -> str:
    if site.state is SiteState.VISITED:
        return site.done or MISSING
    state = labels.site_state(site.state)
    said = ". ".join(part for part in (site.reason, site.done) if part)
    return f"{state}: {said}" if said else state


def _people(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    if not report.people:
        return []
    shown = [
        (title, name)
        for title, name in (
            (_("Female"), "female"),
            (_("Male"), "male"),
            (_("Other"), "other"),
            (_("Not stated"), "unknown"),
        )
        if any(getattr(group, name) is not None for group in report.people) or name in ("female", "male")
    ]
    total = report.people_total or _sum_of(report.people)
    columns = [Column(title=_("Group"), share=2.5)]
    columns += [Column(title=title, number=True, share=2) for title, _name in shown]
    columns.append(Column(title=_("Total"), number=True, share=2))
    rows = [_people_row(group, shown, typesetter) for group in report.people]
    last = _people_row(total, shown, typesetter)
    table = make_table(typesetter, columns, rows, total=last, after=4)
    notes = [report.people_note] if report.people_note else []
    counts = [getattr(group, name) for group in (*report.people, total) for _title, name in shown]
    if Hidden.BELOW_FIVE in counts:
        below = isolate("< 5")
        notes.append(
            _("{mark} stands for one to four persons, to keep them from being recognised.").format(mark=below)
        )
    story = [Heading(typesetter, _("Persons met"), sub=True), table]
    return [*story, typesetter.paragraph(" ".join(notes), NOTE)] if notes else story


def _people_row(group: PeopleGroup, shown: list[tuple[str, str]], typesetter: Typesetter) -> list[str]:
    counts = [getattr(group, name) for _title, name in shown]
    total = group.total if group.total is not None else _sum(counts)
    return [group.group, *map(typesetter.formats.count, counts), typesetter.formats.count(total)]


def _sum_of(groups: tuple[PeopleGroup, ...]) -> PeopleGroup:
    def column(name: str) -> Count:
        return _sum([getattr(group, name) for group in groups])

    return PeopleGroup(
        group=_("All"),
        female=column("female"),
        male=column("male"),
        other=column("other"),
        unknown=column("unknown"),
        total=_sum([_sum_or_total(group) for group in groups]),
    )


def _sum_or_total(group: PeopleGroup) -> Count:
    return (
        group.total
        if group.total is not None
        else _sum([group.female, group.male, group.other, group.unknown])
    )


def _sum(counts: list[Count]) -> Count:
    """The sum of what was counted; unknown when a part is hidden, so that nobody can subtract."""
    known = [count for count in counts if isinstance(count, int)]
    if not known or Hidden.BELOW_FIVE in counts:
        return None
    return sum(known)


def earlier_actions(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    """Action points and issues that earlier visits left, and where they stand now."""
    formats = typesetter.formats
    rows = []
    for action in report.earlier_actions:
        state = labels.action_state(action.state)
        if action.days_overdue > 0:
            state = ngettext("Overdue {count} day", "Overdue {count} days", action.days_overdue).format(
                count=action.days_overdue
            )
        rows.append(
            (
                _code(action.reference),
                action.text,
                action.owner or MISSING,
                formats.day(action.due),
                _now(state, action.note),
            )
        )
    for issue in report.known_issues:
        state = labels.issue_state(issue.state)
        rows.append((_code(issue.reference), issue.text, MISSING, MISSING, _now(state, issue.note)))
    columns = [
        Column(title=_("Ref"), share=0.5),
        Column(title=_("Action or issue"), share=2.4),
        Column(title=_("Owner")),
        Column(title=_("Due"), share=0.6),
        Column(title=_("State now"), share=1.8),
    ]
    return [make_table(typesetter, columns, rows)] if rows else []


def _code(reference: str) -> str:
    return isolate(reference) if reference else MISSING


def _now(state: str, note: str) -> list[Span]:
    return [Span(state, bold=True), Span(f"; {note}" if note else "")]
