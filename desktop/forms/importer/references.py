"""Expressions of the survey: references to questions, functions, and whether they can be read at all."""

from __future__ import annotations

import difflib
import re

from desktop.forms.importer.book import Book, Row
from desktop.forms.importer.cells import EXPRESSIONS
from desktop.forms.importer.report import Report
from desktop.forms.xpath.functions import FUNCTIONS
from desktop.forms.xpath.parser import parse
from desktop.forms.xpath.special import SPECIAL
from desktop.forms.xpath.syntax import Binary, Call, Expression, ExpressionError, Filter, Negate, Path
from desktop.i18n import _

REFERENCE = re.compile(r"\$\{\s*(?P<last>last-saved#)?(?P<name>[^}]*?)\s*\}")
_TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_TRUTHS = frozenset({"yes", "no", "true", "false", "true()", "false()"})
KNOWN_FUNCTIONS = frozenset(FUNCTIONS) | frozenset(SPECIAL)


def repair_references(book: Book, report: Report) -> None:
    """A-REF and A-FUNC: near names where there are, else that rule is off and the question kept."""
    names = {row.get("name") for row in book.survey.rows if not row.get("type").startswith("end_")}
    lists = {row.get("list_name") for row in book.choices.rows}
    for row in book.survey.rows:
        for column in (*EXPRESSIONS, "trigger", "default"):
            if row.get(column):
                _repair_rule(row, column, names, report)
        for column in list(row.cells):
            if column.partition("::")[0] in _TEXTS and "${" in row.cells[column]:
                _repair_text(row, column, names, report)
        reference = REFERENCE.search(row.get("type"))
        if reference and reference["name"] not in names | lists:
            report.add(
                "A-REF", "survey", row.number, "type", _unknown(reference["name"]), row.get("type"), "text"
            )
            row.cells["type"] = "text"


def _unknown(name: str) -> str:
    if not name:
        return _("A reference is empty.")
    return _("There is no question named {name}.").format(name=name)


def _repair_rule(row: Row, column: str, names: set[str], report: Report) -> None:
    before = row.get(column)
    for match in list(REFERENCE.finditer(before)):
        if match["name"] in names:
            continue
        near = difflib.get_close_matches(match["name"], sorted(names), 1, 0.85) if match["name"] else []
        if not near:
            _switch_off(row, column, "A-REF", _unknown(match["name"]), report)
            return
        row.cells[column] = row.get(column).replace(match.group(), "${" + near[0] + "}")
        report.add("A-REF", "survey", row.number, column, _unknown(match["name"]), before, row.get(column))
    if column in EXPRESSIONS and before.lower() not in _TRUTHS:
        _check_functions(row, column, report)


def _check_functions(row: Row, column: str, report: Report) -> None:
    before = row.get(column)
    try:
        tree = parse(REFERENCE.sub(lambda match: " /data/" + "q" * max(1, len(match.group()) - 7), before))
    except ExpressionError as problem:
        message = _("The expression cannot be read at character {column}.").format(column=problem.column)
        _switch_off(row, column, "A-FUNC", message, report)
        return
    for name in called(tree):
        if name in KNOWN_FUNCTIONS:
            continue
        near = difflib.get_close_matches(name.lower().replace("_", "-"), sorted(KNOWN_FUNCTIONS), 1, 0.8)
        message = _("There is no function named {name}.").format(name=name)
        if not near:
            _switch_off(row, column, "A-FUNC", message, report)
            return
        row.cells[column] = re.sub(rf"(?<![\w.\-:]){re.escape(name)}(?=\s*\()", near[0], row.get(column))
        report.add("A-FUNC", "survey", row.number, column, message, before, row.get(column))


def called(tree: Expression) -> list[str]:
    """The names of all functions an expression calls."""
    match tree:
        case Call(name=name, arguments=arguments):
            return [name, *(one for argument in arguments for one in called(argument))]
        case Binary(left=left, right=right):
            return [*called(left), *called(right)]
        case Negate(operand=operand):
            return called(operand)
        case Filter(primary=primary, predicates=predicates):
            return [*called(primary), *(one for predicate in predicates for one in called(predicate))]
        case Path(steps=steps, start=start):
            inner = [one for step in steps for predicate in step.predicates for one in called(predicate)]
            return [*(called(start) if start else []), *inner]
    return []


def _switch_off(row: Row, column: str, code: str, message: str, report: Report) -> None:
    """The rule goes, the question stays; a calculation without a rule becomes an empty one."""
    before = row.cells.pop(column)
    after = ""
    if column == "calculation" and row.get("type") == "calculate":
        row.cells[column] = after = "''"
    report.add(
        code,
        "survey",
        row.number,
        column,
        _("{problem} This rule is off.").format(problem=message),
        before,
        after,
    )
    if column == "trigger" and row.get("calculation") and not row.get("type").startswith("calculate"):
        row.cells.pop("calculation")


def _repair_text(row: Row, column: str, names: set[str], report: Report) -> None:
    before = row.cells[column]

    def replace(match: re.Match[str]) -> str:
        if match["name"] in names:
            return match.group()
        near = difflib.get_close_matches(match["name"], sorted(names), 1, 0.85) if match["name"] else []
        after = "${" + near[0] + "}" if near else "…"
        report.add("A-REF", "survey", row.number, column, _unknown(match["name"]), match.group(), after)
        return after

    row.cells[column] = REFERENCE.sub(replace, before)
