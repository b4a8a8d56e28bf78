"""milepost projects: the portfolio, one project, its facts and its stage."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from desktop.cli.assignments import read_assignments
from desktop.cli.context import Context
from desktop.cli.lists import Limit, Offset, Search, Sort, last_wanted, sort_order
from desktop.cli.output import answer, say, shortened, table
from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import ProjectKind, ProjectStage
from desktop.services.projects.records import ProjectFilter, ProjectRecord, ProjectRow

Reference = Annotated[str, typer.Argument(help=_("Code, IATI identifier, id or the beginning of one."))]


def register(app: typer.Typer, context: Context) -> None:
    group = typer.Typer(no_args_is_help=True, help=_("Projects."))
    app.add_typer(group, name="projects")
    _register_list(group, context)
    _register_one(group, context)
    _register_changes(group, context)
    _register_links(group, context)


def _register_list(group: typer.Typer, context: Context) -> None:
    @group.command("list", help=_("Projects, sorted and filtered."))
    def list_(
        limit: Limit = None,
        offset: Offset = 0,
        sort: Sort = "title",
        search: Search = "",
        stage: Annotated[list[ProjectStage] | None, typer.Option(help=_("Only this stage."))] = None,
        country: Annotated[list[str] | None, typer.Option(help=_("Only this country (ISO)."))] = None,
        area: Annotated[list[str] | None, typer.Option(help=_("Only this thematic area."))] = None,
        office: Annotated[list[str] | None, typer.Option(help=_("Only of this office."))] = None,
        kind: Annotated[ProjectKind | None, typer.Option(help=_("Own or external."))] = None,
        deleted: Annotated[bool, typer.Option("--deleted", help=_("What lies in the bin."))] = False,
    ) -> None:
        wanted = ProjectFilter(
            stages=frozenset(stage or ()),
            countries=frozenset(code.upper() for code in country or ()),
            areas=frozenset(area or ()),
            offices=frozenset(office or ()),
            kind=kind,
            text=search,
            deleted=deleted,
        )
        name, descending = sort_order(sort)
        with context.services() as services:
            found = services.projects.page(
                wanted, sort=name, descending=descending, limit=last_wanted(limit, offset)
            )
            total = services.projects.count(wanted)
        rows = found[offset:]
        answer(
            context, {"items": [listed(row) for row in rows], "total": total}, lambda: _table_of(rows, total)
        )


def _register_one(group: typer.Typer, context: Context) -> None:
    @group.command("show", help=_("One project, whole."))
    def show(ref: Reference) -> None:
        with context.services() as services:
            project = services.projects.find(ref)
        answer(context, shown(project), lambda: _card_of(project))

    @group.command("new", help=_("A new concept: options, or field=value."))
    def new(
        title: Annotated[str, typer.Option(help=_("Its title."))] = "",
        code: Annotated[str | None, typer.Option(help=_("Project code, like LM.0465."))] = None,
        iati_id: Annotated[str | None, typer.Option("--iati-id", help=_("IATI identifier."))] = None,
        country: Annotated[list[str] | None, typer.Option(help=_("Country, or KG:60 for a share."))] = None,
        start: Annotated[str | None, typer.Option(help=_("Planned start."))] = None,
        end: Annotated[str | None, typer.Option(help=_("Planned end."))] = None,
        budget: Annotated[str | None, typer.Option(help=_("Total budget."))] = None,
        currency: Annotated[str | None, typer.Option(help=_("Its currency (ISO 4217)."))] = None,
        fields: Annotated[list[str] | None, typer.Argument(help=_("field=value"))] = None,
    ) -> None:
        options = {
            "title": title or None,
            "code": code,
            "iati_id": iati_id,
            "countries": ";".join(country) if country else None,
            "planned_start": start,
            "planned_end": end,
            "budget": budget,
            "currency": currency,
        }
        given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
        with context.services() as services:
            project = services.projects.create(given | read_assignments(fields or ()))
        _warn_of_twins(project)
        answer(context, shown(project), lambda: _card_of(project))


def _register_changes(group: typer.Typer, context: Context) -> None:
    @group.command("set", help=_("Set fields: field=value."))
    def set_(ref: Reference, fields: Annotated[list[str], typer.Argument(help=_("field=value"))]) -> None:
        with context.services() as services:
            project_id = services.references.project(ref)
            changes = read_assignments(fields)
            services.projects.set_fields(project_id, changes)
            project = services.projects.get(project_id)
        if {"code", "prima_id", "iati_id"} & changes.keys():
            _warn_of_twins(project)
        answer(context, shown(project), lambda: _card_of(project))

    @group.command("stage", help=_("Take the project to another stage."))
    def stage(
        ref: Reference,
        stage: Annotated[str, typer.Argument(help=_("Where to, like in_review."))],
        reason: Annotated[str | None, typer.Option(help=_("Why."))] = None,
        confirm: Annotated[
            list[str] | None,
            typer.Option(help=_("Vouch for what lies outside the store, like workplan; repeatable.")),
        ] = None,
    ) -> None:
        with context.services() as services:
            project_id = services.references.project(ref)
            project = services.projects.move(project_id, stage, reason=reason, confirmed=confirm or ())
        answer(context, shown(project), lambda: _card_of(project))

    @group.command("delete", help=_("Into the bin."))
    def delete(ref: Reference) -> None:
        with context.services() as services:
            project_id = services.references.project(ref)
            services.projects.delete(project_id)
        answer(context, {"id": project_id, "deleted": True}, lambda: [_("It lies in the bin now.")])

    @group.command("restore", help=_("Out of the bin, by its full id."))
    def restore(
        project: Annotated[str, typer.Argument(help=_("Its id, as projects list --deleted says."))],
    ) -> None:
        with context.services() as services:
            restored = services.projects.restore(services.references.deleted_project(project))
        answer(context, shown(restored), lambda: _card_of(restored))


def _register_links(group: typer.Typer, context: Context) -> None:
    @group.command("link", help=_("Mark an item of a framework: migof, sdg, gcm, srf."))
    def link(
        ref: Reference,
        framework: Annotated[str, typer.Argument(help=_("migof, sdg, gcm, srf, priority or enabler."))],
        item: Annotated[str, typer.Argument(help=_("Its code, like O1 or 10.7."))],
        weight: Annotated[str, typer.Option(help=_("primary or secondary."))] = "primary",
        reason: Annotated[str | None, typer.Option(help=_("Why."))] = None,
    ) -> None:
        with context.services() as services:
            project_id = services.references.project(ref)
            project = services.projects.link(project_id, framework, item, weight=weight, reason=reason)
        answer(context, shown(project), lambda: _card_of(project))


def listed(row: ProjectRow) -> dict[str, Any]:
    """One line of the list: shared content only, so that two synced stores answer alike."""
    return {
        "id": row.id,
        "code": row.code,
        "iati_id": row.iati_id,
        "title": row.title,
        "kind": row.kind,
        "stage": row.stage,
        "countries": row.countries,
        "thematic_area": row.thematic_area,
        "start": row.start,
        "end": row.end,
        "budget": row.budget.amount if row.budget else None,
        "currency": row.budget.currency if row.budget else None,
        "office": row.office,
        "indicators": row.indicators.total,
        "last_visit": row.last_visit,
        "last_rating": row.last_rating,
        "open_actions": row.open_actions,
    }


_SHOWN = (
    "id",
    "kind",
    "programme",
    "code",
    "prima_id",
    "iati_id",
    "title",
    "description",
    "drivers",
    "project_type",
    "project_type_name",
    "thematic_area",
    "planned_start",
    "planned_end",
    "actual_start",
    "actual_end",
    "countries",
    "sectors",
    "donors",
    "target_groups",
    "budget",
    "currency",
    "budget_date",
    "manager",
    "gender_marker",
    "gender_reason",
    "stage",
    "stage_reason",
    "iati_status",
    "office",
    "sensitivity",
    "created_at",
    "links",
    "locations",
    "budget_lines",
    "visits",
    "open_actions",
)


def shown(project: ProjectRecord) -> dict[str, Any]:
    """One project: what every store that holds it would say."""
    return {name: getattr(project, name) for name in _SHOWN}


def _table_of(rows: Iterable[ProjectRow], total: int) -> list[str]:
    lines = table(
        (_("Code"), _("Title"), _("Countries"), _("Stage"), _("Start"), _("End"), _("Budget")),
        (
            (
                row.code,
                shortened(row.title),
                " ".join(row.countries),
                row.stage,
                row.start,
                row.end,
                f"{row.budget.amount:,.2f} {row.budget.currency}" if row.budget else "",
            )
            for row in rows
        ),
    )
    return [
        *lines,
        ngettext("{count} project in all.", "{count} projects in all.", total).format(count=total),
    ]


def _card_of(project: ProjectRecord) -> list[str]:
    named = shown(project)
    lines = [f"{project.short_code}  {project.title}"]
    for name in _SHOWN[1:]:
        value = named[name]
        if value in (None, (), ""):
            continue
        if isinstance(value, tuple):
            value = ", ".join(_short(part) for part in value)
        lines.append(f"  {name}: {value}")
    return lines


def _warn_of_twins(project: ProjectRecord) -> None:
    for twin in project.twins:
        say(
            _("Careful: {title} ({id}) bears the same code or identifier.").format(
                title=twin.title, id=twin.id
            )
        )


def _short(part: Any) -> str:
    for name in ("code", "item", "name", "amount"):
        if hasattr(part, name):
            return str(getattr(part, name))
    return str(part)
