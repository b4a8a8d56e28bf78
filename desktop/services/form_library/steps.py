"""Answers given as a script: an ordered list of steps on a form."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from desktop.errors import BadInput
from desktop.forms import Answer
from desktop.i18n import _

_DEEDS = ("set", "add", "remove")


@dataclass(frozen=True, slots=True)
class Step:
    """`deed` is set, add or remove; `path` as in XForms, `/data/group/item[2]/q`."""

    deed: str
    path: str
    value: Answer = None


class Fillable(Protocol):
    def set(self, path: str, value: Answer) -> None: ...

    def add(self, repeat_path: str) -> str: ...

    def remove(self, path: str) -> None: ...


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
            _("Step {number} of the answers is none of set, add and remove.").format(number=number),
            _('Write {"set": path, "value": v}, {"add": list path} or {"remove": path}.'),
        )
    value = given.get("value")
    if isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value)
    ):
        raise BadInput(_("Step {number} of the answers has a value that is no answer.").format(number=number))
    if isinstance(value, list):
        value = [str(one) for one in value]
    return Step(deeds[0], given[deeds[0]], value)


def take_steps(form: Fillable, steps: Sequence[Step]) -> None:
    """Take each step in turn; the first that the form refuses ends it."""
    for step in steps:
        if step.deed == "set":
            form.set(step.path, step.value)
        elif step.deed == "add":
            form.add(step.path)
        else:
            form.remove(step.path)
