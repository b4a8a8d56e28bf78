"""A submission being filled: set answers, add and remove repeats, see what each step changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.errors import BadInput, Refused
from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.runtime.addresses import leaf_at, node_at, repeat_at
from desktop.forms.runtime.duplicating import copy_answers
from desktop.forms.runtime.engine import MOST_INSTANCES, is_blank
from desktop.forms.runtime.remarks import put_remark
from desktop.forms.runtime.standing import OpenSubmission
from desktop.forms.runtime.tree import LiveNode
from desktop.forms.runtime.upgrading import fill_defaults, move_retired, set_aside
from desktop.forms.runtime.views import AnswerRemark
from desktop.forms.xpath.values import number_text
from desktop.i18n import _

Answer = str | int | float | bool | None | Sequence[str]


class Filling(OpenSubmission):
    """One open submission, and the steps that change it."""

    # Steps

    def set(self, path: str, value: Answer) -> None:
        """Answer a question; the text is kept as given, also where it does not fit.

        Raises BadInput for what nobody answers: a calculation, or a question that is only shown.
        """
        node = leaf_at(self._engine.root, path)
        self._require_answerable(node)
        text = _text_of(value)
        self._engine.put(node, text)
        if text and node.remark.mark:  # an answer is there after all
            node.remark = AnswerRemark(comment=node.remark.comment)
            self._engine.changed.add(node)
        self._engine.settle()
        self._actions.value_changed([node])
        self._finish_step()

    def entries_left_out(self, path: str, value: Answer) -> tuple[str, ...]:
        """Entries with answers that would stand aside if this were answered; every answer stays as it is."""
        node = leaf_at(self._engine.root, path)
        return tuple(
            entry.path
            for parent, place, length in self._engine.rehearse(node, _text_of(value))
            for entry in parent.instances(place)[length:]
            if _counts(entry)
        )

    def remark(self, path: str, remark: AnswerRemark) -> None:
        """Say something beside the answer; a mark stands in the place of an answer, which it empties."""
        node = leaf_at(self._engine.root, path)
        if put_remark(node, remark):
            self._engine.changed.add(node)
        if remark.mark:
            self._engine.put(node, "")
            self._engine.settle()
            self._actions.value_changed([node])
        self._finish_step()

    def add(self, repeat_path: str) -> str:
        """A new last instance of a repeat; its path."""
        parent, place = repeat_at(self._engine.root, repeat_path)
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
        node = node_at(self._engine.root, path)
        if not node.place.is_repeat:
            raise BadInput(_("{path} is not an entry of a list.").format(path=path))
        self._may_resize(node.place)
        self._engine.remove(node)
        self._engine.settle()
        self._finish_step()

    def duplicate(self, path: str) -> str:
        """A new last instance with the answers of the one at `path`; its path."""
        node = node_at(self._engine.root, path)
        new_path = self.add(path.rpartition("[")[0] if path.endswith("]") else path)
        new = node_at(self._engine.root, new_path)
        copy_answers(node, new, self._engine)
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

    def upgrade_from(self, before: Definition, pairs: Mapping[Place, Place]) -> dict[str, str]:
        """Opened with the answers of an older version, at their new paths: new questions begin, what does not fit goes.

        `pairs` are old and new places; the answers set aside come back by path, and stand in `retired`.
        """
        old_of = {new: old for old, new in pairs.items()}
        aside = set_aside(self.definition, self._engine, self._offers, before, old_of)
        self.retired.update(aside)
        fill_defaults(self.definition, self._engine, old_of)
        self._actions.preload()
        self._engine.settle()
        self._actions.first_load_of([place for place in self.definition.places if place not in old_of])
        self._finish_step()
        return aside

    def use_language(self, language: str) -> None:
        """Show texts in another of the form's languages; no answer changes."""
        self._world.language = language
        self._counts.forget()
        self._views.forget()
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
                    label=problems[0].words, message=problems[0].message
                ),
                _("Answer the questions marked in red, then finish again."),
            )
        return self.to_xml(final=True)

    # Within

    def is_locked(self, path: str) -> bool:
        """Whether nobody may answer there: it is worked out, or only shown."""
        node = leaf_at(self._engine.root, path)
        return node.is_readonly or self._is_worked_out(node)

    def _is_worked_out(self, node: LiveNode) -> bool:
        """A question with a calculation may be answered until its calculation runs again, as in ODK Collect."""
        return bool(node.place.bind.calculate) and node.place not in self.definition.controls

    def _require_answerable(self, node: LiveNode) -> None:
        if self._is_worked_out(node):
            raise BadInput(
                _("{path} is worked out from other answers.").format(path=node.path),
                _("Answer the questions that it follows from."),
            )
        if node.is_readonly:
            raise BadInput(
                _("{path} is only shown and takes no answer.").format(path=node.path),
                _("Leave it out of the answers."),
            )

    def _may_resize(self, place: Place) -> None:
        group = self.definition.repeats.get(place)
        if group is not None and (group.count or group.is_fixed):
            raise Refused(
                _("The number of entries in this list follows from other answers."),
                _("Change the answer that gives the number."),
            )


def _counts(entry: LiveNode) -> bool:
    return not entry.is_surplus and not entry.is_phantom and not is_blank(entry)


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
