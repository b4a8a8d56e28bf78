"""What form authors try without a store: check a file, trace a filling."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.forms import (
    Definition,
    Filling,
    ImportedForm,
    import_form,
    load_definition,
)
from desktop.i18n import _
from desktop.services.form_library.beside import chosen_of
from desktop.services.form_library.entities.lists import own_lists
from desktop.services.form_library.records import FormFileRecord, ImportReport, NodeTrace, Remark
from desktop.services.form_library.steps import Step, take_steps

LARGEST_BYTES = 50 * 1024 * 1024


def check_form(content: bytes, file_name: str, beside: Mapping[str, bytes] | None = None) -> ImportReport:
    """What an import of the file, with those beside it, would say; nothing is kept."""
    form = read_form(content, file_name)
    report = report_of(form, "checked")
    if form.errors:
        return report
    definition = load_definition(form.xform_xml)
    chosen = chosen_of(definition, beside or {})
    return answered_by(report, files_of(definition, chosen))


def files_of(definition: Definition, chosen: Mapping[str, bytes]) -> tuple[FormFileRecord, ...]:
    """Every file the form names, and whether it is among the given ones; a list that it keeps itself needs none."""
    own = own_lists(definition)
    return tuple(
        FormFileRecord(
            name=one.name,
            kind=one.kind,
            size_bytes=len(chosen.get(one.name, b"")),
            is_here=one.name in chosen or one.name in own,
        )
        for one in definition.wanted_files
    )


def answered_by(report: ImportReport, files: Sequence[FormFileRecord]) -> ImportReport:
    """The report once it is known which files are here: what is missing is named, what is here no more asked for."""
    here = {one.name for one in files if one.is_here}
    asked = {one.before for one in report.repairs if one.code == "A-FILE"}
    missing = tuple(one.name for one in files if not one.is_here)
    found = [one for one in report.repairs if one.code != "A-FILE" or one.before not in here]
    found += [
        _missing(one, *report.file_places.get(one.name, ("", 0, "")))
        for one in files
        if not one.is_here and one.name not in asked
    ]
    return replace(report, repairs=tuple(found), missing_files=missing)


def _missing(file: FormFileRecord, sheet: str, row: int, column: str) -> Remark:
    message = _missing_word(file)
    return Remark(code="A-FILE", sheet=sheet, row=row, column=column, message=message, before=file.name)


def _missing_word(file: FormFileRecord) -> str:
    if file.kind == "list":
        return _("The list {name} lies in a file of its own; add it to the form.").format(name=file.name)
    return _("The form shows or plays {name}; add the file to the form.").format(name=file.name)


def read_form(content: bytes, file_name: str) -> ImportedForm:
    """The form in a file, repaired. Raises BadInput for a file too large to be one."""
    if len(content) > LARGEST_BYTES:
        raise BadInput(
            _("{name} is too large for a form.").format(name=file_name),
            _("A form has less than {size} MB.").format(size=LARGEST_BYTES // 1024 // 1024),
        )
    return import_form(content, file_name)


def report_of(form: ImportedForm, action: str) -> ImportReport:
    return ImportReport(
        form_id=form.form_id,
        version=form.version,
        title=form.title,
        questions=form.question_count,
        languages=form.languages,
        repairs=tuple(
            Remark(
                code=one.code,
                sheet=one.sheet,
                row=one.row,
                column=one.column,
                message=one.message,
                before=one.before,
                after=one.after,
            )
            for one in form.repairs
        ),
        errors=tuple(
            Remark(code=one.code, sheet=one.sheet, row=one.row, column=one.column, message=one.message)
            for one in form.errors
        ),
        action="left" if form.errors else action,
        file_places=form.file_places,
    )


def trace(
    content: bytes,
    file_name: str,
    steps: Sequence[Step],
    clock: Clock,
    beside: Mapping[str, bytes] | None = None,
) -> tuple[NodeTrace, ...]:
    """Every node after all steps. Raises BadInput for a form that cannot be used, or a step it has no place for."""
    definition = usable_form(content, file_name)
    filling = Filling(definition, clock=clock, files=chosen_of(definition, beside or {}))
    take_steps(filling, steps)
    return filling.nodes()


def usable_form(content: bytes, file_name: str) -> Definition:
    """The form in a file, to be tried. Raises BadInput for one that cannot be used."""
    form = read_form(content, file_name)
    if form.errors:
        raise BadInput(
            _("{name} cannot be used as a form: {reason}").format(
                name=file_name, reason=form.errors[0].message
            )
        )
    return load_definition(form.xform_xml)
