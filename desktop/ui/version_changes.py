"""The differences between two versions of a form as a table: one line for each part that changed."""

from dataclasses import dataclass

from desktop.i18n import _, ngettext
from desktop.services.form_library.version_records import FormChanges
from desktop.services.form_library.version_words import change_word, part_word
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column
from desktop.ui.theme import Mark, Tone

_MARKS = {
    "added": (Tone.ON_TRACK, "ph.plus"),
    "retired": (Tone.OFF_TRACK, "ph.archive-box"),
    "changed": (Tone.AT_RISK, "ph.pencil-simple"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    change: str
    question: str
    what: str
    before: str
    after: str


def change_lines(changes: FormChanges) -> list[ChangeLine]:
    """In the order of the form; a question that changed in several parts has a line for each."""
    lines = [
        ChangeLine(
            change="changed",
            question=_("The form"),
            what=part_word(part),
            before=part.before,
            after=part.after,
        )
        for part in changes.form
    ]
    for one in changes.questions:
        words = f"{one.label} ({one.name})" if one.label != one.name else one.name
        if not one.parts:
            lines.append(ChangeLine(change=one.change, question=words, what="", before="", after=""))
        lines += [
            ChangeLine(
                change=one.change, question=words, what=part_word(part), before=part.before, after=part.after
            )
            for part in one.parts
        ]
    return lines


def changes_word(changes: FormChanges) -> str:
    """Counted: 2 added, 1 asked no more, 4 changed."""
    parts = [
        ngettext("{count} question added", "{count} questions added", count).format(count=count)
        if change == "added"
        else ngettext("{count} question asked no more", "{count} questions asked no more", count).format(
            count=count
        )
        if change == "retired"
        else ngettext("{count} question changed", "{count} questions changed", count).format(count=count)
        for change in ("added", "retired", "changed")
        if (count := changes.counted(change))
    ]
    return formats.dotted(parts) or _("No question differs.")


def change_columns() -> list[Column[ChangeLine]]:
    return [
        Column[ChangeLine](
            key="change",
            title=_("Change"),
            cell=lambda one: Cell(mark=_mark(one.change)),
            width=150,
        ),
        Column[ChangeLine](
            key="question",
            title=_("Question"),
            cell=lambda one: one.question,
            stretch=True,
            width=220,
            tip=lambda one: one.question,
        ),
        Column[ChangeLine](
            key="what", title=_("What"), cell=lambda one: one.what, width=150, tip=lambda one: one.what
        ),
        Column[ChangeLine](
            key="before",
            title=_("Before"),
            cell=lambda one: Cell(text=one.before, quiet=True),
            width=150,
            tip=lambda one: one.before,
        ),
        Column[ChangeLine](
            key="after", title=_("After"), cell=lambda one: one.after, width=150, tip=lambda one: one.after
        ),
    ]


def _mark(change: str) -> Mark:
    tone, icon = _MARKS[change]
    return Mark(tone, change_word(change), icon)
