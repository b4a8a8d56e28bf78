"""milepost forms eval: expressions tried by form authors."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.form_files import read_form
from desktop.cli.output import answer
from desktop.i18n import _
from desktop.services.chosen_files import read_chosen


def register_trials(forms: typer.Typer, context: Context) -> None:
    @forms.command("eval", help=_("Evaluate expressions, a JSON object a line; needs no store."))
    def eval_(
        batch: Annotated[Path, typer.Option(help=_("Lines of id, expr, xml, context, namespaces, now, tz."))],
        form: Annotated[Path | None, typer.Option(help=_("The form whose questions ${name} means."))] = None,
    ) -> None:
        from desktop.services.form_library.expression_trials import Tester
        from desktop.services.form_library.trials import usable_form

        definition = usable_form(*read_form(form, None)[:2]) if form is not None else None
        lines = read_chosen(batch).decode("utf-8-sig", "replace").split("\n")
        told = []
        for one in Tester(context.program.clock, definition).lines(lines):
            told.append(one)
            if not context.options.json:
                sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")
        if context.options.json:
            answer(context, told, list)
        if any("error" in one for one in told):
            raise typer.Exit(1)
