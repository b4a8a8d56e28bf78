"""The files that answers name: photos, sounds, films and others, each beside its question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.definition.definition import Definition
from desktop.forms.runtime.pictures import question_type
from desktop.forms.runtime.tree import LiveNode


@dataclass(frozen=True, slots=True)
class NamedFile:
    """`type` is that of the question: image, audio, video or file."""

    path: str
    name: str
    type: str
    label: str


def named_files(definition: Definition, root: LiveNode) -> Iterator[tuple[LiveNode, str]]:
    """The questions that are answered with a file and asked now, with their type, in the order of the form."""
    if not any(control.kind == "upload" for control in definition.controls.values()):
        return
    for node in root.subtree():
        control = definition.controls.get(node.place)
        if control is not None and control.kind == "upload" and node.text and node.is_shown and node.is_asked:
            yield node, question_type(control)
