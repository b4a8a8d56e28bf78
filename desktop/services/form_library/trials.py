"""What form authors try without a store: check a file, trace a filling, evaluate expressions."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.forms import (
    Definition,
    ExpressionError,
    Filling,
    ImportedForm,
    evaluate,
    import_form,
    load_definition,
)
from desktop.i18n import _
from desktop.services.form_library.beside import chosen_of
from desktop.services.form_library.entities.lists import own_lists
from desktop.services.form_library.expression_words import expression_words
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
        Remark(code="A-FILE", sheet="", row=0, column="", message=_missing_word(one), before=one.name)
        for one in files
        if not one.is_here and one.name not in asked
    ]
    return replace(report, repairs=tuple(found), missing_files=missing)


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
    )


def trace(
    content: bytes,
    file_name: str,
    steps: Sequence[Step],
    clock: Clock,
    beside: Mapping[str, bytes] | None = None,
) -> tuple[NodeTrace, ...]:
    """Every node after all steps. Raises BadInput for a form that cannot be used, or a step it has no place for."""
    form = read_form(content, file_name)
    if form.errors:
        raise BadInput(
            _("{name} cannot be used as a form: {reason}").format(
                name=file_name, reason=form.errors[0].message
            )
        )
    definition = load_definition(form.xform_xml)
    filling = Filling(definition, clock=clock, files=chosen_of(definition, beside or {}))
    take_steps(filling, steps)
    return filling.nodes()


def evaluate_lines(lines: Iterable[str], clock: Clock) -> Iterator[dict[str, Any]]:
    """A line of JSON each: `{id, expr, xml, context, namespaces, now, tz}` to `{id, type, value}` or `{id, error}`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _evaluated(number, line, clock)


def _evaluated(number: int, line: str, clock: Clock) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": number, "error": _("Line {number} is not JSON.").format(number=number)}
    name = asked.get("id", number) if isinstance(asked, dict) else number
    if not isinstance(asked, dict) or not isinstance(asked.get("expr"), str):
        return {"id": name, "error": _("Line {number} has no expr.").format(number=number)}
    try:
        zone = _zone(asked.get("tz"))
        now = _now(asked.get("now"), clock, zone)
        kind, value = evaluate(
            asked["expr"], _text(asked.get("xml")), _text(asked.get("context")), _spaces(asked), now, zone
        )
    except BadInput as problem:
        return {"id": name, "error": problem.what()}
    except ExpressionError as problem:
        return {"id": name, "error": expression_words(problem)}
    except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as problem:
        return {"id": name, "error": _("It cannot be worked out: {reason}").format(reason=str(problem)[:200])}
    return {"id": name, "type": kind, "value": value}


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise BadInput(_("{text} is not a text.").format(text=str(value)[:40]))


def _spaces(asked: Mapping[str, Any]) -> dict[str, str]:
    given = asked.get("namespaces") or {}
    if not isinstance(given, dict):
        raise BadInput(_("The namespaces are not a mapping."))
    return {str(prefix): str(uri) for prefix, uri in given.items()}


def _zone(name: Any) -> tzinfo:
    if not name:
        return UTC
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise BadInput(_("There is no time zone {name}.").format(name=str(name)[:40])) from problem


def _now(text: Any, clock: Clock, zone: tzinfo) -> datetime:
    if not text:
        return clock().astimezone(zone)
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as problem:
        raise BadInput(_("{text} is not a moment.").format(text=str(text)[:40])) from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
