"""What models answer beside the roles of Qt."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """Asked by delegates and views of every model of ours."""

    RECORD = int(Qt.ItemDataRole.UserRole) + 1
    CELL = int(Qt.ItemDataRole.UserRole) + 2


def record_at(index: Index) -> object:
    """The frozen record an index stands for, or None while its page is on the way."""
    return index.data(Role.RECORD)
