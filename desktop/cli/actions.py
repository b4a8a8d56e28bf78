"""milepost actions: list, show, new, set, move, comment."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, shortened, table
from desktop.cli.words import assignments, sort_of, window_of
from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import ActionState, Priority
from desktop.services.actions.records import ActionFilter, ActionRecord, ActionRow
from desktop.services.wording import word

ActionRef = Annotated[str, typer.Argument(metavar="ID", help=_("Code, id or prefix."))]


def register(app: typer.Typer, context: Context) -> None:
    group = typer.Typer(no_args_is_help=True, help=_("Action points: agreed, done, verified by another."))
    app.add_typer(group, name="actions")
    _register_reading(group, context)
    _register_writing(group, context)


def _register_reading(group: typer.Typer, context: Context) -> None:
    @group.command("list", help=_("Action points, the earliest due first."))
    def list_actions(
        mine: Annotated[bool, typer.Option("--mine", help=_("Only my own."))] = False,
        state: Annotated[list[ActionState] | None, typer.Option()] = None,
        overdue: Annotated[bool, typer.Option("--overdue")] = False,
        project: Annotated[str | None, typer.Option()] = None,
        visit: Annotated[str | None, typer.Option()] = None,
        search: Annotated[str, typer.Option()] = "",
        sort: Annotated[str, typer.Option(help=_("due, newest, code, title, state; -due turns it."))] = "",
        limit: Annotated[int | None, typer.Option(min=0)] = None,
        offset: Annotated[int, typer.Option(min=0)] = 0,
    ) -> None:
        name, descending = sort_of(sort, "due")
        with context.services() as services:
            wanted = ActionFilter(
                mine=mine,
                states=frozenset(state or ()),
                overdue=overdue,
                project_id=services.references.project(project) if project else None,
                visit_id=services.references.visit(visit) if visit else None,
                text=search,
            )
            rows = window_of(
                lambda count: services.actions.page(wanted, sort=name, descending=descending, limit=count),
                limit,
                offset,
            )
            total = services.actions.count(wanted)
        document = {"items": [_row_document(row) for row in rows], "total": total}
        answer(context, document, lambda: _list_lines(rows, total))

    @group.command("show", help=_("One action point with its comments."))
    def show(action: ActionRef) -> None:
        with context.services() as services:
            record = services.actions.get(services.references.action(action))
        answer(context, _document(record), lambda: _lines(record))


def _register_writing(group: typer.Typer, context: Context) -> None:
    @group.command("new", help=_("Agree an action point on a visit or a project."))
    def new(
        title: Annotated[str, typer.Option(help=_("What is to be done."))],
        due: Annotated[str | None, typer.Option(help=_("By when, ISO 8601."))] = None,
        visit: Annotated[str | None, typer.Option()] = None,
        project: Annotated[str | None, typer.Option()] = None,
        finding: Annotated[str | None, typer.Option(help=_("The finding it follows from."))] = None,
        owner: Annotated[str | None, typer.Option(help=_("A colleague, or anyone by name."))] = None,
        priority: Annotated[Priority, typer.Option()] = Priority.NORMAL,
        details: Annotated[str | None, typer.Option()] = None,
    ) -> None:
        with context.services() as services:
            made = services.actions.create(
                title=title,
                due=due,
                visit_id=services.references.visit(visit) if visit else None,
                project_id=services.references.project(project) if project else None,
                finding_id=services.references.finding(finding) if finding else None,
                owner=owner,
                priority=priority,
                details=details,
            )
        answer(context, {"id": made.row.id, "code": made.row.code}, lambda: [made.row.code])

    @group.command(
        "set", help=_("Set fields: title, details, due, priority, owner, done, evidence, finding.")
    )
    def set_fields(
        action: ActionRef, fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE")]
    ) -> None:
        changes = assignments(fields)
        with context.services() as services:
            record = services.actions.set_fields(services.references.action(action), changes)
        answer(context, _document(record), lambda: _lines(record))

    @group.command("move", help=_("Take it to its next state."))
    def move(
        action: ActionRef,
        state: Annotated[str, typer.Argument(metavar="STATE")],
        reason: Annotated[str | None, typer.Option()] = None,
        done: Annotated[str | None, typer.Option(help=_("What was done, on completing it."))] = None,
    ) -> None:
        with context.services() as services:
            action_id = services.references.action(action)
            record = services.actions.move(action_id, state, reason=reason, done=done)
        answer(context, _document(record), lambda: _lines(record))

    @group.command("comment", help=_("Add a remark; remarks stay."))
    def comment(action: ActionRef, text: Annotated[str, typer.Argument(metavar="TEXT")]) -> None:
        with context.services() as services:
            record = services.actions.comment(services.references.action(action), text)
        answer(context, _document(record), lambda: _lines(record))


def _row_document(row: ActionRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "title": row.title,
        "project": row.project_code,
        "visit": row.visit_code,
        "finding": row.finding_id,
        "owner": row.owner,
        "due": row.due,
        "priority": row.priority,
        "state": row.state,
        "overdue": row.is_overdue,
    }


def _document(record: ActionRecord) -> dict[str, Any]:
    return {
        **_row_document(record.row),
        "details": record.details,
        "done": record.done,
        "completed_by": record.completed_by,
        "evidence": record.evidence_id,
        "state_reason": record.state_reason,
        "created_at": record.created_at,
        "created_by": record.created_by,
        "comments": [{"at": one.at, "who": one.author, "text": one.text} for one in record.comments],
    }


def _list_lines(rows: Sequence[ActionRow], total: int) -> list[str]:
    if not rows:
        return [_("No action points.")]
    cells = [(row.due, row.code, shortened(row.title, 48), row.owner or "", _state(row)) for row in rows]
    heads = (_("Due"), _("Code"), _("Title"), _("Owner"), _("State"))
    counted = ngettext("{count} action point", "{count} action points", total).format(count=total)
    return [*table(heads, cells), counted]


def _state(row: ActionRow) -> str:
    return f"{word(row.state)}, {_('overdue')}" if row.is_overdue else word(row.state)


def _lines(record: ActionRecord) -> list[str]:
    row = record.row
    return [
        f"{row.code}  {_state(row)}",
        row.title,
        *([_("Due {day}").format(day=row.due)] if row.due else []),
        *([_("Done: {text}").format(text=record.done)] if record.done else []),
        *(f"  {one.at:%Y-%m-%d} {one.author}: {one.text}" for one in record.comments),
    ]
