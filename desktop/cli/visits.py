"""milepost visits: list, show, new, set, move, site, rate, finding, verify, attach."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, shortened, table
from desktop.cli.visit_documents import (
    attachment_document,
    finding_document,
    row_document,
    verification_document,
    visit_document,
)
from desktop.cli.visit_people import register_people
from desktop.cli.words import assignments, number, ratio, several, sort_of, window_of
from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import (
    AttachmentClass,
    ConsentPurpose,
    Criterion,
    FindingTag,
    Rating,
    Severity,
    SiteState,
    VerificationMethod,
    VisitState,
    VisitType,
)
from desktop.services.chosen_files import read_chosen
from desktop.services.roster import Services
from desktop.services.visits.figure_records import VerificationRecord
from desktop.services.visits.missing import sentences
from desktop.services.visits.records import VisitFilter, VisitRecord, VisitRow
from desktop.services.visits.recounting import Recounted
from desktop.services.visits.sections import result_below_target
from desktop.services.wording import word

NARRATIVE = "narrative."
CONSENT_WORDS = frozenset({*ConsentPurpose, "yes", "none"})

VisitRef = Annotated[str, typer.Argument(metavar="ID", help=_("Visit code, id or prefix."))]


def register(app: typer.Typer, context: Context) -> None:
    group = typer.Typer(no_args_is_help=True, help=_("Monitoring visits and what is recorded on them."))
    app.add_typer(group, name="visits")
    _register_reading(group, context)
    _register_plan(group, context)
    _register_ratings(group, context)
    _register_figures(group, context)
    _register_files(group, context)
    register_people(group, context)


def _register_reading(group: typer.Typer, context: Context) -> None:
    @group.command("list", help=_("Visits, newest first."))
    def list_visits(
        mine: Annotated[bool, typer.Option("--mine", help=_("Only those I lead or join."))] = False,
        state: Annotated[list[VisitState] | None, typer.Option(help=_("Only in this state."))] = None,
        year: Annotated[int | None, typer.Option(min=1900, max=2200)] = None,
        project: Annotated[str | None, typer.Option(help=_("Only of this project."))] = None,
        office: Annotated[str | None, typer.Option(help=_("Only of this office."))] = None,
        search: Annotated[str, typer.Option(help=_("Words in code, title, project or place."))] = "",
        sort: Annotated[
            str, typer.Option(help=_("newest, start, code, title, state, made; -code turns it."))
        ] = "",
        limit: Annotated[int | None, typer.Option(min=0)] = None,
        offset: Annotated[int, typer.Option(min=0)] = 0,
    ) -> None:
        name, descending = sort_of(sort, "newest")
        with context.services() as services:
            wanted = VisitFilter(
                mine=mine,
                states=frozenset(state or ()),
                year=year,
                project_id=services.references.project(project) if project else None,
                office=office,
                text=search,
            )
            rows = window_of(
                lambda count: services.visits.page(wanted, sort=name, descending=descending, limit=count),
                limit,
                offset,
            )
            total = services.visits.count(wanted)
        document = {"items": [row_document(row) for row in rows], "total": total}
        answer(context, document, lambda: _list_lines(rows, total))

    @group.command("show", help=_("A visit with everything recorded on it."))
    def show(visit: VisitRef) -> None:
        with context.services() as services:
            record = services.visits.get(services.references.visit(visit))
        answer(context, visit_document(record), lambda: _show_lines(record))


def _register_plan(group: typer.Typer, context: Context) -> None:
    @group.command("new", cls=several("--site", "--result"), help=_("Plan a visit, or record one under way."))
    def new(
        project: Annotated[str, typer.Option(help=_("Project code, IATI identifier or id."))],
        start: Annotated[str | None, typer.Option(help=_("First day, ISO 8601."))] = None,
        end: Annotated[str | None, typer.Option(help=_("Last day; the first where left out."))] = None,
        site: Annotated[list[str] | None, typer.Option(help=_("P-code, place id or name."))] = None,
        lead: Annotated[str | None, typer.Option(help=_("E-mail, name or id; you, unless told."))] = None,
        result: Annotated[list[str] | None, typer.Option(help=_("Result number, 1.2, or 1.2/CODE."))] = None,
        purpose: Annotated[str | None, typer.Option()] = None,
        title: Annotated[str | None, typer.Option()] = None,
        type_: Annotated[VisitType, typer.Option("--type")] = VisitType.MONITORING,
        unplanned: Annotated[bool, typer.Option("--unplanned", help=_("It is already under way."))] = False,
    ) -> None:
        with context.services() as services:
            made = services.visits.create(
                project_id=services.references.project(project),
                start=start,
                end=end,
                title=title,
                type=type_,
                lead=lead,
                sites=tuple(site or ()),
                results=tuple(result or ()),
                purpose=purpose,
                unplanned=unplanned,
            )
        answer(context, {"id": made.row.id, "code": made.row.code}, lambda: [made.row.code])

    @group.command("set", help=_("Set fields: title, start, end, lead, purpose, narrative.SECTION ..."))
    def set_fields(
        visit: VisitRef, fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE")]
    ) -> None:
        changes = assignments(fields)
        words = {
            name.removeprefix(NARRATIVE): value
            for name, value in changes.items()
            if name.startswith(NARRATIVE)
        }
        plain = {name: value for name, value in changes.items() if not name.startswith(NARRATIVE)}
        for section in words:
            result_below_target(section)  # refused before anything is set
        with context.services() as services:
            visit_id = services.references.visit(visit)
            if plain:
                services.visits.set_fields(visit_id, plain)
            for section, text in words.items():
                services.fieldwork.write(visit_id, section, text)
            record = services.visits.get(visit_id)
        answer(context, visit_document(record), lambda: _show_lines(record))

    @group.command("move", help=_("Take the visit to its next state."))
    def move(
        visit: VisitRef,
        state: Annotated[str, typer.Argument(metavar="STATE")],
        reason: Annotated[str | None, typer.Option()] = None,
    ) -> None:
        with context.services() as services:
            moved = services.visits.move(services.references.visit(visit), state, reason=reason)
        document = {
            "id": moved.row.id,
            "code": moved.row.code,
            "state": moved.row.state,
            "revision": moved.revision,
        }
        answer(context, document, lambda: [f"{moved.row.code}: {word(moved.row.state)}"])

    @group.command("site", help=_("Add a site, or say how its visit went."))
    def site(
        visit: VisitRef,
        place: Annotated[str, typer.Argument(help=_("P-code, place id or name."))],
        state: Annotated[SiteState | None, typer.Option()] = None,
        reason: Annotated[str | None, typer.Option()] = None,
        visited_on: Annotated[str | None, typer.Option()] = None,
        lat: Annotated[str | None, typer.Option()] = None,
        lon: Annotated[str | None, typer.Option()] = None,
    ) -> None:
        given = {"state": state, "reason": reason, "visited_on": visited_on, "lat": lat, "lon": lon}
        changes = {name: value for name, value in given.items() if value is not None}
        with context.services() as services:
            visit_id = services.references.visit(visit)
            site_id = services.visit_plans.site_for(visit_id, place, adding=True)
            if changes:
                services.visit_plans.set_site(site_id, changes)
        answer(context, {"id": site_id}, lambda: [str(site_id)])


def _register_ratings(group: typer.Typer, context: Context) -> None:
    @group.command("rate", help=_("Rate a result, at one site or for the whole visit."))
    def rate(
        visit: VisitRef,
        rating: Annotated[Rating, typer.Option()],
        result: Annotated[str | None, typer.Option(help=_("Its number; none: the visit itself."))] = None,
        site: Annotated[str | None, typer.Option(help=_("P-code, place id or name."))] = None,
        summary: Annotated[str | None, typer.Option()] = None,
    ) -> None:
        with context.services() as services:
            visit_id = services.references.visit(visit)
            result_id = services.references.result_of_visit(visit_id, result) if result else None
            rated = services.findings.rate(
                visit_id, result_id, rating, site_id=_site(services, visit_id, site), summary=summary
            )
        document = {"id": rated, "result": result, "site": site, "rating": rating, "summary": summary}
        answer(context, document, lambda: [f"{result or visit}: {word(rating)}"])

    @group.command("finding", help=_("Record a finding on a result, or on the visit as a whole."))
    def finding(
        visit: VisitRef,
        text: Annotated[str, typer.Option(help=_("What was found."))],
        result: Annotated[str | None, typer.Option(help=_("Result number, or 1.2/CODE."))] = None,
        site: Annotated[str | None, typer.Option(help=_("P-code, place id or name."))] = None,
        severity: Annotated[Severity, typer.Option()] = Severity.MINOR,
        rating: Annotated[Rating | None, typer.Option(help=_("Rates the result in the same step."))] = None,
        evidence: Annotated[str | None, typer.Option()] = None,
        criterion: Annotated[Criterion | None, typer.Option()] = None,
        tag: Annotated[FindingTag | None, typer.Option()] = None,
        no_action_reason: Annotated[str | None, typer.Option(help=_("Why no action point follows."))] = None,
    ) -> None:
        with context.services() as services:
            visit_id = services.references.visit(visit)
            indicator = result if result and "/" in result else None
            made = services.findings.add(
                visit_id,
                statement=text,
                result_id=services.references.result_of_visit(visit_id, result)
                if result and not indicator
                else None,
                indicator_id=services.references.indicator_of_visit(visit_id, indicator)
                if indicator
                else None,
                site_id=_site(services, visit_id, site),
                severity=severity,
                rating=rating,
                evidence=evidence,
                criterion=criterion,
                tag=tag,
                no_action_reason=no_action_reason,
            )
            record = next(one for one in services.visits.get(visit_id).findings if one.id == made)
        answer(context, finding_document(record), lambda: [str(made)])


def _register_figures(group: typer.Typer, context: Context) -> None:
    @group.command("verify", help=_("Recount a reported figure: all of it, or a sample."))
    def verify(
        visit: VisitRef,
        indicator: Annotated[str, typer.Option(help=_("Path of the indicator, 1.2/CODE."))],
        period: Annotated[str, typer.Option(help=_("2026-H2, 2026-Q3, 2026-11, 2026-07-01..2026-12-31"))],
        place: Annotated[str | None, typer.Option(help=_("P-code, place id or name."))] = None,
        source: Annotated[str | None, typer.Option(help=_("Who reported it, where several do."))] = None,
        reported: Annotated[str | None, typer.Option(help=_("Only where no value is stored."))] = None,
        verified: Annotated[str | None, typer.Option(help=_("All recounted: what was found."))] = None,
        checked: Annotated[str | None, typer.Option(help=_("Sample: how many were looked at."))] = None,
        confirmed: Annotated[str | None, typer.Option(help=_("Sample: how many were right."))] = None,
        method: Annotated[VerificationMethod | None, typer.Option()] = None,
        note: Annotated[str | None, typer.Option()] = None,
    ) -> None:
        recounted = Recounted(
            verified=verified, checked=checked, confirmed=confirmed, method=method, note=note
        )
        with context.services() as services:
            visit_id = services.references.visit(visit)
            row = services.verifications.verify(
                visit_id,
                services.references.indicator_of_visit(visit_id, indicator),
                period,
                recounted,
                place=place,
                source=source,
                reported=reported,
            )
        answer(context, verification_document(row), lambda: _verify_lines(row))


def _register_files(group: typer.Typer, context: Context) -> None:
    @group.command(
        "attach",
        cls=several("--consent", words=CONSENT_WORDS),
        help=_("Attach a photo or document to the visit."),
    )
    def attach(
        visit: VisitRef,
        file: Annotated[Path, typer.Argument(metavar="FILE")],
        caption: Annotated[str | None, typer.Option()] = None,
        consent: Annotated[
            list[str] | None, typer.Option(help=_("record, internal, donor, publication; yes; none"))
        ] = None,
        kind: Annotated[AttachmentClass | None, typer.Option("--class")] = None,
    ) -> None:
        content = read_chosen(file)
        purposes = [part for one in consent for part in one.split(",")] if consent else None
        with context.services() as services:
            made = services.attachments.attach(
                services.references.visit(visit),
                content,
                file.name,
                kind=kind,
                caption=caption,
                consent=purposes,
            )
        answer(context, attachment_document(made), lambda: [str(made.id)])


def _site(services: Services, visit_id: UUID, text: str | None) -> UUID | None:
    return services.visit_plans.site_for(visit_id, text) if text else None


def _list_lines(rows: Sequence[VisitRow], total: int) -> list[str]:
    if not rows:
        return [_("No visits.")]
    cells = [
        (row.code, shortened(row.title, 48), row.start, row.end, word(row.state), row.lead or "")
        for row in rows
    ]
    heads = (_("Code"), _("Title"), _("Start"), _("End"), _("State"), _("Lead"))
    return [*table(heads, cells), ngettext("{count} visit", "{count} visits", total).format(count=total)]


def _show_lines(visit: VisitRecord) -> list[str]:
    row = visit.row
    lines = [
        f"{row.code}  {word(row.state)}",
        row.title,
        _("{project} · {start} to {end} · lead: {lead}").format(
            project=row.project_title, start=row.start or "?", end=row.end or "?", lead=row.lead or "?"
        ),
    ]
    sites = ", ".join(f"{site.name} ({word(site.state)})" for site in visit.sites)
    lines += [_("Sites: {names}").format(names=sites)] if sites else []
    lines += [_("Purpose: {text}").format(text=visit.purpose)] if visit.purpose else []
    for result in visit.results:
        rated = word(result.rating) if result.rating else _("not rated yet")
        lines.append(f"  {result.number:8} {rated:14} {result.statement}")
    lines += [f"  - [{word(one.severity)}] {one.statement}" for one in visit.findings]
    lines += [f"  = {line}" for row_ in visit.verifications for line in _verify_lines(row_)]
    missing = sentences(visit.next_step.missing) if visit.next_step else []
    if visit.next_step is not None and missing:
        lines.append(_("Before {state}:").format(state=word(VisitState(visit.next_step.target))))
        lines += [f"  * {one}" for one in missing]
    return lines


def _verify_lines(row: VerificationRecord) -> list[str]:
    waiting = [] if row.unapproved is None else [_unapproved_words(row)]
    return [
        _("{title}: reported {reported}, verified {verified}, factor {factor}").format(
            title=row.indicator_title,
            reported=_figure(number(row.reported)),
            verified=_figure(number(row.verified)) + (_(" (estimate)") if row.is_estimate else ""),
            factor=_figure(round(ratio(row.factor) or 0, 2) if row.factor is not None else None),
        ),
        *waiting,
    ]


def _unapproved_words(row: VerificationRecord) -> str:
    return _("The stored figure {figure} is not approved yet.").format(figure=_figure(number(row.unapproved)))


def _figure(value: object) -> str:
    return "-" if value is None else str(value)
