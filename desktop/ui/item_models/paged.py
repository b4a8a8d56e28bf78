"""A list of frozen records read in pages by key: 100,000 rows cost what is looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from desktop.ui.item_models.roles import Index, Role

R = TypeVar("R")
Fetch = Callable[[Any, int], Sequence[R]]
"""Given the key of the last record before the page (None for the first) and a limit: the page."""
_PAGES_KEPT = 64


class PagedListModel(QAbstractListModel, Generic[R]):
    """Rows of `fetch(after_key, limit)`.

    With `anchors` (the key before each page, `anchors[0]` is None) and `total` any row can be jumped to,
    and only pages that are looked at are read. Without them pages follow one another as one scrolls.
    `text_of` is how a screen reader says a row.
    """

    def __init__(
        self,
        fetch: Fetch[R],
        key_of: Callable[[R], Any],
        *,
        text_of: Callable[[R], str],
        total: int | None = None,
        anchors: Sequence[Any] | None = None,
        page_size: int = 50,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page_size, self._text_of = page_size, text_of
        self._source: tuple[Fetch[R], Callable[[R], Any]] = (fetch, key_of)
        self._begin(total, anchors)

    def _begin(self, total: int | None, anchors: Sequence[Any] | None) -> None:
        self._anchors = tuple(anchors) if anchors is not None else None
        self._total = total
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._rows: list[R] = []
        self._ended = self._anchors is not None
        if self._anchors is None:
            self._rows = list(self._source[0](None, self._page_size))
            self._ended = len(self._rows) < self._page_size

    def reload(
        self,
        fetch: Fetch[R] | None = None,
        *,
        total: int | None = None,
        anchors: Sequence[Any] | None = None,
    ) -> None:
        """Read again, after a change or with another filter."""
        self.beginResetModel()
        if fetch is not None:
            self._source = (fetch, self._source[1])
        self._begin(total, anchors)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid():
            return 0
        return self._total or 0 if self._anchors is not None else len(self._rows)

    @property
    def total(self) -> int | None:
        """How many there are in all, where the source said so."""
        return self._total if self._total is not None else (len(self._rows) if self._ended else None)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._ended

    def fetchMore(self, parent: Index) -> None:
        fetch, key_of = self._source
        page = fetch(key_of(self._rows[-1]), self._page_size) if self._rows else ()
        self._ended = len(page) < self._page_size
        if page:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
            self._rows.extend(page)
            self.endInsertRows()

    def record(self, row: int) -> R | None:
        """The record of a row, its page read if need be."""
        if self._anchors is None:
            return self._rows[row] if 0 <= row < len(self._rows) else None
        number, within = divmod(row, self._page_size)
        page = self._page(number)
        return page[within] if 0 <= within < len(page) else None

    def _page(self, number: int) -> Sequence[R]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        anchors = self._anchors or ()
        if not 0 <= number < len(anchors):
            return ()
        self._pages[number] = self._source[0](anchors[number], self._page_size)
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return self._pages[number]

    def row_of(self, key: Any) -> int:
        """Row of a record among those read so far, or -1."""
        key_of = self._source[1]
        if self._anchors is None:
            return next((at for at, record in enumerate(self._rows) if key_of(record) == key), -1)
        for number, page in self._pages.items():
            for within, record in enumerate(page):
                if key_of(record) == key:
                    return number * self._page_size + within
        return -1

    def replace(self, record: R) -> None:
        """Show a new version of a record that is listed."""
        row = self.row_of(self._source[1](record))
        if row < 0:
            return
        if self._anchors is None:
            self._rows[row] = record
        else:
            number, within = divmod(row, self._page_size)
            page = list(self._pages[number])
            page[within] = record
            self._pages[number] = page
        self.dataChanged.emit(self.index(row), self.index(row))

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        if role == Role.RECORD:
            return self.record(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            record = self.record(index.row())
            return self._text_of(record) if record is not None else ""
        return None
