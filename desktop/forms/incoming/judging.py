"""Holds answers that came from elsewhere against the rules of their form, as finishing would; no answer is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from random import Random

from desktop.clock import Clock
from desktop.forms.definition.definition import Definition
from desktop.forms.runtime.choices import Offers
from desktop.forms.runtime.engine import Engine
from desktop.forms.runtime.kept_answers import take_answers
from desktop.forms.runtime.messages import message_for, what_is_wrong
from desktop.forms.runtime.remarks import take_remarks
from desktop.forms.runtime.surroundings import Surroundings
from desktop.forms.runtime.tree import LiveNode
from desktop.forms.runtime.views import AnswerRemark, Problem
from desktop.forms.runtime.wording import Wordings
from desktop.forms.xpath.values import parse_moment

_JUDGED = ("required", "constraint")
"""Whether an answer is of its question's type is said by whoever read it."""
_NO_REMARKS: Mapping[str, AnswerRemark] = {}


class RuleJudge:
    """For many submissions of one version: lists beside the form are read once. `files` are these, by name."""

    def __init__(
        self, definition: Definition, clock: Clock, files: Mapping[str, bytes], language: str = ""
    ) -> None:
        self._definition, self._clock = definition, clock
        zone = clock().astimezone().tzinfo
        self._zone: tzinfo = zone if zone is not None else UTC
        self._moment = clock()
        spoken = language or definition.default_language
        self._world = Surroundings(definition, self._now, self._zone, spoken, files, {}, Random(0))
        self._wordings = Wordings(definition, self._world)

    def problems(
        self,
        answers: Mapping[str, str],
        remarks: Mapping[str, AnswerRemark] = _NO_REMARKS,
        *,
        submitted_at: str = "",
    ) -> tuple[Problem, ...]:
        """What is missing or not allowed, in the order of the form, on the day it was filled, or else submitted.

        What was worked out where it was filled stands as it came: chance and time would give another value here.
        """
        self._moment = self._filled_at(answers) or self._read(submitted_at) or self._clock()
        engine = Engine(self._definition, self._world)
        self._world.find_choice_label = Offers(self._definition, self._world, self._wordings).label_of
        self._world.render_text = lambda text_id: self._wordings.translated(text_id, engine.root)
        take_answers(engine, answers)
        take_remarks(engine.root, remarks)
        engine.held.update(node for node in engine.root.subtree() if node.text and node.place.bind.calculate)
        engine.run_everything()
        return tuple(self._found(engine.root))

    def _found(self, root: LiveNode) -> Iterator[Problem]:
        for node in root.subtree():
            wrong = what_is_wrong(node)
            if wrong in _JUDGED:
                control = self._definition.controls.get(node.place)
                label = self._wordings.text(control.label, node) if control is not None else ""
                yield Problem(node.path, wrong, message_for(wrong, node, self._wordings), label or node.name)

    def _now(self) -> datetime:
        return self._moment

    def _filled_at(self, answers: Mapping[str, str]) -> datetime | None:
        """When the device says that it was finished, or begun."""
        stamps = [
            (place.bind.preload_parameters != "end", place.path)
            for place in self._definition.places
            if place.bind.preload == "timestamp"
        ]
        for _is_start, path in sorted(stamps):
            moment = self._read(answers.get(path, ""))
            if moment is not None:
                return moment
        return None

    def _read(self, text: str) -> datetime | None:
        moment = parse_moment(text, self._zone)
        if not isinstance(moment, datetime):
            return None
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=self._zone)
