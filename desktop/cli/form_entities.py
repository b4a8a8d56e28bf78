"""milepost forms entities: the entity lists on this laptop, and what is in one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.files import require_free, write_file
from desktop.cli.lists import Limit, Offset, Search, last_wanted
from desktop.cli.output import answer, table
from desktop.errors import BadInput
from desktop.i18n import _, ngettext
from desktop.paths import this_program

if TYPE_CHECKING:
    from desktop.services.form_library.entities.records import EntityListRow, EntityRecord

_WIDTH = 24


def register_entities(forms: typer.Typer, context: Context) -> None:
    @forms.command(
        "entities", help=_("The entity lists that finished forms keep; with a name what is in that list.")
    )
    def entities(
        name: Annotated[str, typer.Argument(metavar="LIST", help=_("The name of a list."))] = "",
        search: Search = "",
        limit: Limit = None,
        offset: Offset = 0,
        out: Annotated[Path | None, typer.Option(help=_("Write the list as CSV, as forms read it."))] = None,
        force: Annotated[bool, typer.Option("--force", help=_("Write over the file."))] = False,
    ) -> None:
        if out is not None:
            if not name:
                raise BadInput(
                    _("Name the list that is to be written."),
                    _("See: {milepost} forms entities.").format(milepost=this_program()),
                )
            require_free(out, force=force)
        if not name:
            with context.services() as services:
                lists = services.entities.lists()
            document: dict[str, Any] = {"items": list(lists), "total": len(lists)}
            answer(context, document, lambda: _list_lines(lists))
            return
        with context.services() as services:
            rows = services.entities.rows(name, search)
            content = services.entities.as_csv(name) if out is not None else b""
        if out is not None:
            write_file(out, content)
        shown = rows[offset : last_wanted(limit, offset)]
        document = {"items": [_document(one) for one in shown], "total": len(rows)}
        answer(context, document, lambda: _lines(shown, len(rows)))


def _document(one: "EntityRecord") -> dict[str, Any]:
    return {
        "id": one.id,
        "list": one.list_name,
        "name": one.name,
        "label": one.label,
        "of": one.place,
        "version": one.version,
        "properties": dict(one.values),
        "by": one.author,
        "at": one.at,
        "submission": one.submission_id,
    }


def _list_lines(lists: "Sequence[EntityListRow]") -> list[str]:
    if not lists:
        return [_("No entity lists.")]
    heads = (_("Entity list"), _("Entities"), _("Properties"))
    return table(heads, [(one.name, one.count, ", ".join(one.properties)) for one in lists])


def _lines(rows: "Sequence[EntityRecord]", total: int) -> list[str]:
    properties = list(dict.fromkeys(name for one in rows for name in one.values))
    heads = (_("Label"), *properties, _("Version"), _("Whose"), _("Identifier"))
    cells = [
        (
            one.label[:_WIDTH],
            *(one.values.get(name, "")[:_WIDTH] for name in properties),
            one.version,
            one.place[:_WIDTH],
            one.name,
        )
        for one in rows
    ]
    return [
        *table(heads, cells),
        ngettext("{count} entity", "{count} entities", total).format(count=total),
    ]
