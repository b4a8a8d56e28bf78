"""Notes at each question with a list whether what is chosen is offered there."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Control
from desktop.forms.runtime.choices import Offers
from desktop.forms.runtime.tree import LiveNode

_LISTS = frozenset({"select", "select1", "rank"})


def judge_choices(definition: Definition, offers: Offers, nodes: Iterable[LiveNode]) -> None:
    """Of the questions among `nodes`; what a person cannot answer, and a list that is not here, is judged by nobody."""
    for node in nodes:
        control = definition.controls.get(node.place)
        if control is None or control.kind not in _LISTS:
            continue
        node.unoffered = node.unranked = ""
        is_chosen = node.text and not node.is_readonly and not node.place.bind.calculate
        if is_chosen and offers.is_known(node):
            _judge(node, control, offers)


def _judge(node: LiveNode, control: Control, offers: Offers) -> None:
    offered = offers.values(node)
    given = [node.text] if control.kind == "select1" else node.text.split()
    node.unoffered = ", ".join(one for one in given if one not in offered)
    if control.kind == "rank":
        node.unranked = ", ".join(sorted(offered.difference(given)))
