"""A submission being filled: set answers, add and remove repeats, see what each step changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from random import Random

from desktop.clock import Clock
from desktop.errors import BadInput, NotFound, Refused
from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.definition.rules import controls_in
from desktop.forms.runtime.actions import Actions
from desktop.forms.runtime.choices import Offers
from desktop.forms.runtime.engine import MOST_INSTANCES, Engine
from desktop.forms.runtime.kept_answers import answers_below, entries_of, take_answers
from desktop.forms.runtime.messages import message_for, what_is_wrong
from desktop.forms.runtime.pictures import Pictures, question_type
from desktop.forms.runtime.sections import Section, sections_of
from desktop.forms.runtime.submission_xml import read_submission, write_submission
from desktop.forms.runtime.surroundings import Surroundings
from desktop.forms.runtime.tree import LiveNode, nodes_under
from desktop.forms.runtime.upgrading import move_retired
from desktop.forms.runtime.views import (
    ItemView,
    NodeTrace,
    Problem,
    Progress,
    QuestionView,
    RemovedAnswer,
    SectionView,
)
from desktop.forms.runtime.wording import Wordings
from desktop.forms.xpath.values import number_text
from desktop.i18n import _

Answer = str | int | float | bool | None | Sequence[str]
_STEP = re.compile(r"(?:(?P<prefix>[^:/\[\]]+):)?(?P<name>[^:/\[\]]+)(?:\[(?P<number>\d+)\])?\Z")


class Filling:
    """One open submission. After each step `changed_paths` holds what a window has to paint anew."""

    def __init__(
        self,
        definition: Definition,
        *,
        clock: Clock,
        language: str = "",
        xml: str | None = None,
        answers: Mapping[str, str] | None = None,
        tz: tzinfo | None = None,
        files: Mapping[str, bytes] | None = None,
        properties: Mapping[str, str] | None = None,
        seed: int | None = None,
    ) -> None:
        """`xml` or `answers` (as `answers()` gave them) open a kept submission; `files` are the lists beside the form; `properties` describe device and user."""
        self.definition = definition
        zone = tz or clock().astimezone().tzinfo
        assert zone is not None
        self._world = Surroundings(
            definition,
            clock,
            zone,
            language or definition.default_language,
            files or {},
            properties or {},
            Random(seed),
        )
        self._engine = Engine(definition, self._world)
        self._wordings = Wordings(definition, self._world)
        self._offers = Offers(definition, self._world, self._wordings)
        self._world.find_choice_label = self._offers.label_of
        self._world.render_text = lambda text_id: self._wordings.translated(text_id, self._engine.root)
        self._pictures = Pictures(definition, self._wordings, self._offers)
        self._actions = Actions(definition, self._engine, self._world)
        self._sections = sections_of(definition.body, definition.root)
        self.changed_paths: frozenset[str] = frozenset()
        self.removed_answers: list[RemovedAnswer] = []
        self.retired: dict[str, str] = {}
        self._open(xml, answers)

    def _open(self, xml: str | None, answers: Mapping[str, str] | None) -> None:
        is_new = xml is None and answers is None
        if xml is not None:
            self.retired = read_submission(self.definition, self._engine, xml)
        elif answers is not None:
            self.retired = take_answers(self._engine, answers)
        else:
            self._actions.preload()
        self._engine.run_everything()
        if is_new:
            self._actions.first_load()
        self._actions.every_load()
        self._engine.stale_choices.clear()
        self._finish_step()

    # Steps

    def set(self, path: str, value: Answer) -> None:
        """Answer a question; the text is kept as given, also where it does not fit."""
        node = self._leaf(path)
        self._engine.put(node, _text_of(value))
        self._engine.settle()
        self._actions.value_changed([node])
        self._finish_step()

    def add(self, repeat_path: str) -> str:
        """A new last instance of a repeat; its path."""
        parent, place = self._repeat_at(repeat_path)
        self._may_resize(place)
        if len(parent.instances(place)) >= MOST_INSTANCES:
            raise Refused(_("This list cannot grow further."), _("Start another submission for the rest."))
        instance = self._engine.append(place, parent)
        self._engine.settle()
        self._actions.new_instance(instance)
        self._finish_step()
        return instance.path

    def remove(self, path: str) -> None:
        """Take one instance of a repeat away, with its answers."""
        node = self._node(path)
        if not node.place.is_repeat:
            raise BadInput(_("{path} is not an entry of a list.").format(path=path))
        self._may_resize(node.place)
        self._engine.remove(node)
        self._engine.settle()
        self._finish_step()

    def duplicate(self, path: str) -> str:
        """A new last instance with the answers of the one at `path`; its path."""
        node = self._node(path)
        new_path = self.add(path.rpartition("[")[0] if path.endswith("]") else path)
        new = self._node(new_path)
        _copy_answers(node, new, self._engine)
        self._engine.settle()
        self._finish_step()
        return new_path

    def take_over_retired(self) -> dict[str, str]:
        """Upgrade: answers of an older version go where their questions stand now; old path to new path.

        What finds no place stays in `retired`.
        """
        moved = move_retired(self._engine, self.retired)
        self._engine.settle()
        self._finish_step()
        return moved

    def use_language(self, language: str) -> None:
        """Show texts in another of the form's languages; no answer changes."""
        self._world.language = language
        self.changed_paths = frozenset(node.path for node in self._engine.root.subtree())

    def finalise(self) -> str:
        """The finished submission as XML; Refused while something is missing or wrong."""
        self._actions.finish()
        self._engine.settle()
        self._finish_step()
        problems = self.problems()
        if problems:
            raise Refused(
                _("The form is not complete: {label}: {message}").format(
                    label=problems[0].label, message=problems[0].message
                ),
                _("Answer the questions marked in red, then finish again."),
            )
        return self.to_xml(final=True)

    # What there is to see

    @property
    def language(self) -> str:
        return self._world.language

    @property
    def instance_id(self) -> str:
        """`uuid:...` from the submission's meta block."""
        node = self._find("meta", "instanceID")
        return node.text if node else ""

    @property
    def instance_name(self) -> str:
        node = self._find("meta", "instanceName")
        return node.text if node else ""

    @property
    def failures(self) -> tuple[tuple[str, str], ...]:
        """Path and expression of what could not be worked out, for the log."""
        return tuple(self._engine.failures)

    def sections(self) -> tuple[SectionView, ...]:
        return tuple(self._section_view(section) for section in self._sections)

    def questions(self, section: SectionView | str) -> tuple[ItemView, ...]:
        """Questions, headings and repeats of a section, in the order they are asked."""
        wanted = section if isinstance(section, str) else section.id
        found = next((one for one in self._sections if one.id == wanted), None)
        if found is None:
            raise NotFound(_("This form has no section {section}.").format(section=wanted))
        return tuple(self._pictures.items(found, self._engine.root))

    def question(self, path: str) -> QuestionView:
        """One question as it stands now."""
        node = self._leaf(path)
        control = self.definition.controls.get(node.place)
        if control is None:
            raise NotFound(_("{path} is not asked.").format(path=path))
        return self._pictures.question(node, control)

    def problems(self) -> tuple[Problem, ...]:
        """What stands in the way of finishing, in the order of the form."""
        found: list[Problem] = []
        for node in self._engine.root.subtree():
            wrong = what_is_wrong(node)
            if wrong:
                control = self.definition.controls.get(node.place)
                label = self._wordings.text(control.label, node) if control else ""
                found.append(
                    Problem(node.path, wrong, message_for(wrong, node, self._wordings), label or node.name)
                )
        return tuple(found)

    def progress(self) -> Progress:
        views = [self._section_view(section) for section in self._sections]
        return Progress(
            sum(one.answered for one in views),
            sum(one.total for one in views),
            sum(one.missing for one in views),
            sum(one.invalid for one in views),
        )

    def nodes(self) -> tuple[NodeTrace, ...]:
        """Every node in document order, for comparison with other clients."""
        return tuple(
            NodeTrace(node.path, node.text, node.is_shown, node.is_required, node.is_readonly, node.is_valid)
            for node in self._visible()
        )

    def answers(self, paths: Iterable[str] | None = None) -> dict[str, str]:
        """What a store keeps, by path; with `paths` (as in `changed_paths`) only what stands there.

        A repeat's own path holds the number of its entries; empty answers are left out.
        """
        if paths is None:
            return dict(answers_below(self._engine.root))
        found: dict[str, str] = {}
        for path in paths:
            held = self._held(path)
            if isinstance(held, list):
                found.update(entries_of(held, path))
            elif held is not None and held.place.is_leaf and held.text:
                found[path] = held.text
        return found

    def is_list(self, path: str) -> bool:
        """Whether the path is that of a repeat as a whole, not of one of its entries."""
        return isinstance(self._held(path), list)

    def to_xml(self, *, final: bool = False) -> str:
        """The submission as OpenRosa XML; `final` leaves out what is not relevant."""
        return write_submission(self.definition, self._engine.root, final=final)

    # Within

    def _visible(self) -> list[LiveNode]:
        found: list[LiveNode] = []
        waiting = [self._engine.root]
        while waiting:
            node = waiting.pop()
            if not node.is_surplus:
                found.append(node)
                waiting.extend(reversed(list(node.live_children())))
        return found

    def _finish_step(self) -> None:
        self._drop_answers_no_longer_offered()
        changed = {node.path for node in self._engine.changed}
        changed.update(f"{parent.path}/{place.name}" for parent, place in self._engine.resized)
        self._engine.changed.clear()
        self._engine.resized.clear()
        self.changed_paths = frozenset(changed)

    def _drop_answers_no_longer_offered(self) -> None:
        while self._engine.stale_choices:
            stale, self._engine.stale_choices = self._engine.stale_choices, []
            for node in stale:
                self._offers.forget(node)
                if not node.text:
                    continue
                offered = self._offers.values(node)
                given = [node.text] if self._is_single(node) else node.text.split()
                kept = " ".join(one for one in given if one in offered)
                if kept != node.text:
                    self.removed_answers.append(RemovedAnswer(node.path, node.text))
                    self._engine.put(node, kept)
            self._engine.settle()

    def _is_single(self, node: LiveNode) -> bool:
        control = self.definition.controls.get(node.place)
        return control is None or control.kind == "select1"

    def _section_view(self, section: Section) -> SectionView:
        top = nodes_under(self._engine.root, section.place)[0]
        answered = total = missing = invalid = 0
        for place in _asked_places(section):
            for node in nodes_under(self._engine.root, place):
                if not node.is_shown or not node.is_asked or node.is_readonly or node.place.bind.calculate:
                    continue
                wrong = what_is_wrong(node)
                total += 1
                answered += bool(node.text)
                missing += wrong == "required"
                invalid += wrong in ("type", "constraint")
        title = self._wordings.text(section.title, top) or self.definition.title or self.definition.form_id
        return SectionView(
            id=section.id,
            title=title,
            depth=section.depth,
            relevant=top.is_shown,
            answered=answered,
            total=total,
            missing=missing,
            invalid=invalid,
        )

    def _find(self, *names: str) -> LiveNode | None:
        node = self._engine.root
        for name in names:
            found = next((child for child in node.live_children() if child.name == name), None)
            if found is None:
                return None
            node = found
        return node

    def _may_resize(self, place: Place) -> None:
        group = self.definition.repeats.get(place)
        if group is not None and (group.count or group.is_fixed):
            raise Refused(
                _("The number of entries in this list follows from other answers."),
                _("Change the answer that gives the number."),
            )

    def _held(self, path: str) -> LiveNode | list[LiveNode] | None:
        """The node at a path, or the entries of the list whose path it is."""
        above, _slash, last = path.rpartition("/")
        slot = None
        if above and "[" not in last:
            parent = self._node(above)
            slot = parent.place.child(last)
        if slot is not None and slot.is_repeat:
            return parent.instances(slot)
        return self._node(path)

    def _leaf(self, path: str) -> LiveNode:
        node = self._node(path)
        if not node.place.is_leaf:
            raise BadInput(_("{path} is a group, not a question.").format(path=path))
        return node

    def _node(self, path: str) -> LiveNode:
        node: LiveNode | None = None
        for step in path.strip().strip("/").split("/"):
            node = self._step(node, step)
            if node is None:
                raise NotFound(
                    _("There is no {path} in this form.").format(path=path),
                    _("Look the paths up with forms trace."),
                )
        assert node is not None
        return node

    def _step(self, node: LiveNode | None, step: str) -> LiveNode | None:
        match = _STEP.match(step)
        if match is None:
            return None
        if node is None:
            return self._engine.root if match["name"] == self._engine.root.name else None
        slot = node.place.child(match["name"])
        if slot is None:
            return None
        held = node.slots[slot.index]
        number = int(match["number"] or 1)
        if isinstance(held, LiveNode):
            return held if number == 1 else None
        return held[number - 1] if 1 <= number <= len(held) else None

    def _repeat_at(self, path: str) -> tuple[LiveNode, Place]:
        above, _slash, last = path.strip().rstrip("/").rpartition("/")
        parent = self._node(above) if above else None
        slot = parent.place.child(last.partition("[")[0].rpartition(":")[2]) if parent else None
        if parent is None or not isinstance(slot, Place) or not slot.is_repeat:
            raise NotFound(_("There is no list {path} in this form.").format(path=path))
        return parent, slot


def _text_of(value: Answer) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    return value if isinstance(value, str) else " ".join(value)


def _copy_answers(source: LiveNode, target: LiveNode, engine: Engine) -> None:
    if source.place.is_leaf:
        if not source.place.bind.calculate and not source.place.bind.preload:
            engine.put(target, source.text)
        return
    for slot in source.place.children:
        held, goal = source.slots[slot.index], target.slots[slot.index]
        if isinstance(held, LiveNode) and isinstance(goal, LiveNode):
            _copy_answers(held, goal, engine)
        elif isinstance(held, list) and isinstance(goal, list) and isinstance(slot, Place):
            while len(goal) < len(held):
                engine.append(slot, target)
            for one, other in zip(held, goal, strict=False):
                _copy_answers(one, other, engine)


def _asked_places(section: Section) -> list[Place]:
    """The places of the questions a section counts: notes ask nothing."""
    return [control.place for control in controls_in(section.items) if question_type(control) != "note"]
