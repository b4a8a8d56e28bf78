"""Counts what is answered, missing and wrong in each section, anew only where something changed."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.definition.rules import controls_in
from desktop.forms.runtime.messages import what_is_wrong
from desktop.forms.runtime.pictures import question_type
from desktop.forms.runtime.sections import Section
from desktop.forms.runtime.tree import LiveNode, nodes_under
from desktop.forms.runtime.views import SectionView
from desktop.forms.runtime.wording import Wordings

_LONGEST = 60


class Counts:
    """The sections as the table of contents shows them; a long form would take long to count after each answer."""

    def __init__(
        self, sections: list[Section], root: LiveNode, definition: Definition, wordings: Wordings
    ) -> None:
        self._sections, self._root = sections, root
        self._definition, self._wordings = definition, wordings
        self._known: dict[int, SectionView] = {}
        self._at: dict[Place, set[int]] = {}
        for at, section in enumerate(sections):
            self._at.setdefault(section.place, set()).add(at)
            for control in controls_in(section.items):
                place: Place | None = control.place
                while (
                    isinstance(place, Place) and place is not section.place
                ):  # lists grow and shrink as a whole
                    self._at.setdefault(place, set()).add(at)
                    place = place.parent if isinstance(place.parent, Place) else None

    def changed(self, places: Iterable[Place]) -> None:
        """Something at these places is not as it was counted."""
        for place in places:
            for at in self._at.get(place, ()):
                self._known.pop(at, None)

    def forget(self) -> None:
        """Everything is to be counted anew."""
        self._known.clear()

    def views(self) -> tuple[SectionView, ...]:
        for at, section in enumerate(self._sections):
            known = self._known.get(at)
            if known is None:
                self._known[at] = section_view(section, self._root, self._definition, self._wordings)
                continue
            title = _title_of(section, self._root, self._definition, self._wordings)
            if title != known.title:  # it may show an answer from anywhere
                self._known[at] = replace(known, title=title)
        return tuple(self._known[at] for at in range(len(self._sections)))


def section_view(section: Section, root: LiveNode, definition: Definition, wordings: Wordings) -> SectionView:
    """The section as the table of contents shows it.

    Notes and calculations ask nothing, yet a rule of theirs may stand in the way of finishing.
    """
    top = nodes_under(root, section.place)[0]
    answered = total = missing = invalid = 0
    for control in controls_in(section.items):
        asks = question_type(control) != "note" and not control.place.bind.calculate
        for node in nodes_under(root, control.place):
            if not node.is_shown or not node.is_asked:
                continue
            wrong = what_is_wrong(node)
            missing += wrong == "required"
            invalid += wrong in ("type", "constraint")
            if asks and not node.is_readonly:
                total += 1
                answered += bool(node.text or node.remark.mark)
    return SectionView(
        id=section.id,
        title=_title_of(section, root, definition, wordings),
        depth=section.depth,
        relevant=top.is_shown,
        answered=answered,
        total=total,
        missing=missing,
        invalid=invalid,
    )


def _title_of(section: Section, root: LiveNode, definition: Definition, wordings: Wordings) -> str:
    top = nodes_under(root, section.place)[0]
    title = wordings.text(section.title, top)
    if section.is_named_by_item:
        title = _shortened(title)
    return title or definition.title or definition.form_id


def _shortened(words: str) -> str:
    """The first line, cut between words; what follows is to be read in the section itself."""
    line = next((line.strip(" #") for line in words.splitlines() if line.strip(" #")), "")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0] or line[:_LONGEST]} …"
