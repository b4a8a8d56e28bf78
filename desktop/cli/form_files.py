"""How commands are given the file of a form, and what belongs to it."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.services.chosen_files import read_chosen

FormFile = Annotated[
    Path, typer.Argument(help=_("The form's file, or a folder with it and what belongs to it."))
]
MaybeFormFile = Annotated[
    Path | None, typer.Argument(help=_("The form's file, or a folder with it and what belongs to it."))
]
Beside = Annotated[
    list[Path] | None,
    typer.Option("--with", help=_("A list, picture or sound of the form; may be repeated.")),
]


def read_form(file: Path, beside: list[Path] | None) -> tuple[bytes, str, dict[str, bytes]]:
    """The form's content and name, and the files given with it."""
    from desktop.services.form_library.dropped import read_beside, sort_dropped

    if not file.is_dir():
        return read_chosen(file), file.name, read_beside(beside or [])
    found = sort_dropped([file])
    if len(found) != 1:
        raise BadInput(
            _("The folder {name} does not hold one form.").format(name=file.name),
            _("Name the form's file, and the files of the form by --with."),
        )
    form = found[0]
    return read_chosen(form.form), form.form.name, read_beside([*form.beside, *(beside or [])])
