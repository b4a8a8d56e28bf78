"""Shows stored values in fields without taking the words out of the writer's mouth."""

from typing import Any

from desktop.ui.widgets import Field


def put(field: Field, value: Any) -> None:
    """Show `value`, unless the field is being written in and only blanks differ: those come off in the store."""
    if field.editor.hasFocus():
        shown = field.value()
        if isinstance(shown, str) and " ".join(shown.split()) == " ".join(str(value or "").split()):
            return
    field.set_value(value)
