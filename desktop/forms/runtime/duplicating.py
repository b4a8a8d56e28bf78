"""Copies the answers of one entry of a list into another."""

from desktop.forms.definition.records import Place
from desktop.forms.runtime.engine import Engine
from desktop.forms.runtime.tree import LiveNode


def copy_answers(source: LiveNode, target: LiveNode, engine: Engine) -> None:
    """Everything a person answered, entries of inner lists included; what is calculated is not copied, nor whose entity it is."""
    if source.place.is_leaf:
        if not source.place.bind.calculate and not source.place.bind.preload:
            engine.put(target, source.text)
        return
    if source.place.child("@dataset") is not None:
        return  # the copy is an entity of its own, with the identifier that its making gave it
    for slot in source.place.children:
        held, goal = source.slots[slot.index], target.slots[slot.index]
        if isinstance(held, LiveNode) and isinstance(goal, LiveNode):
            copy_answers(held, goal, engine)
        elif isinstance(held, list) and isinstance(goal, list) and isinstance(slot, Place):
            while len(goal) < len(held):
                engine.append(slot, target)
            for one, other in zip(held, goal, strict=False):
                copy_answers(one, other, engine)
