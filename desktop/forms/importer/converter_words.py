"""What the converter of forms says in English, as sentences of our own where the case is a known one."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop.i18n import _

_ROW = re.compile(r"\[row\s*:\s*\d+\]")
_LONGEST = 300


def reason_words(message: str) -> str:
    """Why it does not take something; its own words in quotation marks where the case is none of the known ones."""
    said = " ".join(_ROW.sub("", message).split())
    for pattern, words in _KNOWN:
        match = pattern.search(said)
        if match is not None:
            given = {name: text[:80] for name, text in match.groupdict().items() if text}
            return words().format(**given)
    first = next((line.strip() for line in _ROW.sub("", message).splitlines() if line.strip()), "")
    return _("the converter of forms does not take it (“{reason}”).").format(reason=first[:_LONGEST])


def _known(pattern: str, words: Callable[[], str]) -> tuple[re.Pattern[str], Callable[[], str]]:
    return re.compile(pattern), words


_NAME, _REST = r"'(?P<name>[^']+)'", r"(?P<name>[\w-]+)"

_KNOWN = (
    # what an expression names
    _known(rf"Could not find the name {_NAME}", lambda: _("no question bears the name {name}.")),
    _known(
        rf"The name {_NAME} appears more than once",
        lambda: _("several questions bear the name {name}; give each a name of its own."),
    ),
    _known(
        r"Reference variables must start with",
        lambda: _("a question is named as ${{name}}, with both braces and nothing else between them."),
    ),
    _known(
        r"Reference variable lists must have a comma",
        lambda: _("write a comma between the names of questions."),
    ),
    # parameters of a question
    _known(
        r"Parameters must be in the form of",
        lambda: _("write parameters as key=value, with a blank between two."),
    ),
    _known(
        r"following are invalid parameter key\(s\): '(?P<name>[^']+)'",
        lambda: _("this type of question has no parameter {name}."),
    ),
    _known(rf"the parameter {_NAME} must be a number", lambda: _("{name} must be a number.")),
    _known(rf"the parameter {_NAME} must not be '0'", lambda: _("{name} must not be 0.")),
    _known(
        rf"the parameter {_NAME} must not be larger than the range",
        lambda: _("{name} must not be larger than the way from start to end."),
    ),
    _known(
        rf"the parameter {_NAME} must be a multiple of 'step'",
        lambda: _("{name} must be a multiple of step."),
    ),
    _known(
        rf"the parameter {_NAME} must be between the 'start' and 'end'",
        lambda: _("{name} must lie between start and end."),
    ),
    _known(
        r"'tick_labelset' must be a choice list name",
        lambda: _("tick_labelset must name a list of the choices sheet."),
    ),
    _known(
        r"'tick_labelset' choice list must have only 2 items|may only ?match the range 'start' and 'end'",
        lambda: _("with the appearance no-ticks the list of tick_labelset has two choices: start and end."),
    ),
    _known(r"choice values must all be numbers", lambda: _("the choices of tick_labelset must be numbers.")),
    _known(
        r"'tick_labelset' choices must be between",
        lambda: _("the choices of tick_labelset must lie between start and end."),
    ),
    _known(
        r"'tick_labelset' choices' values must be equal",
        lambda: _("the choices of tick_labelset must be steps of the range."),
    ),
    _known(
        r"are only supported for the appearances 'vertical'",
        lambda: _("ticks and placeholders work with the appearances vertical and no-ticks, or with none."),
    ),
    _known(r"the 'incremental' parameter may either", lambda: _("incremental is true, or is left out.")),
    _known(
        r"'reference-geometry' parameter must",
        lambda: _("reference-geometry must name a list, a file or a repeat of the form."),
    ),
    _known(rf"The {_NAME} parameter must have a numeric value", lambda: _("{name} must be a number.")),
    _known(
        rf"The {_NAME} parameter must be either 'true' or 'false'",
        lambda: _("{name} is either true or false."),
    ),
    _known(rf"Parameter {_REST} must have an integer value", lambda: _("{name} must be a whole number.")),
    _known(
        rf"Parameter {_REST} must be greater\s+than or equal to zero",
        lambda: _("{name} must not be below 0."),
    ),
    _known(
        rf"Parameter {_REST} must be greater than or equal to (?P<other>[\w-]+)",
        lambda: _("{name} must not be below {other}."),
    ),
    _known(rf"{_REST} must be set to true or false", lambda: _("{name} is either true or false.")),
    _known(rf"{_REST} must be set to on-form-edit", lambda: _("{name} can only be on-form-edit.")),
    _known(
        r"seed value must be a number or a reference",
        lambda: _("seed is a number, or the question that holds one."),
    ),
    _known(r"Parameters must include randomize=true", lambda: _("seed is of use with randomize=true alone.")),
    _known(rf"Invalid value for {_REST}\.", lambda: _("{name} has a value that it cannot have.")),
    _known(
        r"To include location information in the audit",
        lambda: _(
            "an audit with positions needs location-priority, location-min-interval and location-max-age."
        ),
    ),
    # the rest of a row
    _known(
        r"'background-geopoint' questions, the 'calculation' column must be empty",
        lambda: _("a background-geopoint has no calculation."),
    ),
    _known(
        r"'background-geopoint' questions, the 'trigger' column must not be empty",
        lambda: _("a background-geopoint needs a trigger: the question that starts it."),
    ),
    _known(r"Audits must always be named", lambda: _("an audit is called audit; leave its name empty.")),
    _known(r"Missing calculation", lambda: _("a calculate without a calculation works nothing out.")),
    _known(r"Question with no type", lambda: _("the row has no type.")),
    _known(r"Question or group with no name", lambda: _("the row has no name.")),
    _known(
        r"List name not in (?:choices|external choices|columns) sheet:? ?(?P<name>.*)",
        lambda: _("the list is not on the choices sheet."),
    ),
    _known(
        r"should end with one of the supported file extensions",
        lambda: _("the file of the list must be a .csv, .xml or .geojson."),
    ),
    _known(
        r"Choice names with spaces cannot be added",
        lambda: _("names of choices must have no blanks where several can be chosen."),
    ),
    _known(
        r"specify choices for this 'or other' question",
        lambda: _("a question with or_other needs a list of choices."),
    ),
    _known(
        r"Names must begin with a letter or underscore",
        lambda: _("names begin with a letter and go on with letters, digits, _, - or points."),
    ),
    _known(
        r"must not begin with two underscores", lambda: _("the name must not begin with two underscores.")
    ),
    _known(r"Names used here must not contain a period", lambda: _("the name must have no point.")),
    _known(
        r"Names used here must not be 'name' or 'label'", lambda: _("the name must not be name or label.")
    ),
    _known(
        r"must be unique within their nearest parent|Repeat names must unique",
        lambda: _("another row of the same group bears this name."),
    ),
    _known(
        r"must not be the same as the survey root", lambda: _("a repeat must not bear the name of the form.")
    ),
    _known(r"The name 'meta' is reserved", lambda: _("the name meta is kept for the form itself.")),
    # entities
    _known(r"must have at most one '#'", lambda: _("write one # at most, between list and property.")),
    _known(
        r"Each container \(survey, group, repeat\) may have only one",
        lambda: _("the form itself and each repeat keep entities of one list alone."),
    ),
    _known(
        rf"list name {_NAME} has a reference in container scope",
        lambda: _("the entity list {name} is kept in another repeat than this row."),
    ),
    _known(
        r"'list_name' column must not have any duplicate",
        lambda: _("another row names the same entity list."),
    ),
    _known(r"Entity lists must have a name", lambda: _("it names no list.")),
    _known(
        rf"save_to property {_NAME} is already assigned by row '(?P<other>\d+)'",
        lambda: _("row {other} keeps its answer in {name} already."),
    ),
    _known(
        rf"entity list name {_NAME} was not found on the entities sheet",
        lambda: _("the entities sheet has no list {name}."),
    ),
    _known(
        r"save_to column, add an entities sheet",
        lambda: _("save_to needs a sheet entities that names the list."),
    ),
    _known(
        r"Groups and repeats can't be saved as entity", lambda: _("a group or repeat is kept in no entity.")
    ),
    _known(
        r"'save_to' names must be prefixed",
        lambda: _("with several entity lists write LIST#property, so that it is clear whose it is."),
    ),
    _known(rf"list name {_NAME} does not have a label", lambda: _("the entity list {name} needs a label.")),
    _known(
        rf"list name {_NAME} does not have an 'update_if'",
        lambda: _("the entity list {name} needs update_if."),
    ),
    _known(
        rf"list name {_NAME} does not have an 'entity_id'",
        lambda: _("the entity list {name} needs entity_id."),
    ),
)
