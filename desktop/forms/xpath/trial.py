"""Tries one expression on a piece of XML: the expression tester of form authors."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from random import Random
from uuid import UUID

from lxml import etree

from desktop.forms.xpath.compiler import Compiler
from desktop.forms.xpath.nodes import Node, XmlNode, document_of
from desktop.forms.xpath.parser import parse
from desktop.forms.xpath.slots import Scope
from desktop.forms.xpath.syntax import ExpressionError
from desktop.forms.xpath.values import Value, number_text, to_string
from desktop.forms.xpath.world import Context

Plain = str | float | bool | list[str]


def evaluate(
    expression: str,
    xml: str | None,
    context: str | None,
    namespaces: Mapping[str, str] | None,
    now: datetime,
    zone: tzinfo,
) -> tuple[str, Plain]:
    """Type (`node-set`, `string`, `number`, `boolean`, `date`) and value of `expression` at `context`.

    A node-set gives its nodes' texts, a date its ISO text, a number that JSON cannot write its XPath name.
    """
    spaces = dict(namespaces or {})
    compiler = Compiler(spaces, strict=True)
    root = document_of(_parsed(xml)) if xml else XmlNode("root")
    world = TrialWorld(root, now, zone, spaces)
    start: Node = root
    if context:
        found = compiler.compile(parse(context), Scope())(Context(world, root))
        if not isinstance(found, list) or not found:
            raise ExpressionError("no_context", context)
        start = found[0]
    run = compiler.compile(parse(expression), Scope())
    try:
        return _plain(run(Context(world, start)))
    except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as failure:
        raise ExpressionError("failed", str(failure)) from failure


def _parsed(xml: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        element = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise ExpressionError("bad_xml", str(problem)) from problem
    if element.getroottree().docinfo.internalDTD is not None:
        raise ExpressionError("bad_xml", "DOCTYPE")
    return element


def _plain(value: Value) -> tuple[str, Plain]:
    if isinstance(value, list):
        return "node-set", [node.string() for node in value]
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, str):
        return "string", value
    if isinstance(value, float):
        if value == value and abs(value) != float("inf"):
            return "number", value + 0.0
        return "number", number_text(value)
    return "date", to_string(value)


class TrialWorld:
    """Surroundings without a form: instances are looked for in the XML itself."""

    def __init__(self, root: XmlNode, now: datetime, zone: tzinfo, namespaces: dict[str, str]) -> None:
        self._root, self._now, self.zone, self.namespaces = root, now, zone, namespaces
        self._random = Random()
        self.language = "en"

    def now(self) -> datetime:
        return self._now

    def random(self) -> float:
        return self._random.random()

    def new_uuid(self) -> str:
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def instance(self, name: str) -> Node | None:
        waiting: list[XmlNode] = [self._root]
        while waiting:
            node = waiting.pop()
            if node.name == "instance" and any(
                a.name == "id" and a.string() == name for a in node.attributes()
            ):
                return node
            waiting.extend(node.children())
        return None

    def items_where(self, name: str, steps: tuple[str, ...], column: str, value: str | float) -> list[Node]:
        root = self.instance(name)
        nodes: list[Node] = [] if root is None else [root]
        for step in steps:
            nodes = [child for node in nodes for child in node.children() if child.name == step]
        return [
            node
            for node in nodes
            if any(c.name == column and c.string() == to_string(value) for c in node.children())
        ]

    def itext(self, text_id: str) -> str:
        return ""

    def choice_label(self, value: str, question: str, at: Node) -> str:
        return ""

    def property(self, name: str) -> str:
        return ""
