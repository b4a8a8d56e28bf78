"""What a newer version of a form asks otherwise than an older one: questions added, retired and changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.comparing.pairing import pair_places
from desktop.forms.comparing.parts import PartChange, Reader, parts_between
from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place

ADDED, RETIRED, CHANGED = "added", "retired", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """A question, group, list or calculation. `change` is added, retired or changed; the path of one side may be empty."""

    change: str
    name: str
    label: str
    type: str
    path_before: str
    path_after: str
    parts: tuple[PartChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChanges:
    """`form` is what changed in the form as a whole: title, version, languages."""

    form: tuple[PartChange, ...]
    questions: tuple[QuestionChange, ...]

    def counted(self, change: str) -> int:
        return sum(one.change == change for one in self.questions)


def compare(before: Definition, after: Definition, language: str = "") -> FormChanges:
    """In the order of the newer form, what is retired at the end; labels in `language` where the form has it."""
    old, new = Reader(before, language), Reader(after, language)
    new_of = pair_places(before, after)
    old_of = {right: left for left, right in new_of.items()}
    found: list[QuestionChange] = []
    for place in new.asked:
        left = old_of.get(place)
        if left is None:
            found.append(_alone(ADDED, new, place))
            continue
        parts = parts_between(old, left, new, place, is_moved=_is_moved(new_of, left, place))
        if parts:
            found.append(
                QuestionChange(
                    change=CHANGED,
                    name=place.name,
                    label=new.label(place),
                    type=new.type(place),
                    path_before=left.path,
                    path_after=place.path,
                    parts=parts,
                )
            )
    found += [_alone(RETIRED, old, place) for place in old.asked if place not in new_of]
    return FormChanges(form=tuple(_of_form(before, after)), questions=tuple(found))


def _is_moved(new_of: dict[Place, Place], left: Place, right: Place) -> bool:
    """Into another group; what its group took along did not move by itself."""
    return isinstance(left.parent, Place) and new_of.get(left.parent) is not right.parent


def _alone(change: str, reader: Reader, place: Place) -> QuestionChange:
    is_new = change == ADDED
    return QuestionChange(
        change=change,
        name=place.name,
        label=reader.label(place),
        type=reader.type(place),
        path_before="" if is_new else place.path,
        path_after=place.path if is_new else "",
    )


def _of_form(before: Definition, after: Definition) -> Iterator[PartChange]:
    for part, old, new in (
        ("title", before.title, after.title),
        ("version", before.version, after.version),
        ("languages", ", ".join(before.languages), ", ".join(after.languages)),
    ):
        if old != new:
            yield PartChange(part=part, before=old, after=new)
