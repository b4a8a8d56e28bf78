"""What narrows and orders a list of records, Qt-free."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence

from desktop.ui.shell import Shell

Choice = tuple[str, str, str]
"""Key, word and group of a filter; the key begins with its kind (`state:planned`)."""


class Narrowed(ABC):
    """Filters, words looked for and sorting of one list; filters and sorting are there again the next time.

    `sorts`: key and word of each way, the usual one first. `alone`: kinds of which one filter holds at a time.
    """

    def __init__(
        self, shell: Shell, name: str, sorts: Sequence[tuple[str, str]], *, alone: Collection[str] = ()
    ) -> None:
        self._shell = shell
        self._name, self._sorts, self._alone = name, dict(sorts), frozenset(alone)
        self._text = ""
        known, sort = shell.recall(f"{name}.filters", []), shell.recall(f"{name}.sort", "")
        self._active = [str(key) for key in known] if isinstance(known, list) else []
        self._sort = sort if isinstance(sort, str) and sort in self._sorts else next(iter(self._sorts))

    @abstractmethod
    def reload(self) -> None:
        """Show the list anew."""

    @abstractmethod
    def _choices(self) -> Sequence[Choice]:
        """Every filter there is."""

    @abstractmethod
    def _count(self, active: Sequence[str], text: str) -> int:
        """How many records these filters and words leave."""

    def begin(self) -> None:
        """Without the remembered filters that are no longer among the choices."""
        known = {key for key, _word, _group in self._choices()}
        self._active = [key for key in self._active if key in known]
        self.reload()

    @property
    def sorts(self) -> Mapping[str, str]:
        return self._sorts

    @property
    def sort_word(self) -> str:
        return self._sorts[self._sort]

    @property
    def is_narrowed(self) -> bool:
        return bool(self._active or self._text)

    def filter_added(self, key: str) -> None:
        kind = key.partition(":")[0]
        kept = [one for one in self._active if kind not in self._alone or one.partition(":")[0] != kind]
        self._active = [*kept, key]
        self._filters_changed()

    def filter_removed(self, key: str) -> None:
        """One of the filters, or with `text` the words looked for."""
        if key == "text":
            self._text = ""
        self._active = [one for one in self._active if one != key]
        self._filters_changed()

    def filters_cleared(self) -> None:
        self._active, self._text = [], ""
        self._filters_changed()

    def searched(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.reload()

    def sorted_by(self, sort: str) -> None:
        self._sort = sort
        self._shell.remember(f"{self._name}.sort", sort)
        self.reload()

    def without_each(self) -> list[tuple[str, int]]:
        """For each filter that is on, and the words, how many would show without it."""
        each = [
            (key, self._count([one for one in self._active if one != key], self._text))
            for key in self._active
        ]
        return [*each, ("text", self._count(self._active, ""))] if self._text else each

    def _filters_changed(self) -> None:
        self._shell.remember(f"{self._name}.filters", self._active)
        self.reload()
