"""Imports a form file from bytes to XForm, with a report of everything that was done to it."""

from __future__ import annotations

import hashlib

from desktop.errors import BadInput
from desktop.forms.definition.definition import Definition, load_definition
from desktop.forms.definition.rules import CycleFound
from desktop.forms.importer.appearances import note_appearances
from desktop.forms.importer.book import Book
from desktop.forms.importer.cells import clean_cells
from desktop.forms.importer.conversion import to_xform
from desktop.forms.importer.entities import name_rule, repair_entities
from desktop.forms.importer.extras import (
    fill_gaps,
    repair_columns,
    repair_defaults,
    repair_parameters,
    unfold_kobo,
)
from desktop.forms.importer.file_places import places_of_files
from desktop.forms.importer.headers import make_book
from desktop.forms.importer.lists import repair_choices
from desktop.forms.importer.reading import read_grids
from desktop.forms.importer.references import repair_references
from desktop.forms.importer.report import ImportedForm, ImportFault, Refusal, Report
from desktop.forms.importer.structure import repair_names, repair_nesting, repair_types, valid_name
from desktop.forms.importer.titles import put_titles, take_titles
from desktop.forms.resting import collector_resting
from desktop.i18n import _

_COLUMNS = {
    "CALCULATE": "calculation",
    "RELEVANT": "relevant",
    "READONLY": "read_only",
    "REQUIRED": "required",
    "CONSTRAINT": "constraint",
    "COUNT": "repeat_count",
    "CHOICES": "choice_filter",
    "WORDING": "label",
}


def import_form(content: bytes, file_name: str) -> ImportedForm:
    """Read an XLSForm (or an XForm); never raises for what the file contains: see `errors`."""
    report = Report()
    try:
        with collector_resting():
            return _imported(content, file_name, report)
    except Refusal as refusal:
        return _refused(content, file_name, report, refusal.fault)
    except BadInput as problem:
        return _refused(content, file_name, report, ImportFault("E-CORRUPT", "", 0, "", problem.sentence()))


def _imported(content: bytes, file_name: str, report: Report) -> ImportedForm:
    stem = valid_name(file_name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]) or "form"
    if content.lstrip()[:1] == b"<" and b"xforms" in content[:4_000]:
        xform, book = content.decode("utf-8-sig", "replace"), None
        definition = _loaded(xform.partition("?>")[2] if xform.lstrip().startswith("<?xml") else xform, None)
    else:
        book = repaired_book(content, file_name, report)
        titles = take_titles(book)
        xform = put_titles(
            to_xform(book, stem, report),
            titles,
            book.settings.rows[0].get("form_title") if titles else "",
            report,
        )
        definition = _loaded(xform, book)
    _report_faults(definition, book, report)
    return ImportedForm(
        form_id=definition.form_id,
        version=definition.version,
        title=definition.title,
        languages=definition.languages,
        xform_xml=xform,
        source_sha256=hashlib.sha256(content).hexdigest(),
        repairs=tuple(report.repairs),
        errors=(),
        question_count=definition.question_count,
        file_places=places_of_files(definition, book),
    )


def repaired_book(content: bytes, file_name: str, report: Report) -> Book:
    """The sheets of a file with all repairs made."""
    book = make_book(read_grids(content, file_name, report), report)
    clean_cells(book, report)
    repair_types(book, report)
    unfold_kobo(book, report)
    repair_columns(book, report)
    repair_nesting(book, report)
    repair_names(book, report)
    repair_choices(book, report)
    repair_references(book, report)
    fill_gaps(book, report)
    repair_parameters(book, report)
    repair_defaults(book, report)
    note_appearances(book, report)
    repair_entities(book, report)
    if not any(not row.get("type").startswith(("begin_", "end_")) for row in book.survey.rows):
        raise Refusal("E-EMPTY", _("The survey has no questions."), "survey")
    return book


def _loaded(xform: str, book: Book | None) -> Definition:
    try:
        return load_definition(xform)
    except CycleFound as cycle:
        message = _("These questions wait for each other: {names}. Take one out of the other's rule.").format(
            names=" → ".join((*cycle.names, cycle.names[0]))
        )
        column = _COLUMNS[cycle.kind.name]
        raise Refusal("E-CYCLE", message, "survey", row_of(book, cycle.names[0]), column) from cycle


def row_of(book: Book | None, name: str) -> int:
    """The row of a question in the survey; 0 where it is not known."""
    rows = book.survey.rows if book else []
    return next((row.number for row in rows if row.get("name") == name), 0)


def _report_faults(definition: Definition, book: Book | None, report: Report) -> None:
    for fault in definition.faults:
        message = _("The expression cannot be used ({reason}); this rule is off.").format(
            reason=fault.problem.about or fault.problem.code
        )
        column = _COLUMNS[fault.kind.name]
        report.add("A-FUNC", "survey", row_of(book, fault.place.name), column, message, fault.source)
    for name in definition.forbidden_names:
        message = _(
            "“{name}” cannot be the name of an entity list or a property, so it is kept in none."
        ).format(name=name[:80])
        report.add("A-ENTITY", "", 0, "", f"{message} {name_rule()}", name)


def _refused(content: bytes, file_name: str, report: Report, fault: ImportFault) -> ImportedForm:
    return ImportedForm(
        form_id="",
        version="",
        title=file_name,
        languages=(),
        xform_xml="",
        source_sha256=hashlib.sha256(content).hexdigest(),
        repairs=tuple(report.repairs),
        errors=(fault,),
        question_count=0,
    )
