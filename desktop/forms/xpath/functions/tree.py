"""Functions that ask about nodes, the device and the form's texts."""

from collections.abc import Callable

from desktop.forms.xpath.functions.table import Table
from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.values import Value, to_nodes, to_string
from desktop.forms.xpath.world import Context

TABLE = Table()


def _asked(context: Context, values: tuple[Value, ...]) -> Node | None:
    if not values:
        return context.node
    nodes = to_nodes(values[0])
    return nodes[0] if nodes else None


@TABLE.function("name", 0, 1, pure=False)
def name(context: Context, *values: Value) -> str:
    node = _asked(context, values)
    return node.qualified_name if node else ""


@TABLE.function("local-name", 0, 1, pure=False)
def local_name(context: Context, *values: Value) -> str:
    node = _asked(context, values)
    return node.name if node else ""


@TABLE.function("namespace-uri", 0, 1, pure=False)
def namespace_uri(context: Context, *values: Value) -> str:
    node = _asked(context, values)
    return node.namespace if node else ""


@TABLE.function("id", 1, 1, pure=False)
def by_id(context: Context, value: Value) -> list[Node]:
    """Elements whose `id` or `xml:id` attribute is one of the words."""
    words: set[str] = set()
    for text in [node.string() for node in value] if isinstance(value, list) else [to_string(value)]:
        words.update(text.split())
    root = context.node
    while root.parent is not None:
        root = root.parent
    found: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if any(a.qualified_name in ("id", "xml:id") and a.string() in words for a in node.attributes()):
            found.append(node)
        waiting.extend(reversed(node.children()))
    return found


@TABLE.function("jr:itext", 1, 1, pure=False)
def itext(context: Context, text_id: Value) -> str:
    return context.world.itext(to_string(text_id))


@TABLE.function("property", 1, 1, pure=False)
def device_property(context: Context, wanted: Value) -> str:
    return context.world.property(to_string(wanted))


@TABLE.function("version", 0, 0, pure=False)
def version(context: Context) -> str:
    return context.world.property("version")


@TABLE.function("search", 1, 6, pure=False)
def search(context: Context, list_name: Value, *how: Value) -> list[Node]:
    """Rows of a list: `search('list', 'contains', 'column, column', text, 'column', value)`."""
    root = context.world.instance(to_string(list_name))
    rows = [item for one in ([] if root is None else root.children()) for item in one.children()]
    if len(how) in (3, 5):
        fits = _SEARCHES.get(to_string(how[0]).strip().lower(), str.__contains__)
        columns = {column.strip() for column in to_string(how[1]).split(",")}
        wanted = to_string(how[2]).casefold()
        rows = [
            row
            for row in rows
            if any(fits(cell.string().casefold(), wanted) for cell in row.children() if cell.name in columns)
        ]
    if len(how) == 5:
        column, value = to_string(how[3]).strip(), to_string(how[4])
        rows = [
            row
            for row in rows
            if any(cell.string() == value for cell in row.children() if cell.name == column)
        ]
    return rows


_SEARCHES: dict[str, Callable[[str, str], bool]] = {
    "contains": str.__contains__,
    "matches": str.__eq__,
    "startswith": str.startswith,
    "endswith": str.endswith,
}


@TABLE.function("pulldata", 4, 4, pure=False)
def pulldata(context: Context, list_name: Value, column: Value, key_column: Value, key: Value) -> str:
    """The cell of the first row whose key column is `key`; empty where there is none."""
    wanted = to_string(key)
    if not wanted:
        return ""
    items = context.world.items_where(to_string(list_name), ("root", "item"), to_string(key_column), wanted)
    asked = to_string(column)
    return next((cell.string() for item in items[:1] for cell in item.children() if cell.name == asked), "")
