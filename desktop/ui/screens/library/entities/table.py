"""The table of one entity list: its label, a column a property, its version, whose it is, who made it and when."""

from collections.abc import Sequence
from functools import partial

from desktop.i18n import _
from desktop.services.form_library.entities.records import EntityRecord
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column


def entity_columns(properties: Sequence[str]) -> list[Column[EntityRecord]]:
    return [
        Column(key="label", title=_("Label"), cell=lambda one: Cell(text=one.label, strong=True), width=200, sort_by=lambda one: one.label.casefold(), tip=lambda one: one.label),
        *(_property(name) for name in properties),
        Column(key="version", title=_("Version"), cell=lambda one: Cell(text=formats.number(one.version), end=True), width=80, end=True, sort_by=lambda one: one.version),
        Column(key="place", title=_("Whose"), cell=lambda one: one.place, width=160, sort_by=lambda one: one.place.casefold(), tip=lambda one: one.place),
        Column(key="author", title=_("By"), cell=lambda one: one.author or "", width=120, sort_by=lambda one: (one.author or "").casefold() or None),
        Column(key="day", title=_("Since"), cell=lambda one: formats.day(one.at.astimezone().date()), width=110, sort_by=lambda one: one.at),
        Column(key="name", title=_("Identifier"), cell=lambda one: Cell(text=one.name, mono=True), width=160, tip=lambda one: one.name),
    ]  # fmt: skip


def _property(name: str) -> Column[EntityRecord]:
    return Column(
        key=f"property:{name}",
        title=name,
        cell=partial(_value, name),
        width=130,
        sort_by=lambda one: one.values.get(name, "").casefold() or None,
        tip=lambda one: one.values.get(name, ""),
    )


def _value(name: str, one: EntityRecord) -> str:
    return " ".join(one.values.get(name, "").split())
