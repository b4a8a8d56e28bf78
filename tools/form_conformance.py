"""Writes docs/forms.md from the cases the tests judge: `python -m tools.form_conformance`."""

from collections.abc import Iterator
from pathlib import Path

from desktop.forms.xpath.functions import AS_CLIENTS_DO, FUNCTIONS
from desktop.forms.xpath.functions.table import MANY
from desktop.forms.xpath.parser import parse
from desktop.forms.xpath.special import SPECIAL
from desktop.forms.xpath.syntax import Binary, Call, Expression, ExpressionError, Filter, Negate
from desktop.forms.xpath.syntax import Path as Way
from tests.forms.expression_cases import IN_FORM, PLAIN
from tests.forms.question_cases import EDITORS, SURVEY

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "forms.md"
EXAMPLES = 3
SPECIFIED = {
    "Text": "string concat join substr substring substring-before substring-after translate string-length "
    "normalize-space contains starts-with ends-with uuid digest base64-decode extract-signed pulldata",
    "Truth": "if coalesce once true false boolean boolean-from-string not regex checklist weighted-checklist",
    "Numbers": "number random int floor ceiling sum max min round pow log log10 abs sin cos tan asin acos atan "
    "atan2 sqrt exp exp10 pi",
    "Nodes": "count count-non-empty position last instance current randomize indexed-repeat id lang name "
    "local-name namespace-uri",
    "Dates": "today now date date-time decimal-date-time decimal-time format-date format-date-time",
    "Selects": "search selected selected-at count-selected jr:choice-name jr:itext",
    "Places": "area distance geofence intersects",
    "Device and form": "property version",
}
"""What the ODK XForms specification, XPath 1.0's core library and ODK Collect's manual name."""
_ARITY = {
    "if": "3", "coalesce": "1 or more", "once": "1", "position": "0-1", "last": "0", "current": "0", "instance": "1",
    "jr:choice-name": "2", "indexed-repeat": "3, 5 or 7",
}  # fmt: skip


def main() -> None:
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """The page as it follows from the cases."""
    cases = cases_by_function()
    total = len(PLAIN) + len(IN_FORM)
    lines = [
        "# What forms can do",
        "",
        "Written by `python -m tools.form_conformance` from cases that the tests judge; a test holds it current.",
        "",
        "## Functions",
        "",
        f"{len(FUNCTIONS) + len(SPECIAL)} functions, {total} judged expressions. Whole random fillings are judged against",
        "JavaRosa besides (`tests/forms/test_against_javarosa.py`). *As Collect* marks functions whose forms differ from the",
        "letter of the specification, as they do in ODK Collect.",
        "",
    ]
    for theme, names in SPECIFIED.items():
        lines += [f"### {theme}", "", "| function | arguments | cases | such as |", "|---|---|---|---|"]
        lines += [_row(name, cases.get(name, [])) for name in names.split()]
        lines.append("")
    return "\n".join([*lines, *_question_lines()])


def _question_lines() -> list[str]:
    """Every type and appearance of the sample form, with the editor a test finds for it."""
    lines = ["## Questions", "", "| type | appearance or parameters | editor |", "|---|---|---|"]
    for line in SURVEY.strip().splitlines()[1:]:
        kind, name, _label, _other, appearance, parameters, *_rest = (
            cell.strip() for cell in line.split("|")
        )
        if name in EDITORS:
            lines.append(
                f"| `{kind.split()[0]}` | {appearance or parameters or 'none'} | `{EDITORS[name]}` |"
            )
    return [*lines, ""]


def cases_by_function() -> dict[str, list[tuple[str, object]]]:
    """Each judged expression under every function it calls."""
    found: dict[str, list[tuple[str, object]]] = {}
    for expression, expected in (*PLAIN, *IN_FORM):
        for name in dict.fromkeys(calls_of(expression)):
            found.setdefault(name, []).append((expression, expected))
    return found


def calls_of(expression: str) -> Iterator[str]:
    """The functions an expression calls, the outermost first; none where it is wrong on purpose."""
    try:
        yield from _calls(parse(expression.replace("${", "/data/").replace("}", "")))
    except ExpressionError:
        return


def _calls(tree: Expression) -> Iterator[str]:
    match tree:
        case Call(name=name, arguments=arguments):
            yield name
            for argument in arguments:
                yield from _calls(argument)
        case Binary(left=left, right=right):
            yield from _calls(left)
            yield from _calls(right)
        case Negate(operand=operand):
            yield from _calls(operand)
        case Filter() | Way():
            yield from _calls_on_the_way(tree)


def _calls_on_the_way(tree: Filter | Way) -> Iterator[str]:
    inner = tree.primary if isinstance(tree, Filter) else tree.start
    if inner is not None:
        yield from _calls(inner)
    predicates = (
        tree.predicates if isinstance(tree, Filter) else [p for s in tree.steps for p in s.predicates]
    )
    for predicate in predicates:
        yield from _calls(predicate)


def _row(name: str, cases: list[tuple[str, object]]) -> str:
    mark = " (as Collect)" if name in AS_CLIENTS_DO else ""
    shown = sorted(cases, key=lambda case: (not case[0].startswith(f"{name}("), len(case[0])))[:EXAMPLES]
    examples = " · ".join(f"`{_cell(expression)}` → {_value(expected)}" for expression, expected in shown)
    return f"| `{name}`{mark} | {_arguments(name)} | {len(cases)} | {examples} |"


def _arguments(name: str) -> str:
    if name in _ARITY:
        return _ARITY[name]
    function = FUNCTIONS[name]
    if function.most == MANY:
        return f"{function.fewest} or more"
    return str(function.most) if function.fewest == function.most else f"{function.fewest}-{function.most}"


def _cell(text: str) -> str:
    return (text if len(text) <= 72 else f"{text[:70]} …").replace("|", "\\|")


def _value(value: object) -> str:
    if isinstance(value, list):
        return "nodes " + ", ".join(f"`{_cell(str(one))}`" for one in value) if value else "no node"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    return f"`{_cell(str(value))}`" if value else "empty"


if __name__ == "__main__":
    main()
