"""Remarks beside the answers of a submission: put in by path, and read out below what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop.errors import BadInput, NotFound
from desktop.forms.runtime.addresses import held_at, leaf_at
from desktop.forms.runtime.tree import NO_REMARK, LiveNode
from desktop.forms.runtime.views import AnswerRemark
from desktop.i18n import _

MARKS = ("dont_know", "not_applicable", "refused")


def take_remarks(root: LiveNode, remarks: Mapping[str, AnswerRemark]) -> dict[str, AnswerRemark]:
    """Put kept remarks to their questions; those without a question come back by path."""
    left: dict[str, AnswerRemark] = {}
    for path, remark in remarks.items():
        try:
            leaf_at(root, path).remark = remark
        except (BadInput, NotFound):
            left[path] = remark
    return left


def remarks_in(root: LiveNode, paths: Iterable[str] | None = None) -> dict[str, AnswerRemark]:
    """By path, all of them or those at and below these paths; none is left out where there is none."""
    if paths is None:
        return dict(_below(root))
    found: dict[str, AnswerRemark] = {}
    for path in paths:
        held = held_at(root, path)
        if isinstance(held, list):
            found.update(pair for entry in held for pair in _below(entry))
        elif held.place.is_leaf and held.remark:
            found[path] = held.remark
    return found


def _below(node: LiveNode) -> Iterator[tuple[str, AnswerRemark]]:
    return ((one.path, one.remark) for one in node.subtree() if one.remark)


def put_remark(node: LiveNode, remark: AnswerRemark) -> bool:
    """Let the remark stand at the question; True where it is another one. Raises BadInput for an unknown mark."""
    if remark.mark and remark.mark not in MARKS:
        raise BadInput(
            _("{mark} is no reason for a missing answer.").format(mark=remark.mark),
            _("Use one of: {marks}.").format(marks=", ".join(MARKS)),
        )
    if node.remark == remark:
        return False
    node.remark = remark if remark else NO_REMARK
    return True
