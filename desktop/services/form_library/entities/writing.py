"""What a form says of an entity that is here, sorted by whether somebody else may have said otherwise since."""

from collections.abc import Collection, Mapping

from desktop.forms import EntityChange
from desktop.models import Entity, EntityValue

LONGEST_LABEL = 500


def said(value: EntityValue | None) -> str:
    """What stands there; one that was taken back says nothing."""
    return value.value or "" if value is not None and value.deleted_at is None else ""


class Writing:
    """The label and the properties that are said anew and otherwise than they stand.

    `earlier` is what the same submission said when it was last finished: what it only says again is no change, and
    where that still stands nobody else has said anything since.
    """

    def __init__(
        self,
        row: Entity,
        known: Mapping[str, EntityValue],
        change: EntityChange,
        earlier: EntityChange | None,
    ) -> None:
        self.row, self._known = row, known
        before = earlier.properties if earlier is not None else None
        self._changed = {
            name: text
            for name, text in change.properties.items()
            if (before is None or before.get(name, "") != text) and said(known.get(name)) != text
        }
        self._uncontested = frozenset(
            name
            for name in self._changed
            if before is not None and before.get(name, "") == said(known.get(name))
        )
        is_said_again = earlier is not None and earlier.label == change.label
        self._label = row.label if is_said_again or not change.label else change.label[:LONGEST_LABEL]
        self._is_own_label = earlier is not None and earlier.label[:LONGEST_LABEL] == row.label

    @property
    def says_something(self) -> bool:
        return bool(self._changed) or self._label != self.row.label

    @property
    def contested(self) -> list[EntityValue]:
        """Properties that are here and were last written, as far as is known, by somebody else."""
        names = self._changed.keys() & self._known.keys() - self._uncontested
        return [self._known[name] for name in sorted(names)]

    @property
    def is_label_contested(self) -> bool:
        return self._label != self.row.label and not self._is_own_label

    @property
    def new(self) -> dict[str, str]:
        """Properties it never had."""
        return {name: text for name, text in self._changed.items() if name not in self._known}

    def leave(self, names: Collection[str]) -> None:
        self._changed = {name: text for name, text in self._changed.items() if name not in names}

    def write_uncontested(self) -> None:
        """What is out of the bin is plainly so; then what only this submission had said."""
        for name in self._changed.keys() & self._known.keys():
            self._known[name].deleted_at = None
            if name in self._uncontested:
                self._known[name].value = self._changed[name] or None
        if not self.is_label_contested:
            self.row.label = self._label

    def write_contested(self) -> None:
        for value in self.contested:
            value.value = self._changed[value.name] or None
        self.row.label = self._label
