"""Finds nodes by the paths people and scripts write: `/data/group/item[2]/q`."""

from __future__ import annotations

import re

from desktop.errors import BadInput, NotFound
from desktop.forms.definition.records import Place
from desktop.forms.runtime.tree import LiveNode
from desktop.i18n import _

_STEP = re.compile(r"(?:(?P<prefix>[^:/\[\]]+):)?(?P<name>[^:/\[\]]+)(?:\[(?P<number>\d+)\])?\Z")


def node_at(root: LiveNode, path: str) -> LiveNode:
    """The node at a path; NotFound where there is none."""
    node: LiveNode | None = None
    for step in path.strip().strip("/").split("/"):
        node = _step(root, node, step)
        if node is None:
            raise NotFound(
                _("There is no {path} in this form.").format(path=path),
                _("Look the paths up with forms trace."),
            )
    assert node is not None
    return node


def leaf_at(root: LiveNode, path: str) -> LiveNode:
    """The answer at a path; BadInput where a group stands there."""
    node = node_at(root, path)
    if not node.place.is_leaf:
        raise BadInput(_("{path} is a group, not a question.").format(path=path))
    return node


def repeat_at(root: LiveNode, path: str) -> tuple[LiveNode, Place]:
    """The group around a repeat and the repeat's place, from the repeat's own path."""
    above, _slash, last = path.strip().rstrip("/").rpartition("/")
    parent = node_at(root, above) if above else None
    slot = parent.place.child(last.partition("[")[0].rpartition(":")[2]) if parent else None
    if parent is None or not isinstance(slot, Place) or not slot.is_repeat:
        raise NotFound(_("There is no list {path} in this form.").format(path=path))
    return parent, slot


def held_at(root: LiveNode, path: str) -> LiveNode | list[LiveNode]:
    """The node at a path, or the entries of the list whose path it is."""
    above, _slash, last = path.rpartition("/")
    if above and "[" not in last:
        parent = node_at(root, above)
        slot = parent.place.child(last)
        if slot is not None and slot.is_repeat:
            return parent.instances(slot)
    return node_at(root, path)


def _step(root: LiveNode, node: LiveNode | None, step: str) -> LiveNode | None:
    match = _STEP.match(step)
    if match is None:
        return None
    if node is None:
        return root if match["name"] == root.name else None
    slot = node.place.child(match["name"])
    if slot is None:
        return None
    held = node.slots[slot.index]
    number = int(match["number"] or 1)
    if isinstance(held, LiveNode):
        return held if number == 1 else None
    return held[number - 1] if 1 <= number <= len(held) else None
