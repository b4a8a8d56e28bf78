"""What one question is made of, read from a definition so that two versions of it can be laid side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Control, Group, Place, Wording
from desktop.forms.outgoing.columns import path_below
from desktop.forms.outgoing.wordings import AnswerWords
from desktop.forms.runtime.pictures import question_type

_LOGIC = ("required", "relevant", "constraint", "calculate", "readonly")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """One part of a question. `language` names the translation it is of, `choice` the value of a choice.

    Parts: group, label, hint, type, appearance, parameters, default, required, relevant, constraint,
    constraint_message, required_message, calculate, readonly, repeat_count, choice_filter, choice_added,
    choice_retired, choice_label; of the form: title, version, languages.
    """

    part: str
    before: str
    after: str
    language: str = ""
    choice: str = ""


class Reader:
    """The questions of one version, in its own words."""

    def __init__(self, definition: Definition, language: str) -> None:
        self.definition = definition
        self.language = language if language in definition.languages else definition.default_language
        self.groups: dict[Place, Group] = dict(_groups(definition))
        self.asked = [place for place in definition.places[1:] if self._is_asked(place)]

    def _is_asked(self, place: Place) -> bool:
        return place in self.definition.controls or place in self.groups or bool(place.bind.calculate)

    def words(self, language: str) -> AnswerWords:
        return AnswerWords(self.definition, language, {})

    def label(self, place: Place) -> str:
        return self.words(self.language).text(self._item_label(place)) or place.name

    def _item_label(self, place: Place) -> Wording:
        control, group = self.definition.controls.get(place), self.groups.get(place)
        return control.label if control is not None else group.label if group is not None else Wording()

    def type(self, place: Place) -> str:
        control = self.definition.controls.get(place)
        if control is not None:
            return question_type(control)
        if place.is_repeat:
            return "repeat"
        return "calculate" if place.is_leaf else "group"


def _groups(definition: Definition) -> Iterator[tuple[Place, Group]]:
    waiting = list(definition.body)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Group):
            if item.place is not None:
                yield item.place, item
            waiting.extend(item.children)


def parts_between(
    old: Reader, left: Place, new: Reader, right: Place, *, is_moved: bool
) -> tuple[PartChange, ...]:
    """Everything that differs between the two sides of one question; `is_moved` into another group."""
    found = [
        PartChange(part=part, before=before, after=after)
        for part, before, after in (
            *((("group", _parent(old, left), _parent(new, right)),) if is_moved else ()),
            ("type", old.type(left), new.type(right)),
            ("default", left.default, right.default),
            *((part, getattr(left.bind, part), getattr(right.bind, part)) for part in _LOGIC),
            *_of_control(old, left, new, right),
        )
        if before != after
    ]
    found += _texts(old, left, new, right)
    return (*found, *_choices(old, left, new, right))


def _parent(reader: Reader, place: Place) -> str:
    return path_below(place.parent, reader.definition.root) if isinstance(place.parent, Place) else ""


def _of_control(old: Reader, left: Place, new: Reader, right: Place) -> Iterator[tuple[str, str, str]]:
    before, after = old.definition.controls.get(left), new.definition.controls.get(right)
    groups = old.groups.get(left), new.groups.get(right)
    yield "appearance", _appearance(before or groups[0]), _appearance(after or groups[1])
    yield "parameters", _parameters(before), _parameters(after)
    yield "choice_filter", _filter(before), _filter(after)
    yield "repeat_count", groups[0].count if groups[0] else "", groups[1].count if groups[1] else ""


def _appearance(item: Control | Group | None) -> str:
    return " ".join(item.appearance) if item is not None else ""


def _parameters(control: Control | None) -> str:
    if control is None:
        return ""
    shown = {key: value for key, value in control.attributes.items() if key not in ("query", "mediatype")}
    return " ".join(f"{key}={value}" for key, value in sorted(shown.items()))


def _filter(control: Control | None) -> str:
    """What stands between the brackets of the list that is chosen from."""
    if control is None or control.item_set is None:
        return ""
    start, end = control.item_set.nodeset.find("["), control.item_set.nodeset.rfind("]")
    return control.item_set.nodeset[start + 1 : end].strip() if 0 <= start < end else ""


def _texts(old: Reader, left: Place, new: Reader, right: Place) -> Iterator[PartChange]:
    shared = [one for one in new.definition.languages if one in old.definition.languages]
    for language in shared or [""]:
        before = old.words(language or old.language)
        after = new.words(language or new.language)
        for part, mine, theirs in _wordings(old, left, new, right):
            was, now = before.text(mine), after.text(theirs)
            if was != now:
                yield PartChange(part=part, before=was, after=now, language=language)


def _wordings(old: Reader, left: Place, new: Reader, right: Place) -> Iterator[tuple[str, Wording, Wording]]:
    items = [
        (
            reader.definition.controls.get(place) or reader.groups.get(place),
            place.bind,
        )
        for reader, place in ((old, left), (new, right))
    ]
    (before, bind_before), (after, bind_after) = items
    yield "label", before.label if before else Wording(), after.label if after else Wording()
    yield "hint", before.hint if before else Wording(), after.hint if after else Wording()
    yield "constraint_message", bind_before.constraint_message, bind_after.constraint_message
    yield "required_message", bind_before.required_message, bind_after.required_message


def _choices(old: Reader, left: Place, new: Reader, right: Place) -> Iterator[PartChange]:
    """Choices carried in the form; lists beside it are compared by nobody, they may change without it."""
    before, after = old.words(old.language), new.words(new.language)
    was = before.choices(left) if before.knows(left) else {}
    now = after.choices(right) if after.knows(right) else {}
    for value, label in now.items():
        if value not in was:
            yield PartChange(part="choice_added", before="", after=label, choice=value)
        elif was[value] != label and old.language == new.language:
            yield PartChange(part="choice_label", before=was[value], after=label, choice=value)
    for value, label in was.items():
        if value not in now:
            yield PartChange(part="choice_retired", before=label, after="", choice=value)
