"""A submission as it stands: opened, and seen - sections, questions, problems, answers, XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from random import Random

from desktop.clock import Clock
from desktop.errors import NotFound
from desktop.forms.definition.definition import Definition
from desktop.forms.definition.rules import controls_in
from desktop.forms.runtime.actions import Actions
from desktop.forms.runtime.addresses import held_at, leaf_at
from desktop.forms.runtime.choices import Offers
from desktop.forms.runtime.counting import Counts
from desktop.forms.runtime.engine import Engine
from desktop.forms.runtime.entities import EntityChange, entity_changes
from desktop.forms.runtime.kept_answers import answers_below, entries_of, take_answers
from desktop.forms.runtime.kept_views import KeptViews
from desktop.forms.runtime.messages import message_for, what_is_wrong
from desktop.forms.runtime.named_files import NamedFile, named_files
from desktop.forms.runtime.offering import judge_choices
from desktop.forms.runtime.pictures import Pictures
from desktop.forms.runtime.remarks import remarks_in, take_remarks
from desktop.forms.runtime.sections import sections_of
from desktop.forms.runtime.submission_xml import read_submission, write_submission
from desktop.forms.runtime.surroundings import Surroundings
from desktop.forms.runtime.tree import LiveNode
from desktop.forms.runtime.views import (
    AnswerRemark,
    ItemView,
    NodeTrace,
    Problem,
    Progress,
    QuestionView,
    RemovedAnswer,
    SectionView,
)
from desktop.forms.runtime.withdrawing import withdraw_answers
from desktop.forms.runtime.wording import Wordings
from desktop.i18n import _


class OpenSubmission:
    """After each step of a `Filling` `changed_paths` holds what a window has to paint anew."""

    def __init__(
        self,
        definition: Definition,
        *,
        clock: Clock,
        language: str = "",
        xml: str | None = None,
        answers: Mapping[str, str] | None = None,
        remarks: Mapping[str, AnswerRemark] | None = None,
        tz: tzinfo | None = None,
        files: Mapping[str, bytes] | None = None,
        properties: Mapping[str, str] | None = None,
        seed: int | None = None,
    ) -> None:
        """`xml` or `answers` with `remarks` (as they were given out) open a kept submission; `files` are the lists beside the form; `properties` describe device and user."""
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
        self._views = KeptViews(self._pictures, self._engine.root)
        self._actions = Actions(definition, self._engine, self._world)
        self._sections = sections_of(definition.body, definition.root)
        self._counts = Counts(self._sections, self._engine.root, definition, self._wordings)
        self.changed_paths: frozenset[str] = frozenset()
        self.removed_answers: list[RemovedAnswer] = []
        self.retired: dict[str, str] = {}
        self.retired_remarks: dict[str, AnswerRemark] = {}
        self._open(xml, answers, remarks or {})

    def _open(
        self, xml: str | None, answers: Mapping[str, str] | None, remarks: Mapping[str, AnswerRemark]
    ) -> None:
        is_new = xml is None and answers is None
        if xml is not None:
            self.retired = read_submission(self.definition, self._engine, xml)
        elif answers is not None:
            self.retired = take_answers(self._engine, answers)
        else:
            self._actions.preload()
        self.retired_remarks = take_remarks(self._engine.root, remarks)
        self._engine.run_everything()
        if is_new:
            self._actions.first_load()
        else:
            self._actions.name_entities()
        self._actions.every_load()
        self._engine.stale_choices.clear()
        judge_choices(self.definition, self._offers, self._engine.root.subtree())
        self._finish_step()

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
        """Empty while nothing of what it is made of is answered: the blanks between are no name."""
        node = self._find("meta", "instanceName")
        return node.text.strip() if node else ""

    @property
    def failures(self) -> tuple[tuple[str, str], ...]:
        """Path and expression of what could not be worked out, for the log."""
        return tuple(self._engine.failures)

    def sections(self) -> tuple[SectionView, ...]:
        return self._counts.views()

    def questions(self, section: SectionView | str) -> tuple[ItemView, ...]:
        """Questions, headings and repeats of a section, in the order they are asked."""
        wanted = section if isinstance(section, str) else section.id
        found = next((one for one in self._sections if one.id == wanted), None)
        if found is None:
            raise NotFound(_("This form has no section {section}.").format(section=wanted))
        return self._views.items(found)

    def question(self, path: str) -> QuestionView:
        """One question as it stands now."""
        node = leaf_at(self._engine.root, path)
        control = self.definition.controls.get(node.place)
        if control is None:
            raise NotFound(_("{path} is not asked.").format(path=path))
        return self._pictures.question(node, control)

    def mark_blanks(self, sign: str) -> None:
        """From now on the sign stands in texts where a value is not there yet: for a look at the form."""
        self._wordings.blank = sign
        self._counts.forget()
        self._views.forget()

    def problems(self) -> tuple[Problem, ...]:
        """What stands in the way of finishing, in the order of the form."""
        found: list[Problem] = []
        for node in self._engine.root.subtree():
            wrong = what_is_wrong(node)
            if wrong:
                message = message_for(wrong, node, self._wordings)
                found.append(Problem(node.path, wrong, message, self._label_of(node)))
        return tuple(found)

    def named_files(self) -> tuple[NamedFile, ...]:
        """Every file that an answer names, in the order of the form."""
        return tuple(
            NamedFile(node.path, node.text, kind, self._label_of(node))
            for node, kind in named_files(self.definition, self._engine.root)
        )

    def _label_of(self, node: LiveNode) -> str:
        control = self.definition.controls.get(node.place)
        return (self._wordings.text(control.label, node) if control else "") or node.name

    def progress(self) -> Progress:
        views = self._counts.views()
        return Progress(
            sum(one.answered for one in views),
            sum(one.total for one in views),
            sum(one.missing for one in views),
            sum(one.invalid for one in views),
        )

    def entities(self) -> tuple[EntityChange, ...]:
        """What it makes of entities once it is finished."""
        return tuple(entity_changes(self.definition, self._engine.root))

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
            held = held_at(self._engine.root, path)
            if isinstance(held, list):
                found.update(entries_of(held, path))
            elif held.place.is_leaf and held.text:
                found[path] = held.text
        return found

    def remarks(self, paths: Iterable[str] | None = None) -> dict[str, AnswerRemark]:
        """Comments and marks by path, as `answers`."""
        return remarks_in(self._engine.root, paths)

    def is_list(self, path: str) -> bool:
        """Whether the path is that of a repeat as a whole, not of one of its entries."""
        try:
            return isinstance(held_at(self._engine.root, path), list)
        except NotFound:
            return False

    def section_of(self, path: str) -> str:
        """The section in which the question of a path is asked, also of an entry that is not there yet; or nothing."""
        place = self.definition.place_at(re.sub(r"\[\d+\]", "", path))
        return next(
            (
                section.id
                for section in self._sections
                if any(control.place is place for control in controls_in(section.items))
            ),
            "",
        )

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
        self.removed_answers += withdraw_answers(self.definition, self._engine, self._offers)
        judge_choices(self.definition, self._offers, self._engine.changed)
        changed = {node.path for node in self._engine.changed}
        changed.update(f"{parent.path}/{place.name}" for parent, place in self._engine.resized)
        self._views.changed(self._engine.changed)
        if self._engine.resized:
            self._views.forget()
        self._counts.changed(node.place for node in self._engine.changed)
        self._counts.changed(place for _parent, place in self._engine.resized)
        self._engine.changed.clear()
        self._engine.resized.clear()
        self.changed_paths = frozenset(changed)

    def _find(self, *names: str) -> LiveNode | None:
        node = self._engine.root
        for name in names:
            found = next((child for child in node.live_children() if child.name == name), None)
            if found is None:
                return None
            node = found
        return node
