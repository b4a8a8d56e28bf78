"""Counts what is answered, missing and wrong in a section."""

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.rules import controls_in
from desktop.forms.runtime.messages import what_is_wrong
from desktop.forms.runtime.pictures import question_type
from desktop.forms.runtime.sections import Section
from desktop.forms.runtime.tree import LiveNode, nodes_under
from desktop.forms.runtime.views import SectionView
from desktop.forms.runtime.wording import Wordings


def section_view(section: Section, root: LiveNode, definition: Definition, wordings: Wordings) -> SectionView:
    """The section as the table of contents shows it; notes and calculations ask nothing."""
    top = nodes_under(root, section.place)[0]
    answered = total = missing = invalid = 0
    for control in controls_in(section.items):
        if question_type(control) == "note" or control.place.bind.calculate:
            continue
        for node in nodes_under(root, control.place):
            if not node.is_shown or not node.is_asked or node.is_readonly:
                continue
            wrong = what_is_wrong(node)
            total += 1
            answered += bool(node.text or node.remark.mark)
            missing += wrong == "required"
            invalid += wrong in ("type", "constraint")
    return SectionView(
        id=section.id,
        title=wordings.text(section.title, top) or definition.title or definition.form_id,
        depth=section.depth,
        relevant=top.is_shown,
        answered=answered,
        total=total,
        missing=missing,
        invalid=invalid,
    )
