"""milepost search: over everything the person may see."""

from typing import Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, table
from desktop.cli.words import LARGEST_EXACT
from desktop.i18n import _, ngettext
from desktop.services.search.records import HitKind, SearchHit


def register(app: typer.Typer, context: Context) -> None:
    @app.command("search", help=_("Find records by their words, codes and names."))
    def search(
        words: Annotated[list[str], typer.Argument(help=_("What to look for."))],
        kind: Annotated[list[HitKind] | None, typer.Option(help=_("Only records of this kind."))] = None,
        limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
        offset: Annotated[int, typer.Option(min=0, max=LARGEST_EXACT)] = 0,
    ) -> None:
        with context.services() as services:
            page = services.search.find(" ".join(words), kinds=kind or (), limit=limit, offset=offset)
        document = {"items": [_document(hit) for hit in page.items], "total": page.total}
        answer(context, document, lambda: _lines(page.items, page.total))


def _document(hit: SearchHit) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "id": hit.record_id,
        "title": hit.title,
        "code": hit.code,
        "project": hit.project,
        "opens": hit.opens_id,
    }


def _lines(hits: tuple[SearchHit, ...], total: int) -> list[str]:
    if not hits:
        return [_("Nothing found.")]
    rows = [(str(hit.kind), hit.code, hit.title[:80], hit.project) for hit in hits]
    counted = ngettext("{count} record", "{count} records", total).format(count=total)
    return [*table((_("Kind"), _("Code"), _("Title"), _("Project")), rows), counted]
