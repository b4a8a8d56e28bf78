"""XLSForms: import, questions, rules at work, problems, XML out and in. No Qt, no storage.

    imported = import_form(content, "survey.xlsx")        # every repair and every error, with its place
    definition = load_definition(imported.xform_xml)      # immutable; keep it by `imported.source_sha256`
    filling = Filling(definition, clock=clock, language="English", xml=draft_or_none)
    filling.set("/data/people[2]/age", "34")              # then paint `filling.changed_paths` anew
    filling.add("/data/people"); filling.remove("/data/people[1]")
    filling.sections(); filling.questions(section); filling.problems(); filling.progress()
    filling.to_xml()                                      # a draft; `finalise()` is the finished submission
    filling.nodes()                                       # every node, for `forms trace`
    evaluate("1 + 1", None, None, None, now, zone)        # ("number", 2.0), for `forms eval`

Text that does not fit its question is kept and shown as a problem; nothing a person typed is dropped.
"""

from desktop.forms.comparing.differences import FormChanges, QuestionChange, compare
from desktop.forms.comparing.pairing import moved_path, pair_places
from desktop.forms.comparing.parts import PartChange
from desktop.forms.definition.definition import Definition, load_definition
from desktop.forms.definition.files import WantedFile
from desktop.forms.definition.records import Group, Place
from desktop.forms.importer.appearances import OTHER_CALENDARS
from desktop.forms.importer.importing import import_form
from desktop.forms.importer.report import ImportedForm, ImportFault, Repair
from desktop.forms.importer.titles import TITLE_TEXT, titles_in
from desktop.forms.incoming.composing import compose
from desktop.forms.incoming.documents import (
    IncomingAnswers,
    IncomingDocument,
    answers_in,
    read_document,
    settled,
    without_positions,
)
from desktop.forms.incoming.entities import entities_in
from desktop.forms.incoming.judging import RuleJudge
from desktop.forms.outgoing.columns import POINT_PARTS, AnswerColumn, AnswerSheet, answer_sheets, path_below
from desktop.forms.outgoing.envelope import identify, media_names, name_audit, parse_submission, written
from desktop.forms.outgoing.retired import RetiredCell, retired_cells
from desktop.forms.outgoing.rows import AnswerRow, Cell, answer_rows, put_answer
from desktop.forms.outgoing.wordings import AnswerWords
from desktop.forms.runtime.entities import EntityChange, joined_changes
from desktop.forms.runtime.external import list_rows
from desktop.forms.runtime.filling import Answer, Filling
from desktop.forms.runtime.fitting import fits, fits_question
from desktop.forms.runtime.named_files import NamedFile
from desktop.forms.runtime.remarks import MARKS
from desktop.forms.runtime.submission_xml import text_of_document
from desktop.forms.runtime.views import (
    AnswerRemark,
    Choice,
    GroupView,
    InstanceView,
    ItemView,
    NodeTrace,
    Problem,
    Progress,
    QuestionView,
    RemovedAnswer,
    RepeatView,
    SectionView,
    with_entry,
)
from desktop.forms.xpath.syntax import ExpressionError
from desktop.forms.xpath.trial import evaluate

__all__ = [
    "MARKS",
    "OTHER_CALENDARS",
    "POINT_PARTS",
    "TITLE_TEXT",
    "Answer",
    "AnswerColumn",
    "AnswerRemark",
    "AnswerRow",
    "AnswerSheet",
    "AnswerWords",
    "Cell",
    "Choice",
    "Definition",
    "EntityChange",
    "ExpressionError",
    "Filling",
    "FormChanges",
    "Group",
    "GroupView",
    "ImportFault",
    "ImportedForm",
    "IncomingAnswers",
    "IncomingDocument",
    "InstanceView",
    "ItemView",
    "NamedFile",
    "NodeTrace",
    "PartChange",
    "Place",
    "Problem",
    "Progress",
    "QuestionChange",
    "QuestionView",
    "RemovedAnswer",
    "Repair",
    "RepeatView",
    "RetiredCell",
    "RuleJudge",
    "SectionView",
    "WantedFile",
    "answer_rows",
    "answer_sheets",
    "answers_in",
    "compare",
    "compose",
    "entities_in",
    "evaluate",
    "fits",
    "fits_question",
    "identify",
    "import_form",
    "joined_changes",
    "list_rows",
    "load_definition",
    "media_names",
    "moved_path",
    "name_audit",
    "pair_places",
    "parse_submission",
    "path_below",
    "put_answer",
    "read_document",
    "retired_cells",
    "settled",
    "text_of_document",
    "titles_in",
    "with_entry",
    "without_positions",
    "written",
]
