"""The thirteen axes and the node tests, over any tree."""

from collections.abc import Callable, Iterator

from desktop.forms.xpath.nodes import Node, XmlNode
from desktop.forms.xpath.syntax import ExpressionError, KindTest, NameTest

REVERSE = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
FLAT = frozenset({"child", "self", "attribute"})
"""Axes that keep a list of unnested nodes in document order."""

Axis = Callable[[Node], "Iterator[Node] | list[Node]"]


def _child(node: Node) -> list[Node]:
    return list(node.children())


def _self(node: Node) -> list[Node]:
    return [node]


def _parent(node: Node) -> list[Node]:
    return [node.parent] if node.parent is not None else []


def _attribute(node: Node) -> list[Node]:
    return list(node.attributes())


def _ancestor(node: Node) -> Iterator[Node]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _ancestor_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _ancestor(node)


def _descendant(node: Node) -> Iterator[Node]:
    for child in node.children():
        yield child
        yield from _descendant(child)


def _descendant_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _descendant(node)


def _siblings(node: Node) -> tuple[list[Node], list[Node]]:
    """Those before, the nearest first, and those after."""
    if node.parent is None or node.kind == "attribute":
        return [], []
    family = list(node.parent.children())
    place = next((i for i, child in enumerate(family) if child is node), 0)
    return family[:place][::-1], family[place + 1 :]


def _following_sibling(node: Node) -> list[Node]:
    return _siblings(node)[1]


def _preceding_sibling(node: Node) -> list[Node]:
    return _siblings(node)[0]


def _following(node: Node) -> Iterator[Node]:
    if node.kind == "attribute" and node.parent is not None:
        yield from _descendant(node.parent)
        node = node.parent
    for place in _ancestor_or_self(node):
        for sibling in _siblings(place)[1]:
            yield from _descendant_or_self(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    start = node.parent if node.kind == "attribute" and node.parent is not None else node
    for place in _ancestor_or_self(start):
        for sibling in _siblings(place)[0]:
            yield from reversed(list(_descendant_or_self(sibling)))


def _namespace(node: Node) -> list[Node]:
    found: list[Node] = []
    if isinstance(node, XmlNode) and node.kind == "element":
        spaces = {**node.namespaces, "xml": "http://www.w3.org/XML/1998/namespace"}
        for order, (prefix, uri) in enumerate(spaces.items()):
            found.append(XmlNode("namespace", prefix, uri, node, order))
    return found


AXES: dict[str, Axis] = {
    "child": _child,
    "self": _self,
    "parent": _parent,
    "attribute": _attribute,
    "ancestor": _ancestor,
    "ancestor-or-self": _ancestor_or_self,
    "descendant": _descendant,
    "descendant-or-self": _descendant_or_self,
    "following": _following,
    "following-sibling": _following_sibling,
    "preceding": _preceding,
    "preceding-sibling": _preceding_sibling,
    "namespace": _namespace,
}

Test = Callable[[Node], bool]


def test_of(axis: str, test: NameTest | KindTest, namespaces: dict[str, str], *, strict: bool) -> Test:
    """The node test as a function; not `strict`: a name without prefix is that name in any namespace."""
    if isinstance(test, KindTest):
        return _kind_test(test)
    principal = {"attribute": "attribute", "namespace": "namespace"}.get(axis, "element")
    name = test.name
    if not test.prefix:
        if name == "*":
            return lambda node: node.kind == principal
        if not strict:
            return lambda node: node.name == name and node.kind == principal
        uri = namespaces.get("", "") if principal == "element" else ""
    else:
        known = {"xml": "http://www.w3.org/XML/1998/namespace", **namespaces}
        if test.prefix not in known:
            raise ExpressionError("unknown_prefix", test.prefix)
        uri = known[test.prefix]
        if name == "*":
            return lambda node: node.kind == principal and node.namespace == uri
    return lambda node: node.name == name and node.kind == principal and node.namespace == uri


def _kind_test(test: KindTest) -> Test:
    kind, target = test.kind, test.target
    if kind == "node":
        return lambda node: True
    if target:
        return lambda node: node.kind == kind and node.name == target
    return lambda node: node.kind == kind
