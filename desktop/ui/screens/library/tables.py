"""The tables of the library: what a form asks, its versions, what was repaired."""

from dataclasses import dataclass

from desktop.i18n import _
from desktop.services.form_library.records import FormVersionRecord, PreviewRecord, Remark
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column
from desktop.ui.screens.library.words import type_word
from desktop.ui.theme import Mark, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """A line of the preview: a section's title, or what is asked in it."""

    label: str
    type: str
    required: bool
    depth: int
    choices: str
    is_heading: bool


def asked_rows(preview: PreviewRecord) -> list[AskedRow]:
    rows: list[AskedRow] = []
    for number, section in enumerate(preview.sections, 1):
        rows.append(
            AskedRow(
                label=f"{number} {section.title}",
                type="",
                required=False,
                depth=0,
                choices="",
                is_heading=True,
            )
        )
        rows += [
            AskedRow(
                label=" ".join(item.label.split()),
                type=item.type,
                required=item.required,
                depth=item.depth + 1,
                choices=", ".join(item.choices),
                is_heading=item.type in ("group", "repeat"),
            )
            for item in section.items
            if item.label
        ]
    return rows


def asked_columns() -> list[Column[AskedRow]]:
    return [
        Column[AskedRow](
            key="label",
            title=_("Question"),
            cell=lambda row: Cell(text="  " * row.depth + row.label, strong=row.is_heading),
            stretch=True,
            width=320,
            tip=lambda row: row.label,
        ),
        Column[AskedRow](
            key="type",
            title=_("Answer"),
            cell=lambda row: Cell(text=type_word(row.type) if row.type else "", quiet=True),
            width=130,
        ),
        Column[AskedRow](
            key="required",
            title=_("Required"),
            cell=lambda row: (
                Cell(mark=Mark(Tone.NEUTRAL, _("required"), "ph.asterisk")) if row.required else ""
            ),
            width=132,
        ),
        Column[AskedRow](
            key="choices",
            title=_("Choices"),
            cell=lambda row: Cell(text=row.choices, quiet=True),
            width=220,
            tip=lambda row: row.choices,
        ),
    ]


def version_columns() -> list[Column[FormVersionRecord]]:
    return [
        Column[FormVersionRecord](
            key="version",
            title=_("Version"),
            cell=lambda one: Cell(text=one.version or "–", mono=True),
            width=150,
        ),
        Column[FormVersionRecord](
            key="source", title=_("File"), cell=lambda one: one.source_name, stretch=True, width=200
        ),
        Column[FormVersionRecord](
            key="questions",
            title=_("Questions"),
            cell=lambda one: formats.number(one.questions),
            end=True,
            width=96,
        ),
        Column[FormVersionRecord](
            key="repairs",
            title=_("Repairs"),
            cell=lambda one: formats.number(len(one.repairs)),
            end=True,
            width=84,
        ),
        Column[FormVersionRecord](
            key="submissions",
            title=_("Submissions"),
            cell=lambda one: formats.number(one.submissions),
            end=True,
            width=104,
        ),
        Column[FormVersionRecord](
            key="at", title=_("Taken in"), cell=lambda one: formats.day(one.at.astimezone().date()), width=120
        ),
        Column[FormVersionRecord](key="by", title=_("By"), cell=lambda one: one.author or "", width=130),
    ]


def remark_columns() -> list[Column[Remark]]:
    return [
        Column[Remark](key="sheet", title=_("Sheet"), cell=lambda one: one.sheet, width=84),
        Column[Remark](
            key="row", title=_("Row"), cell=lambda one: str(one.row) if one.row else "", end=True, width=56
        ),
        Column[Remark](key="column", title=_("Column"), cell=lambda one: one.column, width=100),
        Column[Remark](
            key="message",
            title=_("What"),
            cell=lambda one: Cell(text=one.message, mark=_remark_mark(one.code)),
            stretch=True,
            width=240,
            tip=lambda one: one.message,
        ),
        Column[Remark](
            key="before", title=_("Before"), cell=lambda one: Cell(text=one.before, quiet=True), width=110,
            tip=lambda one: one.before,
        ),
        Column[Remark](key="after", title=_("After"), cell=lambda one: one.after, width=100, tip=lambda one: one.after),
        Column[Remark](key="code", title=_("Code"), cell=lambda one: Cell(text=one.code, mono=True, quiet=True), width=124),
    ]  # fmt: skip


def _remark_mark(code: str) -> Mark:
    """R was repaired and needs nobody, A may want another answer, E stands in the way."""
    kind = code[:1]
    if kind == "E":
        return Mark(Tone.OFF_TRACK, _("stands in the way"), "ph.x-circle-fill")
    if kind == "A":
        return Mark(Tone.AT_RISK, _("have a look"), "ph.warning-fill")
    return Mark(Tone.ON_TRACK, _("repaired"), "ph.check-circle-fill")
