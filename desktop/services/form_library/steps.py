"""Answers given as a script: an ordered list of steps on a form."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from desktop.errors import BadInput
from desktop.forms import Answer, AnswerRemark
from desktop.i18n import _

_DEEDS = ("set", "add", "remove", "remark")


@dataclass(frozen=True, slots=True)
class Step:
    """`deed` is set, add, remove or remark; `path` as in XForms, `/data/group/item[2]/q`."""

    deed: str
    path: str
    value: Answer = None
    remark: AnswerRemark = field(default_factory=AnswerRemark)


class Fillable(Protocol):
    def set(self, path: str, value: Answer) -> None: ...

    def add(self, repeat_path: str) -> str: ...

    def remove(self, path: str) -> None: ...

    def remark(self, path: str, remark: AnswerRemark) -> None: ...


def read_steps(content: bytes) -> tuple[Step, ...]:
    """Steps from JSON. Raises BadInput that names the first step it cannot read."""
    try:
        listed = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise BadInput(
            _("The answers are not JSON: {reason}.").format(reason=str(problem)[:200]),
            _('Write a list of steps, such as [{"set": "/data/name", "value": "Ana"}].'),
        ) from problem
    if not isinstance(listed, list):
        raise BadInput(
            _("The answers are not a list of steps."),
            _('Write a list, such as [{"set": "/data/name", "value": "Ana"}].'),
        )
    return tuple(_step(number, one) for number, one in enumerate(listed, 1))


def _step(number: int, given: Any) -> Step:
    deeds = [deed for deed in _DEEDS if isinstance(given, dict) and isinstance(given.get(deed), str)]
    if len(deeds) != 1:
        raise BadInput(
            _("Step {number} of the answers is none of set, add, remove and remark.").format(number=number),
            _(
                'Write {"set": path, "value": v}, {"add": list path}, {"remove": path} or'
                ' {"remark": path, "mark": "dont_know", "comment": text}.'
            ),
        )
    value = given.get("value")
    if isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value)
    ):
        raise BadInput(_("Step {number} of the answers has a value that is no answer.").format(number=number))
    if isinstance(value, list):
        value = [str(one) for one in value]
    said = [given.get(part) or "" for part in ("mark", "comment")]
    if not all(isinstance(part, str) for part in said):
        raise BadInput(_("Step {number} of the answers has a remark that is no text.").format(number=number))
    remark = AnswerRemark(mark=said[0], comment=said[1].strip())
    return Step(deeds[0], given[deeds[0]], value, remark)


def take_steps(form: Fillable, steps: Sequence[Step]) -> None:
    """Take each step in turn; the first that the form refuses ends it."""
    for step in steps:
        if step.deed == "set":
            form.set(step.path, step.value)
        elif step.deed == "add":
            form.add(step.path)
        elif step.deed == "remark":
            form.remark(step.path, step.remark)
        else:
            form.remove(step.path)
