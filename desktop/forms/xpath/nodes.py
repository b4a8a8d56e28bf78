"""The trees expressions walk over: fixed XML here, a live submission elsewhere, one face for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from lxml import etree


class Node(Protocol):
    """What the axes, tests and conversions need to know of a node."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def namespace(self) -> str: ...
    @property
    def qualified_name(self) -> str: ...
    @property
    def parent(self) -> Node | None: ...
    @property
    def is_live(self) -> bool:
        """True in a submission, where truth is that of the value and not that of being there."""
        ...

    @property
    def is_shown(self) -> bool:
        """False where relevance hides the node from every expression."""
        ...

    def children(self) -> Sequence[Node]: ...
    def attributes(self) -> Sequence[Node]: ...
    def string(self) -> str: ...
    def typed(self) -> str | float | bool | date:
        """The value as its declared type has it."""
        ...

    def order(self) -> tuple[int, ...]:
        """Sorts nodes of one document into document order."""
        ...


class XmlNode:
    """A node of a fixed document: a list of choices, an external file, or what an expression is tried on."""

    __slots__ = (
        "_attributes",
        "_children",
        "_order",
        "_text",
        "kind",
        "lxml_namespaces",
        "name",
        "namespace",
        "namespaces",
        "parent",
        "prefix",
    )
    is_live = False
    is_shown = True

    def __init__(
        self, kind: str, name: str = "", text: str = "", parent: XmlNode | None = None, order: int = 0
    ) -> None:
        self.kind, self.name, self.parent = kind, name, parent
        self.namespace, self.prefix = "", ""
        self.namespaces: dict[str, str] = {}
        self.lxml_namespaces: Mapping[str | None, str] = {}
        self._text, self._order = text, order
        self._children: list[XmlNode] = []
        self._attributes: list[XmlNode] = []

    @property
    def qualified_name(self) -> str:
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    def children(self) -> list[XmlNode]:
        return self._children

    def attributes(self) -> list[XmlNode]:
        return self._attributes

    def string(self) -> str:
        if self.kind not in ("element", "root"):
            return self._text
        if len(self._children) == 1 and self._children[0].kind == "text":
            return self._children[0]._text
        return "".join(child.string() for child in self._children if child.kind in ("element", "text"))

    def typed(self) -> str:
        return self.string()

    def order(self) -> tuple[int, ...]:
        return (self._order,)


def document_of(element: etree._Element) -> XmlNode:
    """A root node over the document `element` belongs to."""
    counter = iter(range(1, 1 << 60))
    root = XmlNode("root")
    tree_root = element.getroottree().getroot()
    before = list(tree_root.itersiblings(preceding=True))
    for node in [*reversed(before), tree_root, *tree_root.itersiblings()]:
        _append(root, node, counter)
    return root


def element_of(element: etree._Element) -> XmlNode:
    """A root node over `element` alone, as if it stood in a document of its own."""
    root = XmlNode("root")
    _append(root, element, iter(range(1, 1 << 60)))
    return root


def simple_list(rows: Sequence[dict[str, str]]) -> XmlNode:
    """`root/item/column` over table rows: how external CSV lists look to expressions."""
    counter = iter(range(1, 1 << 60))
    document = XmlNode("root")
    root = _child(document, "element", "root", "", counter)
    for row in rows:
        item = _child(root, "element", "item", "", counter)
        for column, value in row.items():
            leaf = _child(item, "element", column, "", counter)
            if value:
                _child(leaf, "text", "", value, counter)
    return document


def text_of(value: str, parent: Node) -> XmlNode:
    """A text node below a live leaf."""
    node = XmlNode("text", text=value)
    node.parent = parent  # type: ignore[assignment]  # the leaf is another class of the same face
    return node


def _child(parent: XmlNode, kind: str, name: str, text: str, counter: Iterator[int]) -> XmlNode:
    node = XmlNode(kind, name, text, parent, next(counter))
    parent._children.append(node)
    return node


def _append(parent: XmlNode, source: etree._Element, counter: Iterator[int]) -> None:
    if isinstance(source, etree._Comment):
        _child(parent, "comment", "", source.text or "", counter)
    elif isinstance(source, etree._ProcessingInstruction):
        _child(
            parent, "processing-instruction", str(getattr(source, "target", "")), source.text or "", counter
        )
    elif isinstance(source.tag, str):
        _append_element(parent, source, counter)


def _append_element(parent: XmlNode, source: etree._Element, counter: Iterator[int]) -> None:
    namespace, _brace, name = str(source.tag).rpartition("}")
    node = _child(parent, "element", name, "", counter)
    node.namespace, node.prefix = namespace[1:], source.prefix or ""
    nsmap = source.nsmap
    if source.attrib or nsmap != parent.lxml_namespaces:
        node.namespaces = {str(prefix or ""): str(uri) for prefix, uri in nsmap.items()}
        node.lxml_namespaces = nsmap
        _append_attributes(node, source, counter)
    else:
        node.namespaces, node.lxml_namespaces = parent.namespaces, nsmap
    if source.text:
        _child(node, "text", "", source.text, counter)
    for inner in source:
        _append(node, inner, counter)
        if inner.tail:
            _child(node, "text", "", inner.tail, counter)


def _append_attributes(node: XmlNode, source: etree._Element, counter: Iterator[int]) -> None:
    for key, value in source.attrib.items():
        namespace, _brace, name = str(key).rpartition("}")
        attribute = XmlNode("attribute", name, str(value), node, next(counter))
        attribute.namespace = namespace[1:]
        known = {**node.namespaces, "xml": "http://www.w3.org/XML/1998/namespace"}
        attribute.prefix = next((p for p, u in known.items() if u == attribute.namespace and p), "")
        node._attributes.append(attribute)
