"""milepost results: the results matrix, its check, its figures."""

from typing import Annotated, Any
from uuid import UUID

import typer

from desktop.cli.assignments import read_assignments
from desktop.cli.context import Context
from desktop.cli.output import answer, table
from desktop.cli.projects import Reference
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.services.results.records import IndicatorRecord, LintMark, Matrix, ResultRecord, ValueRecord
from desktop.services.roster import Services

INDICATOR = "indicator"
Path = Annotated[
    str, typer.Argument(help=_("A result's number like 1.2, or an indicator's path like 1.2/a."))
]


def register(app: typer.Typer, context: Context) -> None:
    group = typer.Typer(no_args_is_help=True, help=_("Results matrices."))
    app.add_typer(group, name="results")
    _register_reading(group, context)
    _register_add(group, context)
    _register_changes(group, context)
    _register_values(group, context)


def _register_reading(group: typer.Typer, context: Context) -> None:
    @group.command("show", help=_("The matrix with where each indicator stands."))
    def show(ref: Reference) -> None:
        with context.services() as services:
            matrix = services.results.matrix(services.references.project(ref))
        answer(context, matrix_document(matrix), lambda: _matrix_lines(matrix))

    @group.command("lint", help=_("Check the matrix: errors block a review, warnings need a note."))
    def lint(ref: Reference) -> None:
        with context.services() as services:
            marks = services.results.lint(services.references.project(ref))
        findings = [
            {"code": one.code, "severity": one.severity, "path": one.path, "message": one.message}
            for one in marks
        ]
        answer(context, {"findings": findings}, lambda: _mark_lines(marks))
        if marks:
            raise typer.Exit(1)


def _register_add(group: typer.Typer, context: Context) -> None:
    @group.command("add", help=_("A new result, or (--level indicator) an indicator of one."))
    def add(
        ref: Reference,
        level: Annotated[str, typer.Option(help=_("objective, outcome, output, activity or indicator."))],
        title: Annotated[str, typer.Option(help=_("Its statement or title."))],
        parent: Annotated[str | None, typer.Option(help=_("Below which result."))] = None,
        fields: Annotated[list[str] | None, typer.Argument(help=_("field=value"))] = None,
    ) -> None:
        given = read_assignments(fields or ())
        with context.services() as services:
            project_id = services.references.project(ref)
            above = services.results.result_id(project_id, parent) if parent else None
            if level.strip().lower() == INDICATOR:
                if above is None:
                    raise BadInput(_("An indicator belongs to a result."), _("Name it with --parent."))
                document = _indicator_document(
                    _indicator(services, project_id, services.results.add_indicator(above, title, given))
                )
            else:
                added = services.results.add_result(project_id, level, title, parent_id=above)
                if given:
                    services.results.set_result(added, given)
                document = _result_document(_result(services, project_id, added))
        answer(context, document, lambda: [f"{document['path']}  {title}"])


def _register_changes(group: typer.Typer, context: Context) -> None:
    @group.command("set", help=_("Set cells of a result or an indicator: field=value."))
    def set_(
        ref: Reference, path: Path, fields: Annotated[list[str], typer.Argument(help=_("field=value"))]
    ) -> None:
        given = read_assignments(fields)
        with context.services() as services:
            project_id = services.references.project(ref)
            if "/" in path:
                indicator_id = services.results.indicator_id(project_id, path)
                services.results.set_indicator(indicator_id, given)
                document = _indicator_document(_indicator(services, project_id, indicator_id))
            else:
                result_id = services.results.result_id(project_id, path)
                services.results.set_result(result_id, given)
                document = _result_document(_result(services, project_id, result_id))
        answer(context, document, lambda: [f"{document['path']}  {document['title']}"])

    @group.command("move", help=_("Up, down, in (below the result before it) or out."))
    def move(
        ref: Reference,
        path: Path,
        where: Annotated[str, typer.Argument(help=_("up, down, in or out"))],
    ) -> None:
        with context.services() as services:
            project_id = services.references.project(ref)
            _move(services, project_id, path, where)
            matrix = services.results.matrix(project_id)
        answer(context, matrix_document(matrix), lambda: _matrix_lines(matrix))

    @group.command(
        "delete", help=_("Into the bin, with what stands below; what has figures is retired instead.")
    )
    def delete(ref: Reference, path: Path) -> None:
        with context.services() as services:
            project_id = services.references.project(ref)
            if "/" in path:
                services.results.delete_indicator(services.results.indicator_id(project_id, path))
            else:
                services.results.delete_result(services.results.result_id(project_id, path))
        answer(context, {"path": path, "deleted": True}, lambda: [_("It lies in the bin now.")])


def _move(services: Services, project_id: UUID, path: str, where: str) -> None:
    steps = {"up": -1, "down": 1}
    if "/" in path and where in steps:
        services.results.move_indicator(services.results.indicator_id(project_id, path), steps[where])
        return
    result_id = services.results.result_id(project_id, path)
    if where in steps:
        services.results.move(result_id, steps[where])
    elif where == "in":
        services.results.indent(result_id)
    elif where == "out":
        services.results.outdent(result_id)
    else:
        raise BadInput(_("{word} is no way to move.").format(word=where), _("Use up, down, in or out."))


