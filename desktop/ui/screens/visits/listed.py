"""A short list held in memory, for lists inside cards and tabs."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from desktop.ui.item_models import PagedListModel

R = TypeVar("R")


class ListedModel(PagedListModel[R], Generic[R]):
    """Shows exactly the records it was given last."""

    def __init__(self, text_of: Callable[[R], str]) -> None:
        self._given: Sequence[R] = ()
        super().__init__(self._answer, lambda record: id(record), page_size=10_000, text_of=text_of)

    def _answer(self, after: object, limit: int) -> Sequence[R]:
        return self._given if after is None else ()

    def set_rows(self, rows: Sequence[R]) -> None:
        self._given = tuple(rows)
        self.reload()

    @property
    def records(self) -> Sequence[R]:
        return self._given
