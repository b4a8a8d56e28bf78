"""XPath 1.0's functions on strings and truth."""

import math

from desktop.forms.xpath.functions.table import MANY, Table
from desktop.forms.xpath.values import Value, to_boolean, to_number, to_string
from desktop.forms.xpath.world import Context

TABLE = Table()


@TABLE.function("string", 0, 1, pure=False)
def string(context: Context, *values: Value) -> str:
    return to_string(values[0]) if values else context.node.string()


@TABLE.function("concat", 0, MANY)
def concat(_context: Context, *values: Value) -> str:
    """Every node of a node-set counts, as ODK has it."""
    return "".join(piece for value in values for piece in strings_of(value))


def strings_of(value: Value) -> list[str]:
    return [to_string(node.typed()) for node in value] if isinstance(value, list) else [to_string(value)]


@TABLE.function("starts-with", 2, 2)
def starts_with(_context: Context, text: Value, prefix: Value) -> bool:
    return to_string(text).startswith(to_string(prefix))


@TABLE.function("ends-with", 2, 2)
def ends_with(_context: Context, text: Value, suffix: Value) -> bool:
    return to_string(text).endswith(to_string(suffix))


@TABLE.function("contains", 2, 2)
def contains(_context: Context, text: Value, part: Value) -> bool:
    return to_string(part) in to_string(text)


@TABLE.function("substring-before", 2, 2)
def substring_before(_context: Context, text: Value, part: Value) -> str:
    before, found, _after = to_string(text).partition(to_string(part)) if to_string(part) else ("", "", "")
    return before if found else ""


@TABLE.function("substring-after", 2, 2)
def substring_after(_context: Context, text: Value, part: Value) -> str:
    whole, piece = to_string(text), to_string(part)
    return whole.partition(piece)[2] if piece else whole


@TABLE.function("substring", 2, 3)
def substring(_context: Context, text: Value, start: Value, *length: Value) -> str:
    whole = to_string(text)
    first = _rounded(to_number(start))
    last = first + _rounded(to_number(length[0])) if length else math.inf
    if math.isnan(first) or math.isnan(last):
        return ""
    return (
        whole[
            int(max(first, 1)) - 1 if first < math.inf else len(whole) : max(
                int(min(last, len(whole) + 1)) - 1, 0
            )
        ]
        if last > -math.inf
        else ""
    )


def _rounded(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else math.floor(number + 0.5)


@TABLE.function("substr", 2, 3)
def substr(_context: Context, text: Value, start: Value, *end: Value) -> str:
    """From `start` (0 is the first, negative counts from the end) up to before `end`."""
    whole = to_string(text)
    first = _place(to_number(start), len(whole))
    last = _place(to_number(end[0]), len(whole)) if end else len(whole)
    return whole[first:last]


def _place(number: float, length: int) -> int:
    if math.isnan(number):
        return 0
    if math.isinf(number):
        return length if number > 0 else 0
    place = int(number)
    return max(length + place, 0) if place < 0 else min(place, length)


@TABLE.function("string-length", 0, 1, pure=False)
def string_length(context: Context, *values: Value) -> float:
    return float(len(string(context, *values)))


@TABLE.function("normalize-space", 0, 1, pure=False)
def normalize_space(context: Context, *values: Value) -> str:
    return " ".join(string(context, *values).split())


@TABLE.function("translate", 3, 3)
def translate(_context: Context, text: Value, old: Value, new: Value) -> str:
    targets = to_string(new)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(to_string(old)):
        table.setdefault(ord(letter), targets[place] if place < len(targets) else None)
    return to_string(text).translate(table)


@TABLE.function("boolean", 1, 1)
def boolean(_context: Context, value: Value) -> bool:
    return to_boolean(value)


@TABLE.function("not", 1, 1)
def negated(_context: Context, value: Value) -> bool:
    return not to_boolean(value)


@TABLE.function("true", 0, 0)
def true(_context: Context) -> bool:
    return True


@TABLE.function("false", 0, 0)
def false(_context: Context) -> bool:
    return False


@TABLE.function("boolean-from-string", 1, 1)
def boolean_from_string(_context: Context, value: Value) -> bool:
    return to_string(value).strip().lower() in ("true", "1")


@TABLE.function("join", 1, MANY)
def join(_context: Context, separator: Value, *values: Value) -> str:
    return to_string(separator).join(piece for value in values for piece in strings_of(value))


@TABLE.function("lang", 1, 1, pure=False)
def lang(context: Context, wanted: Value) -> bool:
    node = context.node
    while node is not None:
        for attribute in node.attributes():
            if attribute.qualified_name == "xml:lang":
                present, asked = attribute.string().lower(), to_string(wanted).lower()
                return present == asked or present.startswith(asked + "-")
        if node.parent is None:
            break
        node = node.parent
    return False
