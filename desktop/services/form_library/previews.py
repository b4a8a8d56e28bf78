"""What a form asks, section by section, with an entry in each list so that its questions can be seen."""

from desktop.forms import Filling, GroupView, QuestionView, RepeatView
from desktop.services.form_languages import reads_right_to_left
from desktop.services.form_library.records import ItemView, PreviewItem, PreviewRecord, PreviewSection


def preview_of(filling: Filling, spoken: str) -> PreviewRecord:
    """`filling` is a new one, used for nothing else."""
    definition = filling.definition
    _begin_lists(filling)
    filling.mark_blanks("…")
    sections = tuple(
        PreviewSection(
            title=section.title,
            items=tuple(item for one in filling.questions(section) if (item := _preview(one))),
        )
        for section in filling.sections()
    )
    labels = [item.label for section in sections for item in section.items][:40]
    return PreviewRecord(
        title=definition.title or definition.form_id,
        language=spoken,
        languages=definition.languages,
        right_to_left=reads_right_to_left(spoken, labels),
        sections=sections,
    )


def _begin_lists(filling: Filling) -> None:
    """One entry in each list a person may lengthen, so that its questions can be seen."""
    for _depth in range(3):
        empty = [
            item.path
            for section in filling.sections()
            for item in filling.questions(section)
            if isinstance(item, RepeatView) and item.can_add and not item.instances
        ]
        for path in empty:
            filling.add(path)


def _preview(item: ItemView) -> PreviewItem | None:
    if isinstance(item, QuestionView) and (item.label or item.type != "note"):
        return PreviewItem(
            path=item.path,
            label=item.label,
            hint=item.hint,
            type=item.type,
            required=item.required,
            depth=item.depth,
            choices=tuple(choice.label for choice in item.choices[:12]),
        )
    if isinstance(item, (GroupView, RepeatView)):
        kind = "repeat" if isinstance(item, RepeatView) else "group"
        return PreviewItem(
            path=item.path, label=item.label, hint="", type=kind, required=False, depth=item.depth
        )
    return None
