"""Draws the frozen views of a submission from its live nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import BodyItem, Control, Group
from desktop.forms.runtime.choices import Offers
from desktop.forms.runtime.engine import MOST_INSTANCES
from desktop.forms.runtime.messages import message_for, what_is_wrong
from desktop.forms.runtime.sections import Section
from desktop.forms.runtime.tree import LiveNode, nodes_under
from desktop.forms.runtime.views import GroupView, InstanceView, ItemView, QuestionView, RepeatView
from desktop.forms.runtime.wording import Wordings
from desktop.forms.xpath.values import number_text
from desktop.i18n import _

_UPLOADS = {"image/*": "image", "audio/*": "audio", "video/*": "video"}
_SELECTS = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "range": "range",
}
_TEXTS = {"string": "text", "int": "integer"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view beside what it was drawn from."""

    view: ItemView
    node: LiveNode
    item: BodyItem


class Pictures:
    """Views of one submission in its present language."""

    def __init__(self, definition: Definition, wordings: Wordings, offers: Offers) -> None:
        self._definition, self._wordings, self._offers = definition, wordings, offers

    def items(self, section: Section, root: LiveNode) -> Iterator[Drawn]:
        """Everything in a section, in the order it is asked."""
        yield from self._items(section.items, nodes_under(root, section.place)[0], 0)

    def _items(
        self, items: list[BodyItem] | tuple[BodyItem, ...], top: LiveNode, depth: int
    ) -> Iterator[Drawn]:
        for item in items:
            if isinstance(item, Control):
                for node in nodes_under(top, item.place):
                    yield Drawn(self.question(node, item, depth), node, item)
            elif item.repeat is not None:
                yield from self._repeat(item, top, depth)
            else:
                node = next(iter(nodes_under(top, item.place)), top) if item.place else top
                yield Drawn(self._group(node, item, depth), node, item)
                yield from self._items(item.children, node, depth + 1)

    def again(self, before: Drawn) -> Drawn:
        """A question, or the heading of a group, as it stands now."""
        if isinstance(before.item, Control):
            view: ItemView = self.question(before.node, before.item, before.view.depth)
        else:
            view = self._group(before.node, before.item, before.view.depth)
        return Drawn(view, before.node, before.item)

    def stands(self, drawn: Drawn) -> bool:
        """Whether the view holds until a rule says that its node changed."""
        if isinstance(drawn.item, Control):
            return self._offers.stand(drawn.node)
        texts = (drawn.item.label, drawn.item.hint)
        # Texts of a group without a place, and of a list, belong to no node that a rule could name.
        is_told = drawn.item.place is not None and drawn.item.repeat is None
        return is_told or all(self._wordings.stands(one) for one in texts)

    def _group(self, node: LiveNode, group: Group, depth: int) -> GroupView:
        return GroupView(
            path=node.path,
            label=self._wordings.text(group.label, node),
            hint=self._wordings.text(group.hint, node),
            appearance=group.appearance,
            relevant=node.is_shown,
            depth=depth,
        )

    def _repeat(self, group: Group, top: LiveNode, depth: int) -> Iterator[Drawn]:
        assert group.repeat is not None
        place = group.repeat
        for parent in nodes_under(top, place.parent) if place.parent else []:
            instances = [one for one in parent.instances(place) if not one.is_surplus and not one.is_phantom]
            is_free = not group.count and not group.is_fixed
            label = self._wordings.text(group.label, parent)
            view = RepeatView(
                path=f"{parent.path}/{place.name}",
                label=label or place.name,
                appearance=group.appearance,
                relevant=parent.is_shown and (not instances or any(one.is_shown for one in instances)),
                instances=len(instances),
                can_add=is_free,
                can_remove=is_free,
                is_table=all(isinstance(child, Control) for child in group.children),
                columns=tuple(child.place.name for child in group.children if isinstance(child, Control)),
                depth=depth,
                warning=_excess_words(parent.excess.get(place)),
            )
            yield Drawn(view, parent, group)
            for instance in instances:
                entry = InstanceView(
                    path=instance.path,
                    label=label or place.name,
                    number=instance.number,
                    relevant=instance.is_shown,
                    can_remove=is_free,
                    depth=depth + 1,
                )
                yield Drawn(entry, instance, group)
                yield from self._items(group.children, instance, depth + 2)

    def question(self, node: LiveNode, control: Control, depth: int = 0) -> QuestionView:
        label, hint = control.label, control.hint
        wrong = what_is_wrong(node)
        return QuestionView(
            path=node.path,
            name=node.name,
            type=question_type(control),
            appearance=control.appearance,
            label=self._wordings.text(label, node).strip()
            if node.place.is_heading
            else self._wordings.text(label, node) or node.name,
            hint=self._wordings.text(hint, node),
            guidance=self._wordings.text(hint, node, "guidance"),
            value=node.text,
            choices=self._offers.choices(node) if control.item_set or control.choices else (),
            relevant=node.is_shown,
            required=node.is_required,
            readonly=node.is_readonly,
            valid=node.is_valid,
            missing=wrong == "required",
            messages=(message_for(wrong, node, self._wordings),)
            if wrong and (wrong != "required" or node.remark.mark)
            else (),
            media=self._wordings.media(label),
            parameters=control.attributes,
            depth=depth,
            remark=node.remark,
        )


def _excess_words(wanted: float | None) -> str:
    if wanted is None:
        return ""
    return _("An answer asks for {wanted} entries; a list holds at most {most}. Check the number.").format(
        wanted=number_text(wanted), most=MOST_INSTANCES
    )


def question_type(control: Control) -> str:
    """The type as form authors know it."""
    bind = control.place.bind
    if control.place.is_heading:
        return "note"
    if control.kind == "upload":
        return _UPLOADS.get(control.attributes.get("mediatype", ""), "file")
    if control.kind in _SELECTS:
        return _SELECTS[control.kind]
    if bind.type == "string" and bind.readonly == "true()" and not bind.calculate:
        return "note"
    return _TEXTS.get(bind.type, bind.type)
