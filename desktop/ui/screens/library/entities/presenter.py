"""Shows the entity lists and what is in the chosen one. Knows no Qt."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.form_library.entities.records import EntityListRow, EntityRecord
from desktop.ui.shell import Change, Shell

AREAS = frozenset({"entities", "entity_values"})


class EntityScreen(Protocol):
    def show_lists(self, rows: Sequence[EntityListRow]) -> None: ...

    def show_entities(
        self, list_name: str, properties: Sequence[str], rows: Sequence[EntityRecord], *, is_filtered: bool
    ) -> None: ...

    def show_no_list(self) -> None: ...

    def select_list(self, list_name: str) -> None: ...

    def tell_history(self, entity_id: UUID | None) -> None: ...


class EntityPresenter:
    def __init__(self, screen: EntityScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._lists: tuple[EntityListRow, ...] = ()
        self._current = ""
        self._words = ""
        self._chosen: UUID | None = None

    def begin(self) -> None:
        self._lists = self._shell.services.entities.lists()
        self._screen.show_lists(self._lists)
        if self._current not in {row.name for row in self._lists}:
            self._current = self._lists[0].name if self._lists else ""
        if self._current:
            self._screen.select_list(self._current)
        self._show_entities()

    def changed(self, changed: Change) -> None:
        if AREAS & changed.areas:
            self.begin()
            self._screen.tell_history(self._chosen)

    def list_chosen(self, list_name: str) -> None:
        if list_name != self._current:
            self._current, self._chosen = list_name, None
            self._screen.tell_history(None)
            self._show_entities()

    def searched(self, words: str) -> None:
        self._words = words
        self._show_entities()

    def _show_entities(self) -> None:
        row = next((one for one in self._lists if one.name == self._current), None)
        if row is None:
            self._screen.show_no_list()
            return
        rows = self._shell.services.entities.rows(row.name, self._words)
        self._screen.show_entities(row.name, row.properties, rows, is_filtered=bool(self._words))

    def entity_chosen(self, entity: EntityRecord) -> None:
        self._chosen = entity.id
        self._screen.tell_history(entity.id)

    def open_form(self, entity: EntityRecord) -> None:
        """The filled form that made it."""
        if entity.submission_id is not None:
            self._shell.go_to("form", entity.submission_id)

    def delete(self, entity: EntityRecord) -> None:
        try:
            self._shell.services.entities.delete(entity.id)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._shell.toast(
            _("{label} is taken out of {name}.").format(label=entity.label, name=entity.list_name),
            undo=self._undo,
        )

    def _undo(self) -> None:
        try:
            self._shell.services.history.undo()
        except UserError as problem:
            self._shell.show_problem(problem)
