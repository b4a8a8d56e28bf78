"""A third value: a field for each column of the conflict."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.services.field_words import field_word
from desktop.services.syncing.records import ColumnRecord
from desktop.ui.screens.sync.desk.merging import ClashChoices
from desktop.ui.screens.sync.desk.word_diff import Piece
from desktop.ui.widgets import (
    Button,
    Card,
    CheckField,
    ChoiceField,
    DateField,
    Field,
    NumberField,
    TextArea,
    TextField,
    label,
    row,
)

LONG_TEXT = 60


class WritingCard(Card):
    """Nothing is decided before the button is pressed; Cancel leaves the conflict as it was."""

    def __init__(
        self,
        columns: Sequence[tuple[ColumnRecord, str]],
        table: str,
        keep: Callable[[Mapping[str, Any]], None],
        cancel: Callable[[], None],
        pieces: Sequence[Piece] = (),
    ) -> None:
        super().__init__(_("A third value"))
        self._keep = keep
        self._fields = {column.field: _field(column, start, table) for column, start in columns}
        if any(piece.is_clash for piece in pieces):
            self.add(ClashChoices(pieces, self._put))
        self.add(*self._fields.values())
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("conflict_write_problem")
        self._problem.hide()
        self.add(self._problem)
        self.body.addLayout(
            row(
                Button(
                    _("Keep this third value"), "conflict_write_keep", icon="ph.check", press=self._submit
                ),
                Button(_("Cancel"), "conflict_write_cancel", kind="ghost", press=cancel),
                None,
                gap=8,
            )
        )

    def _put(self, text: str) -> None:
        """The text as it was chosen place by place; what was typed into it by hand gives way."""
        field = next(iter(self._fields.values()))
        field.flush()
        field.set_value(text)

    def begin(self) -> None:
        next(iter(self._fields.values())).setFocus()

    def _submit(self) -> None:
        self._problem.hide()
        try:
            for field in self._fields.values():
                field.flush()
                if isinstance(field, NumberField | DateField) and not field.is_readable():
                    raise BadInput(field.error)
            self._keep({name: _value(field) for name, field in self._fields.items()})
        except UserError as problem:
            self._problem.setText(problem.sentence())
            self._problem.show()


def _field(column: ColumnRecord, start: str, table: str) -> Field:
    word, name = field_word(table, column.field), f"conflict_write_{column.field}"
    if column.kind in ("number", "whole"):
        made: Field = NumberField(word, name)
    elif column.kind == "day":
        made = DateField(word, name)
    elif column.kind == "flag":
        made = CheckField(word, name)
    elif column.kind == "choice":
        made = ChoiceField(word, name, column.choices, empty=_("nothing"))
    elif start or len(str(column.value or "")) > LONG_TEXT:
        made = TextArea(word, name, lines=4)
    else:
        made = TextField(word, name)
    made.set_value(start or column.value)
    return made


def _value(field: Field) -> Any:
    value = field.value()
    return value.strip() if isinstance(value, str) else value