def _register_values(group: typer.Typer, context: Context) -> None:
    @group.command("values", help=_("Figures of an indicator; with --period and --value one is reported."))
    def values(
        ref: Reference,
        indicator: Annotated[str, typer.Argument(help=_("Its path, like 1.2/a."))],
        period: Annotated[str | None, typer.Option(help=_("Like 2026-H2, 2026-Q3 or 2026-07."))] = None,
        place: Annotated[str | None, typer.Option(help=_("P-code or name of the place."))] = None,
        source: Annotated[str | None, typer.Option(help=_("Who reports it, such as the partner."))] = None,
        value: Annotated[str | None, typer.Option(help=_("The figure."))] = None,
        numerator: Annotated[str | None, typer.Option(help=_("Of a percentage."))] = None,
        denominator: Annotated[str | None, typer.Option(help=_("Of a percentage."))] = None,
        cell: Annotated[list[str] | None, typer.Option(help=_("A part: sex=female:120; repeatable."))] = None,
        move: Annotated[str | None, typer.Option(help=_("submitted, approved, returned, corrected."))] = None,
        reason: Annotated[str | None, typer.Option(help=_("Why."))] = None,
    ) -> None:
        figures: dict[str, Any] = {
            name: given
            for name, given in (("value", value), ("numerator", numerator), ("denominator", denominator))
            if given is not None
        }
        if cell:
            figures["cells"] = {
                name: number for name, _colon, number in (one.rpartition(":") for one in cell)
            }
        with context.services() as services:
            project_id = services.references.project(ref)
            indicator_id = services.results.indicator_id(project_id, indicator)
            if not figures and move is None:
                found = services.figures.values(indicator_id, period=period)
                _answer_values(context, found)
                return
            if period is None:
                raise BadInput(_("Say for which period."), _("Write it like --period 2026-H2."))
            if figures:
                kept = services.figures.report(indicator_id, period, figures, place=place, source=source)
            else:
                kept = services.figures.one(indicator_id, period, place=place, source=source)
            if move is not None:
                kept = services.figures.move(kept.id, move, reason=reason)
        answer(context, _value_document(kept), lambda: _value_lines((kept,)))


def _answer_values(context: Context, found: tuple[ValueRecord, ...]) -> None:
    document = {"items": [_value_document(one) for one in found], "total": len(found)}
    answer(context, document, lambda: _value_lines(found))


def _result(services: Services, project_id: UUID, result_id: UUID) -> ResultRecord:
    return next(one for one in services.results.matrix(project_id).results if one.id == result_id)


def _indicator(services: Services, project_id: UUID, indicator_id: UUID) -> IndicatorRecord:
    return next(one for one in services.results.matrix(project_id).indicators if one.id == indicator_id)


def matrix_document(matrix: Matrix) -> dict[str, Any]:
    return {
        "project": matrix.project_id,
        "code": matrix.project_code,
        "results": [_result_document(result) for result in matrix.results],
    }


def _result_document(result: ResultRecord) -> dict[str, Any]:
    return {
        "id": result.id,
        "path": result.number,
        "level": result.level,
        "title": result.statement,
        "parent_id": result.parent_id,
        "assumptions": result.assumptions,
        "responsible": result.responsible,
        "rating": result.rating,
        "indicators": [_indicator_document(one) for one in result.indicators],
    }


_INDICATOR_FIELDS = (
    "id",
    "path",
    "code",
    "title",
    "unit",
    "measure",
    "value_mode",
    "direction",
    "baseline",
    "baseline_date",
    "baseline_source",
    "baseline_due",
    "data_source",
    "method",
    "frequency",
    "responsible",
    "dimensions",
    "counts_persons",
    "counts_unique",
    "framework_reference",
    "retired_on",
)


def _indicator_document(one: IndicatorRecord) -> dict[str, Any]:
    standing = one.standing
    return {name: getattr(one, name) for name in _INDICATOR_FIELDS} | {
        "target": standing.target,
        "target_date": standing.target_due,
        "target_basis": standing.target_basis,
        "current": standing.current,
        "progress": standing.progress,
        "status": standing.status,
        "factor": standing.factor,
        "coverage": standing.coverage,
    }


_VALUE_FIELDS = (
    "id",
    "indicator_id",
    "period",
    "period_start",
    "period_end",
    "place",
    "source",
    "value",
    "numerator",
    "denominator",
    "text_value",
    "cells",
    "status",
    "status_reason",
    "verified",
)


def _value_document(value: ValueRecord) -> dict[str, Any]:
    return {name: getattr(value, name) for name in _VALUE_FIELDS}


def _matrix_lines(matrix: Matrix) -> list[str]:
    rows: list[tuple[Any, ...]] = []
    for result in matrix.results:
        rows.append((result.number, f"{result.level}: {result.statement}", "", "", "", "", result.rating))
        for one in result.indicators:
            standing = one.standing
            progress = f"{standing.progress:.0f} %" if standing.progress is not None else ""
            rows.append(
                (
                    one.path,
                    f"  {one.title}",
                    one.unit,
                    one.baseline,
                    standing.target,
                    standing.current,
                    f"{progress} {standing.status or ''}".strip(),
                )
            )
    return table(
        (_("Path"), _("Result or indicator"), _("Unit"), _("Baseline"), _("Target"), _("Now"), _("Progress")),
        rows,
    )


def _mark_lines(marks: tuple[LintMark, ...]) -> list[str]:
    if not marks:
        return [_("The matrix is in order.")]
    return table(
        (_("Code"), _("Weight"), _("Path"), _("Remark")),
        ((one.code, one.severity, one.path, f"{one.message} {one.why}") for one in marks),
    )


def _value_lines(values: tuple[ValueRecord, ...]) -> list[str]:
    return table(
        (_("Period"), _("Place"), _("Source"), _("Reported"), _("Verified"), _("State")),
        ((one.period, one.place, one.source, one.value, one.verified, one.status) for one in values),
    )
