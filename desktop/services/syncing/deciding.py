"""What a decision writes: the values of one side, or a third one that a person typed."""

import json
from collections.abc import Sequence
from typing import Any

from desktop.errors import BadInput, NotFound
from desktop.i18n import _
from desktop.services.syncing.records import ConflictRecord, Pick, SideCard
from desktop.storage.queries.enrolment import Conflict, OpenConflict
from desktop.storage.work import Work

Keep = int | Pick
"""A side by its number, from 1, or by what it is."""


def side_picked(conflict: ConflictRecord, keep: Keep) -> SideCard | None:
    """The side meant; None where there is none such."""
    sides = conflict.sides
    if isinstance(keep, int):
        return sides[keep - 1] if 1 <= keep <= len(sides) else None
    if keep in ("shown", "office"):  # what the office has stays shown until a person decides
        return sides[0]
    if keep == "other":
        return sides[1] if len(sides) > 1 else None
    if keep == "newest":  # sides stand in the server's order
        return sides[-1]
    return next((side for side in reversed(sides) if side.is_mine), None)


def settle(work: Work, about: OpenConflict, *, keep: int | None, value: Any) -> None:
    """Decide by an ordinary write. Raises BadInput for a value that does not fit, NotFound once it is decided."""
    found = work.enrolment.conflict(about.record_id, about.atom)
    if found is None:
        raise NotFound(_("This conflict is decided already."))
    atom, columns = _decision(work, found, keep, value)
    if not work.enrolment.settle(about, atom, columns):
        raise BadInput(_("These values do not fit together."), _("Correct one of them."))
    work.raw_areas.add(about.table)


def no_such_side(conflict: ConflictRecord, keep: Keep) -> BadInput:
    """Says which sides there are."""
    if isinstance(keep, int):
        return BadInput(
            _("There is no side {number}; this conflict has {count}.").format(
                number=keep, count=len(conflict.sides)
            )
        )
    return BadInput(_("None of the values of {what} is yours.").format(what=conflict.words))


def _decision(work: Work, found: Conflict, keep: int | None, value: Any) -> tuple[str, dict[str, Any]]:
    """The atom to write and its columns as the database holds them."""
    if keep is not None:
        side = found.sides[keep - 1]
        if side.atom != found.about.atom and found.about.atom == "deleted":
            return "deleted", {"deleted_at": None}
        return found.about.atom, dict(side.value)
    columns = work.enrolment.columns_of(found.about.table, found.about.atom)
    typed = _typed_value(columns, value)
    for column, one in typed.items():
        if not work.enrolment.is_fit(found.about.table, column, one):
            raise BadInput(_("{value} is not a value for {field}.").format(value=one, field=column))
    shown = found.sides[0].value
    return found.about.atom, {column: typed.get(column, shown.get(column)) for column in columns}


def _typed_value(columns: Sequence[str], value: Any) -> dict[str, Any]:
    if isinstance(value, str) and len(columns) > 1:
        try:
            value = json.loads(value)
        except ValueError:
            value = {columns[0]: value}
    if not isinstance(value, dict):
        return {columns[0]: value}
    unknown = sorted(set(value) - set(columns))
    if unknown:
        raise BadInput(
            _("{field} is not part of this conflict.").format(field=unknown[0]),
            _("Its parts are: {columns}.").format(columns=", ".join(columns)),
        )
    return value
