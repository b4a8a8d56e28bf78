"""Takes back answers that a list does not offer any more, after its filter changed."""

from desktop.forms.definition.definition import Definition
from desktop.forms.runtime.choices import Offers
from desktop.forms.runtime.engine import Engine
from desktop.forms.runtime.tree import LiveNode
from desktop.forms.runtime.views import RemovedAnswer


def withdraw_answers(definition: Definition, engine: Engine, offers: Offers) -> list[RemovedAnswer]:
    """Until nothing changes: an answer that goes may change what another list offers."""
    removed: list[RemovedAnswer] = []
    while engine.stale_choices:
        stale, engine.stale_choices = engine.stale_choices, []
        for node in stale:
            offers.forget(node)
            if not node.text:
                continue
            offered = offers.values(node)
            given = [node.text] if _is_single(definition, node) else node.text.split()
            kept = " ".join(one for one in given if one in offered)
            if kept != node.text:
                removed.append(RemovedAnswer(node.path, node.text))
                engine.put(node, kept)
        engine.settle()
    return removed


def _is_single(definition: Definition, node: LiveNode) -> bool:
    control = definition.controls.get(node.place)
    return control is None or control.kind == "select1"
